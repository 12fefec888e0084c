"""Fixtures of all tests: stores to run on, a clock that stands, and no network."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager, nullcontext
from pathlib import Path

import pytest
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis

from factbase.ports import FactBase
from tests import network
from tests.adapters.discord.server.summary import (
    pytest_sessionfinish,
    pytest_terminal_summary,
    pytest_testnodedown,
)
from tests.fakes import StandingClock
from tests.postgres import Postgres
from tests.stores import (
    MemoryStore,
    PostgresDatabases,
    SqlStore,
    Store,
    make_sqlite_template,
    sqlite_store,
)

__all__ = ["pytest_sessionfinish", "pytest_terminal_summary", "pytest_testnodedown"]

# How long an example takes says how busy the machine is, not whether the code is right.
hypothesis.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis.load_profile("patient")

network.shut()

Home = AbstractAsyncContextManager[Store]


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresDatabases]:
    """A running server that the whole session shares."""
    server = Postgres.create()
    try:
        server.start()
        databases = PostgresDatabases(server)
        asyncio.run(databases.make_shared())
        yield databases
    finally:
        server.remove()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("sqlite") / "template.db"
    asyncio.run(make_sqlite_template(file))
    return file


def _home(request: pytest.FixtureRequest, folder: Path) -> Home:
    # Fixtures of the session are asked for here, before the test's event loop runs.
    match request.param:
        case "memory":
            return nullcontext(MemoryStore())
        case "sqlite":
            template: Path = request.getfixturevalue("sqlite_template")
            return nullcontext(sqlite_store(template, folder))
        case _:
            databases: PostgresDatabases = request.getfixturevalue("postgres")
            return databases.store()


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def any_home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    return _home(request, tmp_path)


@pytest.fixture(params=["sqlite", "postgres"])
def sql_home(request: pytest.FixtureRequest, tmp_path: Path) -> Home:
    return _home(request, tmp_path)


@pytest.fixture
async def store(any_home: Home) -> AsyncIterator[Store]:
    """Memory, SQLite, PostgreSQL: a store of the test's own, without facts."""
    async with any_home as found:
        yield found


@pytest.fixture
async def sql_store(sql_home: AbstractAsyncContextManager[SqlStore]) -> AsyncIterator[SqlStore]:
    """SQLite, PostgreSQL: a store of the test's own, without facts."""
    async with sql_home as found:
        yield found


@pytest.fixture
async def base(store: Store) -> AsyncIterator[FactBase]:
    """A base on the test's own store."""
    opened = await store.open()
    yield opened
    await opened.close()


@pytest.fixture
async def other_base(store: Store) -> AsyncIterator[FactBase]:
    """Another base on the same facts, as another process would have it."""
    opened = await store.open()
    yield opened
    await opened.close()


@pytest.fixture(scope="module")
def own_server() -> Iterator[Postgres]:
    """A PostgreSQL to stop at will; a test leaves it running."""
    server = Postgres.create()
    try:
        server.start()
        yield server
    finally:
        server.remove()
