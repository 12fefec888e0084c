"""One process at a time holds a lease; it ends with the connection, however that ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import asyncpg
import pytest
from structlog.testing import capture_logs
from structlog.typing import EventDict

from bot.operating.leases import FreeLeases, Lease, Leases, PostgresLeases, leases
from bot.storage.memory import MemoryConversationBase
from bot.storage.sql import SqlConversationBase
from bot.storage.turns import key_of
from factbase.storage.engine import open_engine
from tests.postgres import Postgres
from tests.stores import IMPATIENT, PostgresDatabases, SqlStore

PATIENCE = 60.0
"""Seconds until a test gives up waiting for what should come at once."""


@pytest.fixture
async def shared(postgres: PostgresDatabases) -> AsyncIterator[SqlStore]:
    async with postgres.store() as store:
        yield store


@pytest.fixture
async def pair(shared: SqlStore) -> AsyncIterator[tuple[Leases, Leases]]:
    """Two processes' leases on one PostgreSQL."""
    async with AsyncExitStack() as stack:
        made = []
        for _ in range(2):
            base = SqlConversationBase(open_engine(shared.url, IMPATIENT))
            stack.push_async_callback(base.close)
            made.append(PostgresLeases(base, again=0.01))
        yield made[0], made[1]


async def held(leases: Leases, names: list[str], has: asyncio.Future[Lease]) -> None:
    async with leases.one_of(names) as lease:
        has.set_result(lease)
        await asyncio.Event().wait()


async def holding(leases: Leases, *names: str) -> tuple[asyncio.Task[None], asyncio.Future[Lease]]:
    has: asyncio.Future[Lease] = asyncio.get_running_loop().create_future()
    return asyncio.create_task(held(leases, list(names), has)), has


async def ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_one_holds_it_and_the_other_gets_it_afterwards(pair: tuple[Leases, Leases]) -> None:
    async with asyncio.timeout(PATIENCE):
        first, has = await holding(pair[0], "telegram")
        await has
        second, waits = await holding(pair[1], "telegram")
        third, other = await holding(pair[1], "discord")
        assert (await other).name == "discord"
        assert not waits.done()
        await ended(first)
        await waits
        await ended(second)
        await ended(third)


async def test_each_takes_a_range_of_its_own(pair: tuple[Leases, Leases]) -> None:
    ranges = ("shards 0-3", "shards 4-7")
    async with asyncio.timeout(PATIENCE):
        first, has = await holding(pair[0], *ranges)
        second, has_too = await holding(pair[1], *ranges)
        assert {(await has).name, (await has_too).name} == set(ranges)
        await ended(first)
        await ended(second)


async def test_a_lease_whose_connection_is_cut_is_lost_and_goes_on(
    pair: tuple[Leases, Leases], postgres: PostgresDatabases
) -> None:
    async with asyncio.timeout(PATIENCE):
        first, has = await holding(pair[0], "telegram")
        lease = await has
        second, waits = await holding(pair[1], "telegram")
        await _cut(postgres, key_of("lease telegram"))
        await lease.lost.wait()
        await waits
        await ended(first)
        await ended(second)


async def test_while_no_server_answers_a_lease_is_nobody_elses(own_server: Postgres) -> None:
    base = SqlConversationBase(open_engine(own_server.url("postgres"), IMPATIENT))
    unsure = asyncio.Event()
    with capture_logs([lambda _, __, event: _note(unsure, event)]):
        async with asyncio.timeout(PATIENCE):
            task, has = await holding(PostgresLeases(base, again=0.01), "telegram")
            lease = await has
            own_server.stop()
            await unsure.wait()
            assert not lease.lost.is_set()
            own_server.start()
            await lease.lost.wait()
            await ended(task)
    await base.close()


def _note(unsure: asyncio.Event, event: EventDict) -> EventDict:
    if event["event"] == "lease_unsure":
        unsure.set()
    return event


async def _cut(postgres: PostgresDatabases, key: int) -> None:
    connection = await asyncpg.connect(
        host=str(postgres.server.folder), user="factbot", database="postgres"
    )
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        " AND ((classid::bigint << 32) | objid::bigint) = $1",
        key,
    )
    await connection.close()


async def test_who_is_alone_has_every_lease(pair: tuple[Leases, Leases]) -> None:
    assert isinstance(leases(MemoryConversationBase()), FreeLeases)
    assert not isinstance(pair[0], FreeLeases)
    async with FreeLeases().one_of(["telegram"]) as lease:
        assert lease.name == "telegram"
        assert not lease.lost.is_set()
