"""What is kept about a person in a SQL database."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, Delete, Update, delete, inspect, select, update
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from bot.messages import Place, PlaceKind
from bot.pressing.opinions import DisputeState
from bot.privacy.personal import Records
from bot.storage.asking_tables import QuestionRow, WishRow
from bot.storage.leaving import left_behind
from bot.storage.limit_tables import AskedRow
from bot.storage.tables import DisputeRow, DraftRow, FollowRow, OptOutRow, ReplyRow, Row
from factbase.storage.failures import in_plain_words

_ABOUT: dict[str, tuple[type[Row], InstrumentedAttribute[str]]] = {
    "follows": (FollowRow, FollowRow.person),
    "wishes": (WishRow, WishRow.person),
    "drafts": (DraftRow, DraftRow.owner),
    "reports": (DisputeRow, DisputeRow.person),
    "questions": (QuestionRow, QuestionRow.asker),
    "replies": (ReplyRow, ReplyRow.author),
    "left alone": (OptOutRow, OptOutRow.person),
}
_RIGHT = DisputeRow.state == DisputeState.RIGHT.value


class SqlPersonalStore:
    """Rows about one person within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def of(self, person: str) -> Records:
        """Everything that carries this hash."""
        found = {}
        with in_plain_words():
            for name, (row, column) in _ABOUT.items():
                rows = await self._session.scalars(select(row).where(column == person))
                found[name] = [_data(one) for one in rows]
        return found

    async def erase(self, person: str, alone: Place | None = None) -> int:
        """Forget a person as far as that is possible."""
        private = ReplyRow.place_kind == PlaceKind.PRIVATE.value
        told = ReplyRow.author == person
        if alone is not None:
            told |= (ReplyRow.platform == alone.platform) & (ReplyRow.place_id == alone.id)
        theirs = DisputeRow.person == person
        steps: list[Delete | Update] = [
            delete(FollowRow).where(FollowRow.person == person),
            delete(WishRow).where(WishRow.person == person),
            delete(DraftRow).where(DraftRow.owner == person),
            delete(DisputeRow).where(theirs, ~_RIGHT),
            # Their own id keeps reports of one card apart, as the hash did.
            update(DisputeRow).where(theirs, _RIGHT).values(person="erased:" + DisputeRow.id),
            update(QuestionRow).where(QuestionRow.asker == person).values(asker=""),
            delete(ReplyRow).where(private, told),
            update(ReplyRow).where(ReplyRow.author == person).values(author=""),
        ]
        return sum([await self._run(step) for step in steps])

    async def forget_replies(self, before: datetime) -> int:
        """Forget replies from before then."""
        return await self._run(delete(ReplyRow).where(ReplyRow.at < before))

    async def forget_asked(self, before: datetime) -> int:
        """Forget who asked last before then, and how often."""
        return await self._run(delete(AskedRow).where(AskedRow.at < before))

    async def forget_reports(self, before: datetime) -> int:
        """Forget reports from before then that no moderator found right."""
        return await self._run(delete(DisputeRow).where(DisputeRow.at < before, ~_RIGHT))

    async def forget_server(self, platform: str, server: str, places: Collection[str]) -> int:
        """Forget what is kept for a server that the bot has left."""
        return sum([await self._run(step) for step in left_behind(platform, server, places)])

    async def _run(self, step: Delete | Update) -> int:
        with in_plain_words():
            done = await self._session.execute(step)
        assert isinstance(done, CursorResult)  # noqa: S101 - what a DELETE and an UPDATE give
        return int(done.rowcount)


def _data(row: Row) -> dict[str, Any]:
    columns = inspect(type(row)).columns
    values = {column.key: getattr(row, column.key) for column in columns}
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in values.items()
    }
