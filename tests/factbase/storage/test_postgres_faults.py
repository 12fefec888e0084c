"""A PostgreSQL that goes away, comes back, is slow, locked, absent or somebody else's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import asyncpg
import pytest
from sqlalchemy import text

from factbase.errors import Conflict, SchemaOutdated, StoreUnavailable
from factbase.storage import sql
from factbase.storage.engine import Patience, open_engine
from factbase.storage.migrating import upgrade
from factbase.storage.opening import open_base
from factbase.storage.sql import SqlFactBase
from tests.builders import a_change, a_fact
from tests.contracts.storing import EVERY_STATUS, PUBLIC, next_version, saved, stored
from tests.postgres import Postgres
from tests.stores import IMPATIENT, PostgresDatabases, SqlStore

PATIENCE = 60.0
"""Seconds until a test gives up waiting for what should come at once."""


@pytest.fixture
async def mortal(own_server: Postgres) -> AsyncIterator[SqlFactBase]:
    """A base on a server that the test may stop."""
    engine = open_engine(own_server.url("postgres"), IMPATIENT)
    await upgrade(engine)
    base = SqlFactBase(engine, poll=3_600.0)
    yield base
    await base.close()


async def test_gone_in_the_middle_of_a_unit_and_back_again(
    mortal: SqlFactBase, own_server: Postgres
) -> None:
    await stored(mortal, a_fact("bridge"))
    async with mortal.begin() as unit:
        await unit.facts.add(a_fact("tunnel"), a_change())
        own_server.stop()
        with pytest.raises(StoreUnavailable, match="can't be reached"):
            await unit.commit()
        with pytest.raises(StoreUnavailable, match="nothing of it was kept"):
            await unit.facts.add(a_fact("ferry"), a_change())
    for _ in range(2):
        with pytest.raises(StoreUnavailable, match="can't be reached"):
            async with mortal.begin():
                pass
    own_server.start()
    async with mortal.begin() as unit:
        (kept,) = await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)
    assert kept.slug == "bridge"


async def test_a_follower_outlives_it(
    mortal: SqlFactBase, own_server: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sql, "RECONNECT", 0.02)
    async with asyncio.timeout(PATIENCE):
        following = mortal.follow()
        before = await anext(following)
        own_server.stop()
        waiting = asyncio.ensure_future(anext(following))
        own_server.start()
        await stored(mortal, a_fact("after-the-pause"))
        assert await waiting > before
        await mortal.close()
        assert await anext(following, None) is None


async def test_notifications_reach_a_follower_that_never_looks_by_itself(
    on_postgres: SqlStore,
) -> None:
    following_base = SqlFactBase(open_engine(on_postgres.url, IMPATIENT), poll=3_600.0)
    writing_base = await on_postgres.open()
    fact = a_fact("bridge")
    await stored(writing_base, fact)
    async with asyncio.timeout(PATIENCE):
        following = following_base.follow()
        seen = [await anext(following)]
        for _ in range(3):
            fact = next_version(fact)
            await saved(writing_base, fact)
            seen.append(await anext(following))
        await following_base.close()
        assert await anext(following, None) is None
    assert seen == sorted(set(seen))
    await writing_base.close()


async def test_a_change_waits_for_another_only_so_long(on_postgres: SqlStore) -> None:
    base, other = await on_postgres.open(), await on_postgres.open()
    async with other.begin() as holding:
        await holding.facts.add(a_fact("bridge"), a_change())
        async with base.begin() as unit:
            assert await unit.facts.list(PUBLIC) == ()
            with pytest.raises(StoreUnavailable, match="busy with another change"):
                await unit.facts.add(a_fact("tunnel"), a_change())
    await stored(base, a_fact("tunnel"))
    await base.close()
    await other.close()


async def test_a_slow_answer_is_given_up(on_postgres: SqlStore) -> None:
    base = await on_postgres.open(Patience(statement=0.05))

    async def sleep() -> None:
        async with base.begin() as unit:
            await unit.session.execute(text("SELECT pg_sleep(60)"))

    with pytest.raises(StoreUnavailable, match="took too long"):
        await sleep()
    await base.close()


async def test_two_who_change_the_same_row_beside_the_facts(on_postgres: SqlStore) -> None:
    base = await on_postgres.open()
    rename = text("UPDATE communities SET name = name || '!'")

    async def change_late() -> None:
        async with base.begin() as unit:
            await unit.session.execute(text("SELECT name FROM communities"))
            async with base.begin() as other:
                await other.session.execute(rename)
                await other.commit()
            await unit.session.execute(rename)

    async with base.begin() as unit:
        await unit.session.execute(text("INSERT INTO communities VALUES ('a', 'A')"))
        await unit.commit()
    with pytest.raises(Conflict, match="read it again and repeat"):
        await change_late()
    await base.close()


async def test_revisions_follow_the_order_of_commits(on_postgres: SqlStore) -> None:
    """Many at once, and a reader who steps from revision to revision misses none of them."""
    base = await on_postgres.open(Patience(lock=30.0, statement=30.0))
    seen: list[str] = []

    async def read_on() -> None:
        since = 0
        while len(seen) < 40:
            async with base.begin() as unit:
                told = await unit.facts.changes(since)
            since = told.revision
            seen.extend(fact.slug for fact in told.facts)

    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        group.create_task(read_on())
        for writer in range(4):
            group.create_task(_write_ten(base, writer))
    assert len(seen) == len(set(seen)) == 40
    await base.close()


async def _write_ten(base: SqlFactBase, writer: int) -> None:
    for number in range(10):
        await stored(base, a_fact(f"w{writer}-{number}"))


async def test_no_such_database(postgres: PostgresDatabases) -> None:
    with pytest.raises(StoreUnavailable, match="no database of that name"):
        await open_base(postgres.server.url("nowhere"))


async def test_an_account_that_is_refused(postgres: PostgresDatabases) -> None:
    url = postgres.server.url("postgres").replace("factbot@", "stranger:hunter2@")
    with pytest.raises(StoreUnavailable, match="refuses this account") as refused:
        await open_base(url)
    assert "hunter2" not in str(refused.value)


async def test_no_tables_yet(postgres: PostgresDatabases) -> None:
    async with postgres.without_tables() as address:
        with pytest.raises(SchemaOutdated, match="factbot db upgrade"):
            await open_base(address)


async def test_tables_may_be_refused(on_postgres: SqlStore, postgres: PostgresDatabases) -> None:
    """A statement that this account may not make is shown as what it is, to whoever set it up."""
    connection = await asyncpg.connect(
        host=str(postgres.server.folder), user="factbot", database="shared"
    )
    await connection.execute("DROP ROLE IF EXISTS reader")
    await connection.execute("CREATE ROLE reader LOGIN")
    try:
        base = SqlFactBase(open_engine(on_postgres.url.replace("factbot@", "reader@"), IMPATIENT))
        async with base.begin() as unit:
            with pytest.raises(StoreUnavailable, match="may not use"):
                await unit.facts.list(PUBLIC)
        await base.close()
    finally:
        await connection.execute("DROP ROLE reader")
        await connection.close()
