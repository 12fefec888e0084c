"""A base to copy from, and homes for a copy."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from bot.storage.sql import SqlConversationBase
from tests.bot.operating.furnished import furnish, opened
from tests.stores import PostgresDatabases, SqlStore


@pytest.fixture
async def source(
    sql_home: AbstractAsyncContextManager[SqlStore],
) -> AsyncIterator[SqlConversationBase]:
    """SQLite, PostgreSQL: a base with a bit of everything."""
    async with sql_home as store:
        base = await opened(store.url)
        await furnish(base)
        yield base
        await base.close()


@pytest.fixture(params=["sqlite", "postgres"])
def target_home(request: pytest.FixtureRequest, tmp_path: Path) -> AbstractAsyncContextManager[str]:
    if request.param == "postgres":
        databases: PostgresDatabases = request.getfixturevalue("postgres")
        return databases.without_tables()
    return _file(tmp_path / "target.db")


class _file:  # noqa: N801 - reads as the function that it stands for
    def __init__(self, file: Path) -> None:
        self._url = f"sqlite:///{file}"

    async def __aenter__(self) -> str:
        return self._url

    async def __aexit__(self, *_: object) -> None:
        """The folder goes with the test."""
