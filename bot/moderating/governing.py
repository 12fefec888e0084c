"""Who is appointed in a community, what it asks of its moderators, and what was done."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class Appointment:
    """Somebody, by `platform:id`, who has a role in a community whatever their platform says.

    `role` is a name of `bot.permissions.Role` in small letters.
    """

    community: str
    person: str
    role: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class CommunityRules:
    """`two_people`: whoever wrote a draft can't publish it."""

    two_people: bool = False


class RoleStore(Protocol):
    """Appointments and rules, within one unit of work."""

    async def appointed(self, community: str) -> tuple[Appointment, ...]:
        """Who is appointed in a community, by person."""
        ...

    async def appoint(self, appointment: Appointment) -> None:
        """Appoint somebody, instead of what they were."""
        ...

    async def dismiss(self, community: str, person: str) -> Appointment | None:
        """End an appointment; returns it, none when there was none."""
        ...

    async def rules(self, community: str) -> CommunityRules:
        """What a community asks for; the defaults when it never said."""
        ...

    async def put_rules(self, community: str, rules: CommunityRules) -> None:
        """Store what a community asks for."""
        ...


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One thing done: by whom (`platform:id`), what, to what, in which scope, why, and the
    values before and after as JSON.
    """

    at: datetime
    by: str
    action: str
    subject: str
    scope: str
    why: str = ""
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


class AuditLog(Protocol):
    """What was done, within one unit of work. It can be added to and read, nothing else.

    Changes of facts are in it by their versions, which are kept for good already.
    """

    async def note(self, entry: AuditEntry) -> None:
        """Add an entry."""
        ...

    async def read(self, scope: str | None, since: datetime, limit: int) -> tuple[AuditEntry, ...]:
        """The newest entries of a scope (of all for none), changes of facts among them, the
        newest first.
        """
        ...
