"""The review queue in a SQL database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.storage.asking_tables import ReviewRow
from bot.storage.inserting import insert_new
from bot.unanswered.asking import ReviewItem, ReviewKind
from factbase.storage.failures import in_plain_words

_OPEN, _DECIDED = "open", "decided"


class SqlReviewStore:
    """The review queue within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, items: Sequence[ReviewItem]) -> int:
        """Open items whose key is new."""
        new = 0
        with in_plain_words():
            for item in items:
                values = {
                    "id": item.id,
                    "kind": item.kind.value,
                    "key": item.key,
                    "scope": item.scope,
                    "fact_id": item.fact_id,
                    "version": item.version,
                    "data": dict(item.data),
                    "at": item.at,
                    "state": _OPEN,
                    "decided_by": "",
                    "decided": None,
                    "outcome": "",
                }
                new += await insert_new(self._session, ReviewRow, values)
        return new

    async def get(self, item_id: str) -> ReviewItem | None:
        """The item of that id."""
        with in_plain_words():
            row = await self._session.get(ReviewRow, item_id, populate_existing=True)
        return None if row is None else _item(row)

    async def open(self, scope: str | None, limit: int) -> tuple[ReviewItem, ...]:
        """What is to be decided, the earliest first."""
        wanted = select(ReviewRow).where(ReviewRow.state == _OPEN)
        if scope is not None:
            wanted = wanted.where(ReviewRow.scope == scope)
        with in_plain_words():
            rows = await self._session.scalars(
                wanted.order_by(ReviewRow.at, ReviewRow.id).limit(limit)
            )
            return tuple(_item(row) for row in rows)

    async def close(self, item_id: str, by: str, at: datetime, outcome: str) -> bool:
        """Note a decision; says whether it was the first one."""
        with in_plain_words():
            done = await self._session.execute(
                update(ReviewRow)
                .where(ReviewRow.id == item_id, ReviewRow.state == _OPEN)
                .values(state=_DECIDED, decided_by=by, decided=at, outcome=outcome)
            )
        return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult

    async def forget(self, before: datetime) -> int:
        """Forget what was decided before then."""
        with in_plain_words():
            gone = await self._session.execute(
                delete(ReviewRow).where(ReviewRow.state == _DECIDED, ReviewRow.decided < before)
            )
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult


def _item(row: ReviewRow) -> ReviewItem:
    return ReviewItem(
        kind=ReviewKind(row.kind),
        key=row.key,
        scope=row.scope,
        at=row.at,
        fact_id=row.fact_id,
        version=row.version,
        data=row.data,
        id=row.id,
        open=row.state == _OPEN,
        decided_by=row.decided_by,
        decided=row.decided,
        outcome=row.outcome,
    )
