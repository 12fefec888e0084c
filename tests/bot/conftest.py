"""Bases for bots under test."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.ports import ConversationBase
from tests.bot.rig import FlakyBase
from tests.contracts.conversing import conversation_base
from tests.stores import MemoryStore, Store, sqlite_store


@pytest.fixture(params=["memory", "sqlite"])
def home(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """PostgreSQL's part is in the contract of stores."""
    if request.param == "memory":
        return MemoryStore()
    # Asked for here, before the test's event loop runs.
    template: Path = request.getfixturevalue("sqlite_template")
    return sqlite_store(template, tmp_path)


@pytest.fixture
async def base(home: Store) -> AsyncIterator[ConversationBase]:
    """A base without facts."""
    opened = await conversation_base(home)
    yield opened
    await opened.close()


@pytest.fixture
async def memory() -> ConversationBase:
    return await conversation_base(MemoryStore())


@pytest.fixture
def flaky(base: ConversationBase) -> FlakyBase:
    return FlakyBase(base)
