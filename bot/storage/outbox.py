"""The outbox in a SQL database."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivering.errands import Errand, ErrandKind, ErrandState
from bot.storage.errand_tables import ErrandRow
from bot.storage.inserting import insert_new
from factbase.storage.failures import in_plain_words


class SqlOutboxStore:
    """Errands within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, errands: Sequence[Errand]) -> int:
        """Put down errands whose key is new."""
        with in_plain_words():
            return sum(
                [await insert_new(self._session, ErrandRow, _values(errand)) for errand in errands]
            )

    async def take(self, platform: str, now: datetime, until: datetime) -> Errand | None:
        """Take the errand that has been due longest.

        PostgreSQL passes over rows that others are taking; SQLite has one writer, whose place
        the caller has taken.
        """
        with in_plain_words():
            row = await self._session.scalar(
                _first(platform, now).with_for_update(skip_locked=True)
            )
            if row is None:
                return None
            row.due = until
            row.attempts += 1
            await self._session.flush()
            return _errand(row)

    async def due(self, platform: str, now: datetime) -> bool:
        """Whether there is anything to take."""
        with in_plain_words():
            return await self._session.scalar(_first(platform, now)) is not None

    async def settle(self, errand: Errand) -> bool:
        """Store what became of an errand that one has taken."""
        return await self._change(
            errand, state=errand.state.value, due=errand.due, reason=errand.reason
        )

    async def postpone(self, errand: Errand) -> bool:
        """Store only when an errand that one has taken is due again."""
        return await self._change(errand, due=errand.due)

    async def _change(self, errand: Errand, **values: object) -> bool:
        with in_plain_words():
            done = await self._session.execute(
                update(ErrandRow)
                .where(
                    ErrandRow.id == errand.id,
                    ErrandRow.attempts == errand.attempts,
                    ErrandRow.state == ErrandState.WAITING.value,
                )
                .values(**values)
            )
        return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult

    async def failed(self, kind: ErrandKind) -> tuple[Errand, ...]:
        """Errands of a kind that failed, the earliest first."""
        wanted = select(ErrandRow).where(
            ErrandRow.kind == kind.value, ErrandRow.state == ErrandState.FAILED.value
        )
        with in_plain_words():
            rows = await self._session.scalars(wanted.order_by(ErrandRow.at, ErrandRow.id))
            return tuple(_errand(row) for row in rows)

    async def waiting(self) -> int:
        """How many errands are still to be run."""
        open_ones = ErrandRow.state == ErrandState.WAITING.value
        with in_plain_words():
            return await self._session.scalar(select(func.count()).where(open_ones)) or 0

    async def forget(self, before: datetime) -> int:
        """Forget errands put down before then."""
        with in_plain_words():
            gone = await self._session.execute(delete(ErrandRow).where(ErrandRow.at < before))
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult


def _first(platform: str, now: datetime) -> Select[ErrandRow]:
    return (
        select(ErrandRow)
        .where(
            ErrandRow.platform == platform,
            ErrandRow.state == ErrandState.WAITING.value,
            ErrandRow.due <= now,
        )
        .order_by(ErrandRow.due, ErrandRow.at, ErrandRow.id)
        .limit(1)
    )


def _values(errand: Errand) -> dict[str, Any]:
    return {
        "id": errand.id,
        "kind": errand.kind.value,
        "platform": errand.platform,
        "key": errand.key,
        "data": dict(errand.data),
        "at": errand.at,
        "due": errand.due,
        "attempts": errand.attempts,
        "state": errand.state.value,
        "reason": errand.reason,
    }


def _errand(row: ErrandRow) -> Errand:
    return Errand(
        id=row.id,
        kind=ErrandKind(row.kind),
        platform=row.platform,
        key=row.key,
        data=row.data,
        at=row.at,
        due=row.due,
        attempts=row.attempts,
        state=ErrandState(row.state),
        reason=row.reason,
    )
