"""Stores to run the same tests on: each makes any number of bases on one set of facts."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from factbase.ports import FactBase
from factbase.storage.engine import Patience, database_url, open_engine
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


class PostgresDatabases:
    """Databases on a running server, copied from a migrated template."""

    _numbers = itertools.count(1)

    def __init__(self, server: Postgres) -> None:
        self.server = server

    async def make_template(self) -> None:
        """Migrate the database that all others are copied from."""
        await self._run("CREATE DATABASE migrated")
        engine = open_engine(self.server.url("migrated"))
        await upgrade(engine)
        await engine.dispose()

    @asynccontextmanager
    async def database(self, template: str = "migrated") -> AsyncIterator[str]:
        """The address of a database of its own; `template0` for one without tables."""
        name = f"test_{next(self._numbers)}"
        # Copying files beats logging them where nothing is synced to disk.
        await self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
        try:
            yield self.server.url(name)
        finally:
            await self._run(f"DROP DATABASE {name} WITH (FORCE)")

    @asynccontextmanager
    async def store(self) -> AsyncIterator[SqlStore]:
        """A store in a database of its own."""
        async with self.database() as url:
            yield SqlStore(url)

    async def _run(self, statement: str) -> None:
        url = database_url(self.server.url("postgres"))
        engine = create_async_engine(url, isolation_level="AUTOCOMMIT")
        async with engine.connect() as connection:
            await connection.execute(text(statement))
        await engine.dispose()
