"""How often one may ask holds across processes; without the base each counts for itself."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.checking.limits import Allowance, Allowed, Limiter, LocalLimits, Wait
from bot.storage import shared_limits
from bot.storage.limit_tables import AskedRow
from bot.storage.shared_limits import SharedLimits
from bot.storage.sql import SqlConversationBase
from factbase.storage.engine import Patience, open_engine
from tests.builders import NOON
from tests.stores import SqlStore

THRICE = Allowance(times=3, seconds=60)
UNHURRIED = Patience(lock=20.0, statement=20.0, connect=20.0)


@pytest.fixture
async def bases(
    sql_home: AbstractAsyncContextManager[SqlStore],
) -> AsyncIterator[tuple[SqlConversationBase, SqlConversationBase]]:
    async with sql_home as store, AsyncExitStack() as stack:
        made = [SqlConversationBase(open_engine(store.url, UNHURRIED)) for _ in range(2)]
        for base in made:
            stack.push_async_callback(base.close)
        yield made[0], made[1]


async def asked(limiter: Limiter, seconds: float, key: str = "ann") -> Allowed | Wait:
    return await limiter.ask(key, NOON + timedelta(seconds=seconds))


async def test_counts_as_one_process_would(
    bases: tuple[SqlConversationBase, SqlConversationBase],
) -> None:
    """The same questions, spread over two processes and asked of one."""
    spread = [SharedLimits(base, THRICE) for base in bases]
    alone = LocalLimits(THRICE)
    for turn, seconds in enumerate((0, 1, 2, 3, 30, 61, 61.5, 62, 62.5, 63, 10, 200)):
        key = "bob" if turn % 5 == 4 else "ann"
        expected = await asked(alone, seconds, key)
        assert await asked(spread[turn % 2], seconds, key) == expected, seconds


async def test_all_at_once(bases: tuple[SqlConversationBase, SqlConversationBase]) -> None:
    spread = [SharedLimits(base, THRICE) for base in bases]
    found = await asyncio.gather(*(asked(spread[n % 2], 1 + n / 100) for n in range(12)))
    assert sum(isinstance(one, Allowed) for one in found) == 3
    assert sum(isinstance(one, Wait) and one.tell for one in found) == 1


async def test_a_base_that_is_away_locks_nobody_out_and_lets_nobody_flood(
    bases: tuple[SqlConversationBase, SqlConversationBase],
) -> None:
    limiter = SharedLimits(bases[0], THRICE)
    async with bases[1].begin() as unit:
        connection = await unit.session.connection()
        await connection.exec_driver_sql("ALTER TABLE asked RENAME TO hidden")
        await unit.commit()
    found = [await asked(limiter, second) for second in range(5)]
    async with bases[1].begin() as unit:
        connection = await unit.session.connection()
        await connection.exec_driver_sql("ALTER TABLE hidden RENAME TO asked")
        await unit.commit()
    assert [isinstance(one, Allowed) for one in found] == [True] * 3 + [False] * 2


async def test_what_counts_no_longer_is_removed(
    bases: tuple[SqlConversationBase, SqlConversationBase], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shared_limits, "_TIDY_EVERY", 10)
    limiter = SharedLimits(bases[0], THRICE)
    for number in range(9):
        await asked(limiter, number, f"guest-{number}")
    await asked(limiter, 1_000, "ann")
    async with bases[1].begin() as unit:
        assert await unit.session.scalar(select(func.count()).select_from(AskedRow)) == 1
