"""Identical processes on one PostgreSQL share the shards of one bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import pytest
from pydantic import ValidationError

from adapters.discord.settings import DiscordSettings
from adapters.discord.sharing import name_of
from bot.storage.sql import SqlConversationBase
from bot.storage.turns import key_of
from factbase.storage.engine import open_engine
from tests.stores import PostgresDatabases, SqlStore

from .life import ALLY, Life, living
from .server import DiscordServer, Person
from .server import Place as Channel
from .server.sdk import pointed_at


@pytest.fixture
async def shared(postgres: PostgresDatabases) -> AsyncIterator[SqlStore]:
    async with postgres.store() as store:
        yield store


@asynccontextmanager
async def process(server: DiscordServer, store: SqlStore) -> AsyncIterator[Life]:
    """One of several identical processes."""
    base = SqlConversationBase(open_engine(store.url), poll=0.02)
    try:
        async with living(server, base=base, shards=2, shard_parts=2) as life:
            yield life
    finally:
        await base.close()


def rooms(server: DiscordServer) -> list[tuple[Channel, Person]]:
    """A channel with somebody in it on each of two shards."""
    server.gateway.shards = 2
    places = [server.guild(f"Guild {n}").channel("general") for n in range(2)]
    shards = {(int(place.town.state.id) >> 22) % 2 for place in places}
    assert shards == {0, 1}
    return [(place, place.town.member("Ann")) for place in places]


async def answered_once(server: DiscordServer, places: list[tuple[Channel, Person]]) -> None:
    before = [len(place.from_bot) for place, _ in places]
    for place, person in places:
        await person.says(place, f"@factbot {ALLY}")
        await place.next_message_from_bot()
    await server.settled()
    assert [len(place.from_bot) for place, _ in places] == [number + 1 for number in before]


def shards(server: DiscordServer) -> list[tuple[int, int]]:
    return [tuple(body["shard"]) for body in server.gateway.identifies]


async def test_each_process_takes_a_range_and_a_third_waits_until_one_is_free(
    shared: SqlStore,
) -> None:
    async with DiscordServer() as server, AsyncExitStack() as stack:
        stack.enter_context(pointed_at(server))  # outlasts the process that stops first
        places = rooms(server)
        first = AsyncExitStack()
        await first.enter_async_context(process(server, shared))
        await stack.enter_async_context(process(server, shared))
        await server.ready(2)
        assert sorted(shards(server)) == [(0, 2), (1, 2)]
        await stack.enter_async_context(process(server, shared))
        await answered_once(server, places)
        assert len(shards(server)) == 2
        await first.aclose()
        await server.hub.pulse.until(lambda: len(shards(server)) == 3, "a third connection")
        await server.ready(2)
        assert shards(server)[2] == shards(server)[0]
        await answered_once(server, places)


async def test_a_lost_lease_ends_its_connection_and_another_process_goes_on(
    shared: SqlStore, postgres: PostgresDatabases
) -> None:
    async with (
        DiscordServer() as server,
        process(server, shared),
        process(server, shared),
    ):
        places = rooms(server)
        await server.ready(2)
        lost = name_of(range(1), DiscordSettings(shards=2, shard_parts=2))
        await cut(postgres, key_of(f"lease {lost}"))
        await server.hub.pulse.until(lambda: len(shards(server)) == 3, "a third connection")
        await server.ready(2)
        assert shards(server)[2] == (0, 2)
        assert len(server.gateway.connections) == 2
        await answered_once(server, places)


async def cut(postgres: PostgresDatabases, key: int) -> None:
    """End the connection that holds a lease, as a failing network would."""
    connection = await asyncpg.connect(
        host=str(postgres.server.folder), user="factbot", database="postgres"
    )
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        " AND ((classid::bigint << 32) | objid::bigint) = $1",
        key,
    )
    await connection.close()


async def test_who_is_alone_runs_all_shards_whatever_the_ranges() -> None:
    async with DiscordServer() as server:
        rooms(server)
        async with living(server, shards=2, shard_parts=2):
            await server.ready(2)
            assert sorted(shards(server)) == [(0, 2), (1, 2)]


def test_ranges_are_named_or_made_by_number() -> None:
    named = DiscordSettings(shards=5, shard_ranges=("0-3", "4"))
    assert named.ranges() == (range(4), range(4, 5))
    assert DiscordSettings(shards=5, shard_parts=2).ranges() == (range(2), range(2, 5))
    assert DiscordSettings(shards=5).ranges() == ()


@pytest.mark.parametrize(
    "wrong",
    [
        {"shard_parts": 2},
        {"shards": 2, "shard_parts": 3},
        {"shards": 4, "shard_ranges": ("0-4",)},
        {"shards": 4, "shard_ranges": ("3-1",)},
        {"shards": 4, "shard_ranges": ("0-2", "2-3")},
        {"shards": 4, "shard_ranges": ("all",)},
        {"shards": 4, "shard_ranges": ("0-1",), "shard_parts": 2},
        {"shards": 4, "shard_ids": (1,), "shard_parts": 2},
    ],
)
def test_ranges_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        DiscordSettings.model_validate(wrong)
