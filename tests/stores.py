"""Stores to run the same tests on: each makes any number of bases on one set of facts."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

import asyncpg

from factbase.ports import FactBase
from factbase.storage.engine import Patience, open_engine
from factbase.storage.memory import MemoryFactBase, Room
from factbase.storage.migrating import upgrade
from factbase.storage.opening import open_base
from factbase.storage.sql import SqlFactBase
from tests.postgres import Postgres

IMPATIENT = Patience(lock=0.2, statement=5.0, connect=5.0)
"""Long enough for a test that waits for nobody, short enough for one that waits in vain."""


class Store(Protocol):
    """One place that holds facts."""

    async def open(self) -> FactBase:
        """Another base on the same facts, as another process would open it."""
        ...


class MemoryStore:
    """Facts in this process."""

    def __init__(self) -> None:
        self._room = Room()

    async def open(self) -> FactBase:
        return MemoryFactBase(self._room)


class SqlStore:
    """Facts behind an address, their tables in place."""

    def __init__(self, url: str) -> None:
        self.url = url

    async def open(self, patience: Patience = IMPATIENT) -> SqlFactBase:
        # Not `open_base`: the tables are in place, and need no look at every test.
        return SqlFactBase(open_engine(self.url, patience), poll=0.02)


async def make_sqlite_template(file: Path) -> None:
    """A migrated, empty SQLite file to copy for each test."""
    await (await open_base(f"sqlite:///{file}")).close()


def sqlite_store(template: Path, folder: Path) -> SqlStore:
    """A SQLite file of its own for one test."""
    shutil.copy(template, folder / "facts.db")
    return SqlStore(f"sqlite:///{folder / 'facts.db'}")


SHARED = "shared"
"""Database that tests take turns on. Emptying one takes a twentieth of making another."""

EMPTY_ALL_TABLES = """
DO $$
DECLARE
    one text;
BEGIN
    PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
    SET LOCAL session_replication_role = replica;  -- foreign keys don't mind the order
    FOR one IN SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('DELETE FROM %I', one);
    END LOOP;
END $$
"""


class PostgresDatabases:
    """Databases on a running server."""

    _numbers = itertools.count(1)

    def __init__(self, server: Postgres) -> None:
        self.server = server

    async def make_shared(self) -> None:
        """Make the database that tests take turns on, with tables."""
        await self._run("postgres", f"CREATE DATABASE {SHARED}")
        engine = open_engine(self.server.url(SHARED))
        await upgrade(engine)
        await engine.dispose()

    @asynccontextmanager
    async def store(self) -> AsyncIterator[SqlStore]:
        """The shared database, emptied of whatever the test before left."""
        await self._run(SHARED, EMPTY_ALL_TABLES)
        yield SqlStore(self.server.url(SHARED))

    @asynccontextmanager
    async def without_tables(self) -> AsyncIterator[str]:
        """The address of a new, empty database."""
        name = f"test_{next(self._numbers)}"
        await self._run("postgres", f"CREATE DATABASE {name}")
        try:
            yield self.server.url(name)
        finally:
            await self._run("postgres", f"DROP DATABASE {name} WITH (FORCE)")

    async def _run(self, database: str, statement: str) -> None:
        connection = await asyncpg.connect(
            host=str(self.server.folder), user="factbot", database=database
        )
        await connection.execute(statement)
        await connection.close()
