"""SQLite's answers in one trip to its thread.

aiosqlite crosses to its thread and back for making a cursor, running a statement, fetching and
closing. Each crossing wakes two threads and costs more than the statement; a recorded reply
took thirty of them. Here a statement and its first rows come back together.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any, Self

import aiosqlite

FIRST = 256
"""Rows that come back with a statement: what most statements give, and little memory."""


class Driver(aiosqlite.Connection):
    """As aiosqlite's, with cursors that wait for nothing they don't need."""

    def cursor(self) -> Cursor:  # type: ignore[override]  # as little of it as SQLAlchemy asks for
        """A cursor; nothing happens in the thread before its first statement."""
        return Cursor(self)


class Cursor:
    """What SQLAlchemy asks of a cursor. Rows are kept here as far as they were fetched."""

    def __init__(self, connection: Driver) -> None:
        self._connection = connection
        self._cursor: sqlite3.Cursor | None = None
        self._rows: list[Any] = []
        self._more = False
        self.arraysize = 1

    async def __aenter__(self) -> Self:
        return self

    @property
    def description(self) -> Any:
        """The columns of the last statement, as DB-API has them."""
        return self._cursor.description if self._cursor is not None else None

    @property
    def rowcount(self) -> int:
        """Rows that the last statement changed; -1 when that can't be said."""
        return self._cursor.rowcount if self._cursor is not None else -1

    @property
    def lastrowid(self) -> int | None:
        """The row that the last statement inserted."""
        return self._cursor.lastrowid if self._cursor is not None else None

    async def execute(self, sql: str, parameters: Sequence[Any] = ()) -> Self:
        """Run a statement and fetch its first rows."""
        await self._there(self._run, sql, parameters)
        return self

    async def executemany(self, sql: str, parameters: Iterable[Sequence[Any]]) -> Self:
        """Run a statement for each set of parameters."""
        await self._there(self._run_many, sql, parameters)
        return self

    async def fetchone(self) -> Any:
        """The next row; none after the last."""
        rows = await self.fetchmany(1)
        return rows[0] if rows else None

    async def fetchmany(self, size: int | None = None) -> Sequence[Any]:
        """The next rows, at most `size`."""
        wanted = size or self.arraysize
        if self._more and len(self._rows) < wanted:
            await self._there(self._fetch, max(wanted, FIRST))
        taken, self._rows = self._rows[:wanted], self._rows[wanted:]
        return taken

    async def fetchall(self) -> Sequence[Any]:
        """All rows that are left."""
        while self._more:
            await self._there(self._fetch, -1)
        taken, self._rows = self._rows, []
        return taken

    async def close(self) -> None:
        """Done with it. A statement that gave all its rows holds nothing in the file."""
        self._rows = []
        if self._more and self._cursor is not None:
            self._more = False
            await self._there(self._cursor.close)

    async def _there(self, call: Any, *arguments: Any) -> None:
        # As aiosqlite's own cursors do.
        await self._connection._execute(call, *arguments)  # type: ignore[no-untyped-call]  # noqa: SLF001 - theirs is untyped and not ours

    # What follows runs in the connection's thread.

    def _run(self, sql: str, parameters: Sequence[Any]) -> None:
        cursor = self._fresh()
        cursor.execute(sql, parameters)
        if cursor.description is not None:
            self._fetch(FIRST)

    def _run_many(self, sql: str, parameters: Iterable[Sequence[Any]]) -> None:
        self._fresh().executemany(sql, parameters)

    def _fresh(self) -> sqlite3.Cursor:
        if self._cursor is None:
            self._cursor = self._connection._conn.cursor()  # noqa: SLF001 - as its own cursors do
        self._rows, self._more = [], False
        return self._cursor

    def _fetch(self, count: int) -> None:
        if self._cursor is None:
            return
        rows = self._cursor.fetchall() if count < 0 else self._cursor.fetchmany(count)
        self._rows += rows
        self._more = 0 <= count <= len(rows)
