"""A SQLite file that is locked, full, read-only, broken or out of reach."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import AsyncExitStack, closing
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from factbase.errors import Conflict, StoreUnavailable
from factbase.model import Wording
from factbase.storage.engine import Patience, database_url, open_engine
from factbase.storage.opening import open_base
from factbase.storage.sql import SqlFactBase
from tests.builders import a_change, a_fact
from tests.contracts.storing import EVERY_STATUS, PUBLIC, stored
from tests.stores import IMPATIENT, SqlStore


def file_of(store: SqlStore) -> str:
    return str(database_url(store.url).database)


def connection_threads() -> list[str]:
    """Threads of connections that nobody closed; they would speak up after the event loop.

    A closed connection answers just before its thread ends, so each gets the time to do so.
    """
    threads = [one for one in threading.enumerate() if "connection_worker" in one.name]
    for one in threads:
        one.join(timeout=5)
    return [one.name for one in threads if one.is_alive()]


async def test_locked_by_another_it_can_be_read_and_says_that_it_is_busy(
    sqlite: SqlStore,
) -> None:
    base = await sqlite.open()
    await stored(base, a_fact("bridge"))
    with closing(sqlite3.connect(file_of(sqlite), isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")
        async with base.begin() as unit:
            assert (await unit.facts.get("bridge", PUBLIC)).slug == "bridge"
            with pytest.raises(StoreUnavailable, match="busy with another change"):
                await unit.facts.add(a_fact("tunnel"), a_change())
            with pytest.raises(StoreUnavailable, match="busy with another change"):
                await unit.writing()
        another.execute("ROLLBACK")
    await stored(base, a_fact("tunnel"))
    await base.close()


async def test_who_took_the_writers_place_reads_what_others_committed_before(
    sqlite: SqlStore,
) -> None:
    base, other = await sqlite.open(), await sqlite.open()
    async with base.begin() as unit:
        assert await unit.facts.list(PUBLIC, statuses=EVERY_STATUS) == ()
        await stored(other, a_fact("bridge"))
        await unit.writing()
        assert len(await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)) == 1
        await unit.facts.add(a_fact("tunnel"), a_change())
        await unit.commit()
    await base.close()
    await other.close()


async def test_rows_beside_the_facts_meet_a_conflict_without_the_writers_place(
    sqlite: SqlStore,
) -> None:
    base, other = await sqlite.open(), await sqlite.open()

    async def write_late() -> None:
        async with base.begin() as unit:
            await unit.facts.list(PUBLIC)
            await stored(other, a_fact("bridge"))
            connection = await unit.session.connection()
            await connection.exec_driver_sql("INSERT INTO communities VALUES ('a', 'A')")

    with pytest.raises(Conflict, match="read it again and repeat"):
        await write_late()
    await base.close()
    await other.close()


async def test_a_full_disk_loses_nothing_and_says_so(sqlite: SqlStore) -> None:
    engine = open_engine(sqlite.url, IMPATIENT)

    # The file may not grow: SQLite then reports what it would on a disk without room.
    @event.listens_for(engine.sync_engine, "connect")
    def no_room(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        cursor.close()

    cramped = SqlFactBase(engine)
    large = a_fact("large", wordings=tuple(Wording(f"{n} " + "word " * 190) for n in range(200)))

    async def add_to(base: SqlFactBase) -> None:
        async with base.begin() as unit:
            await unit.facts.add(large, a_change())
            await unit.commit()

    with pytest.raises(StoreUnavailable, match="no room left"):
        await add_to(cramped)
    async with cramped.begin() as unit:
        await unit.facts.add(a_fact("small"), a_change())
        with pytest.raises(StoreUnavailable, match="no room left"):
            await unit.facts.add(large, a_change())
        # SQLite has given up the small one as well, so neither may seem to be stored.
        with pytest.raises(StoreUnavailable, match="nothing of it was kept"):
            await unit.facts.add(a_fact("another"), a_change())
        with pytest.raises(StoreUnavailable, match="nothing of it was kept"):
            await unit.commit()
    async with cramped.begin() as unit:
        assert await unit.facts.list(PUBLIC, statuses=EVERY_STATUS) == ()
    await cramped.close()
    roomy = await sqlite.open()
    await add_to(roomy)
    await roomy.close()


async def test_what_can_only_be_read_is_read(sqlite: SqlStore) -> None:
    # As SQLite opens it; taking away a file's permissions would not stop root.
    base = await sqlite.open()
    await stored(base, a_fact("bridge"))
    await base.close()
    url = f"sqlite:///file:{file_of(sqlite)}?mode=ro&uri=true"
    base = await open_base(url, IMPATIENT)
    async with base.begin() as unit:
        assert (await unit.facts.get("bridge", PUBLIC)).slug == "bridge"
        with pytest.raises(StoreUnavailable, match="can only be read"):
            await unit.facts.add(a_fact("tunnel"), a_change())
    await base.close()


async def test_a_file_that_is_no_base(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("buy milk\n" * 200)
    with pytest.raises(StoreUnavailable, match="not a sound fact base"):
        await open_base(f"sqlite:///{tmp_path / 'notes.txt'}")
    assert not connection_threads()


async def test_a_folder_that_can_not_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreUnavailable, match="folder of the fact base can't be made"):
        await open_base(f"sqlite:///{tmp_path / 'file' / 'facts.db'}")
    with pytest.raises(StoreUnavailable, match="can't be opened"):
        await open_base(f"sqlite:///{tmp_path}")
    assert not connection_threads()


async def test_more_units_at_once_than_connections(sqlite: SqlStore) -> None:
    base = SqlFactBase(open_engine(sqlite.url, Patience(connect=0.05)))
    async with AsyncExitStack() as stack:
        for _ in range(15):
            await stack.enter_async_context(base.begin())
        with pytest.raises(StoreUnavailable, match="every connection"):
            await stack.enter_async_context(base.begin())
    await base.close()
