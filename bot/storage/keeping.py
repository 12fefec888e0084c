"""Drafts, notes and events in a SQL database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession

from bot.privacy.keeping import Draft, Event
from bot.storage.tables import DraftRow, EventRow, NoteRow
from factbase.storage.failures import in_plain_words

_NOTE = select(NoteRow.text).where(NoteRow.name == bindparam("name"))


class SqlDraftStore:
    """Drafts within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, owner: str, kind: str) -> Draft | None:
        """This person's draft of that kind."""
        with in_plain_words():
            row = await self._session.get(DraftRow, (owner, kind))
        return None if row is None else Draft(row.owner, row.kind, row.data, row.at)

    async def put(self, draft: Draft) -> None:
        """Store a draft instead of the one that is there."""
        row = DraftRow(owner=draft.owner, kind=draft.kind, data=dict(draft.data), at=draft.at)
        with in_plain_words():
            await self._session.merge(row)
            await self._session.flush()

    async def remove(self, owner: str, kind: str) -> None:
        """Forget a draft."""
        with in_plain_words():
            await self._session.execute(
                delete(DraftRow).where(DraftRow.owner == owner, DraftRow.kind == kind)
            )

    async def forget(self, before: datetime) -> int:
        """Forget drafts that nobody touched since then."""
        with in_plain_words():
            gone = await self._session.execute(delete(DraftRow).where(DraftRow.at < before))
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult


class SqlNoteStore:
    """Notes within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def get(self, name: str) -> str:
        """The note, empty when there is none."""
        with in_plain_words():
            return await self._session.scalar(_NOTE, {"name": name}) or ""

    async def put(self, name: str, text: str) -> None:
        """Write a note instead of the one that is there; an empty one leaves nothing."""
        with in_plain_words():
            if text:
                await self._session.merge(NoteRow(name=name, text=text))
                await self._session.flush()
            else:
                await self._session.execute(delete(NoteRow).where(NoteRow.name == name))

    async def beginning(self, prefix: str) -> dict[str, str]:
        """Notes that aren't empty, by name, whose name begins so."""
        named = NoteRow.name.startswith(prefix, autoescape=True)
        wanted = select(NoteRow.name, NoteRow.text).where(named, NoteRow.text != "")
        with in_plain_words():
            return {row[0]: row[1] for row in await self._session.execute(wanted)}


class SqlInbox:
    """Events within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def take(self, events: Sequence[Event]) -> frozenset[str]:
        """Store events; returns the ids of those that were not here before."""
        if not events:
            return frozenset()
        dialect = self._session.get_bind().dialect.name
        make = postgresql.insert if dialect == "postgresql" else sqlite.insert
        rows = [
            {
                "platform": event.platform,
                "id": event.id,
                "data": dict(event.data),
                "done": False,
                "at": event.at,
            }
            for event in events
        ]
        new = make(EventRow).values(rows).on_conflict_do_nothing().returning(EventRow.id)
        with in_plain_words():
            return frozenset(await self._session.scalars(new))

    async def open(self, platform: str) -> tuple[Event, ...]:
        """Events that are not done, the earliest first."""
        wanted = (
            select(EventRow)
            .where(EventRow.platform == platform, ~EventRow.done)
            .order_by(EventRow.at, EventRow.id)
        )
        with in_plain_words():
            rows = await self._session.scalars(wanted.execution_options(populate_existing=True))
            return tuple(Event(row.platform, row.id, row.data, row.at) for row in rows)

    async def done(self, platform: str, ids: Sequence[str]) -> None:
        """Note that events are dealt with: of them only the id is kept."""
        with in_plain_words():
            await self._session.execute(
                update(EventRow)
                .where(EventRow.platform == platform, EventRow.id.in_(ids))
                .values(done=True, data={})
            )

    async def forget(self, before: datetime) -> int:
        """Forget what came before then, dealt with or not."""
        with in_plain_words():
            gone = await self._session.execute(delete(EventRow).where(EventRow.at < before))
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult
