"""Fixtures of storage: addresses without tables, a server that may be stopped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from factbase.storage.engine import open_engine
from factbase.storage.sql import SqlFactBase
from tests.stores import IMPATIENT, PostgresDatabases, SqlStore, sqlite_store


@pytest.fixture
def sqlite(sqlite_template: Path, tmp_path: Path) -> SqlStore:
    """A migrated SQLite file of the test's own."""
    return sqlite_store(sqlite_template, tmp_path)


@pytest.fixture
async def on_postgres(postgres: PostgresDatabases) -> AsyncIterator[SqlStore]:
    """The shared PostgreSQL database, emptied."""
    async with postgres.store() as store:
        yield store


@pytest.fixture
async def sql_base(sql_store: SqlStore) -> AsyncIterator[SqlFactBase]:
    """A base on SQLite, and on PostgreSQL."""
    opened = await sql_store.open()
    yield opened
    await opened.close()


@pytest.fixture(params=["sqlite", "postgres"])
def blank(request: pytest.FixtureRequest, tmp_path: Path) -> AbstractAsyncContextManager[str]:
    if request.param == "sqlite":
        return nullcontext(f"sqlite:///{tmp_path / 'blank.db'}")
    databases: PostgresDatabases = request.getfixturevalue("postgres")
    return databases.without_tables()


@pytest.fixture
async def blank_address(blank: AbstractAsyncContextManager[str]) -> AsyncIterator[str]:
    """SQLite, PostgreSQL: the address of a database without tables."""
    async with blank as address:
        yield address


@pytest.fixture
async def blank_engine(blank_address: str) -> AsyncIterator[AsyncEngine]:
    """SQLite, PostgreSQL: an engine on a database without tables."""
    engine = open_engine(blank_address, IMPATIENT)
    yield engine
    await engine.dispose()
