"""Appointments, rules and the audit log in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime

from bot.moderating.fact_entries import fact_entry
from bot.moderating.governing import Appointment, AuditEntry, CommunityRules
from bot.storage.notebook import Pages
from factbase.model import FactVersion
from factbase.storage.document import to_document


class MemoryRoleStore:
    """Appointments and rules within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def appointed(self, community: str) -> tuple[Appointment, ...]:
        """Who is appointed in a community, by person."""
        found = self._pages.notebook.appointments.values()
        here = [one for one in found if one.community == community]
        return tuple(sorted(here, key=lambda one: one.person))

    async def appoint(self, appointment: Appointment) -> None:
        """Appoint somebody, instead of what they were."""
        key = (appointment.community, appointment.person)
        self._pages.take(lambda book: book.appointments.update({key: appointment}))

    async def dismiss(self, community: str, person: str) -> Appointment | None:
        """End an appointment."""
        found = self._pages.notebook.appointments.get((community, person))
        self._pages.take(lambda book: book.appointments.pop((community, person), None))
        return found

    async def rules(self, community: str) -> CommunityRules:
        """What a community asks for."""
        return self._pages.notebook.rules.get(community, CommunityRules())

    async def put_rules(self, community: str, rules: CommunityRules) -> None:
        """Store what a community asks for."""
        self._pages.take(lambda book: book.rules.update({community: rules}))


class MemoryAuditLog:
    """The audit log within one unit of work. `versions` reads every fact's history."""

    def __init__(
        self, pages: Pages, versions: Callable[[], Iterator[tuple[FactVersion, ...]]]
    ) -> None:
        self._pages = pages
        self._versions = versions

    async def note(self, entry: AuditEntry) -> None:
        """Add an entry."""
        self._pages.take(lambda book: book.audit.append(entry))

    async def read(self, scope: str | None, since: datetime, limit: int) -> tuple[AuditEntry, ...]:
        """The newest entries, changes of facts among them, the newest first."""
        found = [*reversed(self._pages.notebook.audit), *self._changes()]
        seen = [
            entry
            for entry in found
            if entry.at >= since and (scope is None or entry.scope == scope)
        ]
        return tuple(sorted(seen, key=lambda entry: entry.at, reverse=True)[:limit])

    def _changes(self) -> Iterator[AuditEntry]:
        for history in self._versions():
            documents = [{}, *(to_document(saved.fact) for saved in history)]
            pairs = list(zip(history, documents, documents[1:], strict=False))
            for saved, before, after in reversed(pairs):
                yield fact_entry(saved.change.at, saved.change.by, saved.change.why, before, after)
