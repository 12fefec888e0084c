"""Rate limits that hold across processes: what each counts lies in the base they share."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete

from bot.checking.limits import Allowance, Allowed, RateLimiter, Wait
from bot.checking.patience import patiently
from bot.storage.limit_tables import AskedRow
from bot.storage.sql import SqlConversationBase, SqlConversationUnit
from factbase.errors import Conflict, StoreUnavailable
from factbase.storage.failures import in_plain_words

_TIDY_EVERY = 200
"""Questions after which rows are removed that no longer count for anything."""

_SKEW = 5.0
"""Seconds by which the clocks of processes may differ: within it the latest one counts, so that
another's moments aren't taken for what a clock left behind that was set back."""


class SharedLimits:
    """Implements `Limiter` over a base. While it is away, each process counts for itself."""

    def __init__(self, base: SqlConversationBase, allowance: Allowance) -> None:
        self._base = base
        self._allowance = allowance
        self._alone = RateLimiter(allowance)
        self._asked = 0

    async def ask(self, key: str, now: datetime) -> Allowed | Wait:
        """Count one request and say whether it may go ahead. One at a time for each person."""
        try:
            async with patiently() as limit, self._base.turn(f"limits {key}") as unit:
                with in_plain_words():
                    found = await self._count(unit, key, now)
                limit.reschedule(None)
                await unit.commit()
        except (StoreUnavailable, Conflict):
            return self._alone.ask(key, now)
        return found

    async def _count(self, unit: SqlConversationUnit, key: str, now: datetime) -> Allowed | Wait:
        row = await unit.session.get(AskedRow, key)
        if row is None:
            row = AskedRow(person=key, moments=[], told=None, at=now)
            unit.session.add(row)
        newest = max([*row.moments, row.told or 0.0])
        if 0 < newest - now.timestamp() < _SKEW:
            now = _moment(newest)
        counting = RateLimiter(self._allowance)
        told_before = None if row.told is None else _moment(row.told)
        counting.recall(key, map(_moment, row.moments), told_before)
        found = counting.ask(key, now)
        moments, told = counting.known(key)
        row.moments = [moment.timestamp() for moment in moments]
        row.told = None if told is None else told.timestamp()
        row.at = now
        await self._tidy(unit, now)
        return found

    async def _tidy(self, unit: SqlConversationUnit, now: datetime) -> None:
        self._asked += 1
        if self._asked % _TIDY_EVERY == 0:
            window = timedelta(seconds=self._allowance.seconds)
            await unit.session.execute(delete(AskedRow).where(AskedRow.at < now - window))


def _moment(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
