"""Cursors that cross to SQLite's thread once a statement."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from typing import Any

import pytest

from factbase.storage.cursors import FIRST, Driver

MANY = 3 * FIRST + 7


class Counting(Driver):
    """Counts how often a call crosses to the thread."""

    crossings = 0

    async def _execute(self, fn: Any, *args: Any, **kwargs: Any) -> Any:
        self.crossings += 1
        return await super()._execute(fn, *args, **kwargs)  # type: ignore[no-untyped-call]  # theirs


@pytest.fixture
async def driver() -> AsyncIterator[Counting]:
    connection = Counting(lambda: sqlite3.connect(":memory:", isolation_level=None), FIRST)
    _ = await connection
    cursor = connection.cursor()
    await cursor.execute("CREATE TABLE places (id INTEGER PRIMARY KEY, name TEXT)")
    await cursor.executemany(
        "INSERT INTO places VALUES (?, ?)", [(number, f"place {number}") for number in range(MANY)]
    )
    assert cursor.rowcount == MANY
    connection.crossings = 0
    yield connection
    await connection.close()


async def test_a_statement_and_its_rows_come_in_one_crossing(driver: Counting) -> None:
    cursor: Any = driver.cursor()
    assert not cursor.description
    assert (cursor.rowcount, cursor.lastrowid) == (-1, None)
    await cursor.execute("SELECT name FROM places WHERE id < ?", (3,))
    assert [column[0] for column in cursor.description] == ["name"]
    assert await cursor.fetchall() == [("place 0",), ("place 1",), ("place 2",)]
    assert await cursor.fetchall() == []
    assert await cursor.fetchone() is None
    await cursor.close()
    assert driver.crossings == 1


@pytest.mark.parametrize("wanted", [1, FIRST - 1, FIRST, FIRST + 1, 2 * FIRST, MANY, MANY + 1])
async def test_all_rows_come_in_order_however_many_are_asked_for(
    driver: Counting, wanted: int
) -> None:
    cursor = driver.cursor()
    await cursor.execute("SELECT id FROM places ORDER BY id")
    found = [await cursor.fetchone()]
    while rows := await cursor.fetchmany(wanted):
        assert len(rows) <= wanted
        found += rows
    assert [row[0] for row in found] == list(range(MANY))
    await cursor.execute("SELECT id FROM places ORDER BY id")
    assert len(await cursor.fetchmany(2)) == 2
    assert [row[0] for row in await cursor.fetchall()] == list(range(2, MANY))


async def test_a_cursor_that_is_left_early_holds_nothing(driver: Counting) -> None:
    cursor, other = driver.cursor(), driver.cursor()
    await cursor.execute("SELECT id FROM places")
    await cursor.fetchone()
    await cursor.close()
    await other.execute("DROP TABLE places")  # refused while a statement still reads it


async def test_what_a_statement_changed_is_told(driver: Counting) -> None:
    cursor = driver.cursor()
    await cursor.execute("INSERT INTO places (name) VALUES (?) RETURNING id", ("harbour",))
    assert await cursor.fetchone() == (MANY,)
    assert cursor.lastrowid == MANY
    await cursor.execute("UPDATE places SET name = '' WHERE id < 10")
    assert cursor.rowcount == 10
    assert cursor.description is None


async def test_errors_are_sqlites_own(driver: Counting) -> None:
    cursor = driver.cursor()
    with pytest.raises(sqlite3.OperationalError, match="no such table"):
        await cursor.execute("SELECT 1 FROM nowhere")
    with pytest.raises(sqlite3.IntegrityError):
        await cursor.execute("INSERT INTO places VALUES (0, '')")
    await cursor.execute("SELECT 1")
    assert await cursor.fetchone() == (1,)
