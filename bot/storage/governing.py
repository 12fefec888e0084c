"""Appointments, rules and the audit log in a SQL database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from bot.moderating.fact_entries import fact_entry
from bot.moderating.governing import Appointment, AuditEntry, CommunityRules
from bot.storage.governing_tables import AppointmentRow, AuditRow, CommunityRulesRow
from factbase.storage.failures import in_plain_words
from factbase.storage.tables import FactVersionRow


class SqlRoleStore:
    """Appointments and rules within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def appointed(self, community: str) -> tuple[Appointment, ...]:
        """Who is appointed in a community, by person."""
        wanted = select(AppointmentRow).where(AppointmentRow.community == community)
        with in_plain_words():
            rows = await self._session.scalars(wanted.order_by(AppointmentRow.person))
            return tuple(_appointment(row) for row in rows)

    async def appoint(self, appointment: Appointment) -> None:
        """Appoint somebody, instead of what they were."""
        one = appointment
        row = AppointmentRow(
            community=one.community, person=one.person, role=one.role, at=one.at, by=one.by
        )
        with in_plain_words():
            await self._session.merge(row)
            await self._session.flush()

    async def dismiss(self, community: str, person: str) -> Appointment | None:
        """End an appointment."""
        with in_plain_words():
            row = await self._session.get(AppointmentRow, (community, person))
            if row is None:
                return None
            ended = _appointment(row)
            await self._session.execute(
                delete(AppointmentRow).where(
                    AppointmentRow.community == community, AppointmentRow.person == person
                )
            )
        return ended

    async def rules(self, community: str) -> CommunityRules:
        """What a community asks for."""
        wanted = select(CommunityRulesRow.two_people).where(
            CommunityRulesRow.community == community
        )
        with in_plain_words():
            return CommunityRules(bool(await self._session.scalar(wanted)))

    async def put_rules(self, community: str, rules: CommunityRules) -> None:
        """Store what a community asks for."""
        with in_plain_words():
            await self._session.merge(
                CommunityRulesRow(community=community, two_people=rules.two_people)
            )
            await self._session.flush()


class SqlAuditLog:
    """The audit log within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def note(self, entry: AuditEntry) -> None:
        """Add an entry."""
        self._session.add(
            AuditRow(
                at=entry.at,
                by=entry.by,
                action=entry.action,
                subject=entry.subject,
                scope=entry.scope,
                why=entry.why,
                before=dict(entry.before),
                after=dict(entry.after),
            )
        )
        with in_plain_words():
            await self._session.flush()

    async def read(self, scope: str | None, since: datetime, limit: int) -> tuple[AuditEntry, ...]:
        """The newest entries, changes of facts among them, the newest first."""
        wanted = select(AuditRow).where(AuditRow.at >= since)
        if scope is not None:
            wanted = wanted.where(AuditRow.scope == scope)
        with in_plain_words():
            rows = await self._session.scalars(wanted.order_by(AuditRow.number.desc()).limit(limit))
            found = [_entry(row) for row in rows]
            found += await self._changes(scope, since, limit)
        return tuple(sorted(found, key=lambda entry: entry.at, reverse=True)[:limit])

    async def _changes(self, scope: str | None, since: datetime, limit: int) -> list[AuditEntry]:
        earlier = aliased(FactVersionRow)
        wanted = (
            select(FactVersionRow, earlier.document)
            .outerjoin(
                earlier,
                (earlier.fact_id == FactVersionRow.fact_id)
                & (earlier.version == FactVersionRow.version - 1),
            )
            .where(FactVersionRow.at >= since)
            .order_by(FactVersionRow.revision.desc())
            .limit(limit)
        )
        if scope is not None:
            wanted = wanted.where(FactVersionRow.document["scope"].as_string() == scope)
        rows = await self._session.execute(wanted)
        return [
            fact_entry(row.at, row.by, row.why, _document(before), row.document)
            for row, before in rows
        ]


def _document(found: Any) -> Mapping[str, Any]:
    return found or {}


def _appointment(row: AppointmentRow) -> Appointment:
    return Appointment(row.community, row.person, row.role, row.at, row.by)


def _entry(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        row.at, row.by, row.action, row.subject, row.scope, row.why, row.before, row.after
    )
