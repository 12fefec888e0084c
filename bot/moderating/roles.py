"""Appointing people in a community, and what it asks of its moderators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from bot.moderating.governing import Appointment, AuditEntry, CommunityRules
from bot.permissions import Action, Actor, Role, require
from bot.places.known import KnownPlaces
from bot.ports import ConversationBase
from factbase.errors import InvalidValue
from factbase.ports import Clock

_PERSON = re.compile(r"[a-z]{2,20}:[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Roles:
    """Who has which role by name. What platforms' own roles mean is a place's setting."""

    base: ConversationBase
    known: KnownPlaces
    clock: Clock

    async def appoint(
        self, who: Actor, community: str, person: str, role: Role, why: str = ""
    ) -> Appointment:
        """Give somebody (`platform:id`) a role in a community.

        Raises:
            NotAllowed: not an admin of that community.
            InvalidValue: not a person, or a role that everybody has.
            CommunityNotFound: no such community.
        """
        require(who, Action.APPOINT, community)
        if not _PERSON.fullmatch(person):
            raise InvalidValue("person", "write PLATFORM:ID, such as discord:80351110224678912")
        if role is Role.READER:
            raise InvalidValue("role", "everybody is a reader: end the appointment instead")
        now = self.clock.now()
        made = Appointment(community, person, role.name.lower(), now, who.key)
        async with self.base.begin() as unit:
            await unit.writing()
            await unit.communities.get(community)
            there = {one.person: one.role for one in await unit.roles.appointed(community)}
            await unit.roles.appoint(made)
            entry = AuditEntry(now, who.key, "appoint", person, community, why)
            await unit.audit.note(_with(entry, there.get(person, ""), made.role))
            await unit.commit()
        self.known.forget()
        return made

    async def dismiss(self, who: Actor, community: str, person: str, why: str = "") -> bool:
        """End somebody's appointment; says whether there was one. Raises `NotAllowed`."""
        require(who, Action.APPOINT, community)
        async with self.base.begin() as unit:
            await unit.writing()
            ended = await unit.roles.dismiss(community, person)
            if ended is not None:
                entry = AuditEntry(self.clock.now(), who.key, "dismiss", person, community, why)
                await unit.audit.note(_with(entry, ended.role, ""))
                await unit.commit()
        self.known.forget()
        return ended is not None

    async def appointed(self, who: Actor, community: str) -> tuple[Appointment, ...]:
        """Who is appointed in a community. Raises `NotAllowed`."""
        require(who, Action.READ_AUDIT, community)
        async with self.base.begin() as unit:
            return await unit.roles.appointed(community)

    async def ask_for(self, who: Actor, community: str, rules: CommunityRules) -> None:
        """Set what a community asks of its moderators. Raises `NotAllowed`."""
        require(who, Action.APPOINT, community)
        async with self.base.begin() as unit:
            await unit.writing()
            before = await unit.roles.rules(community)
            await unit.roles.put_rules(community, rules)
            now = self.clock.now()
            entry = AuditEntry(now, who.key, "change rules", "two people", community)
            await unit.audit.note(_with(entry, str(before.two_people), str(rules.two_people)))
            await unit.commit()

    async def audit(
        self, who: Actor, scope: str | None, since: datetime, limit: int = 100
    ) -> tuple[AuditEntry, ...]:
        """What was done in a scope (everywhere for none), the newest first.

        Raises:
            NotAllowed: moderators read what was done in their own community.
        """
        if scope is None and not who.everywhere:
            scope = who.scope
        require(who, Action.READ_AUDIT, scope or who.scope)
        async with self.base.begin() as unit:
            return await unit.audit.read(scope, since, limit)


def _with(entry: AuditEntry, before: str, after: str) -> AuditEntry:
    return AuditEntry(
        entry.at,
        entry.by,
        entry.action,
        entry.subject,
        entry.scope,
        entry.why,
        {"value": before},
        {"value": after},
    )
