"""Nothing that breaks once ends the watch, and nothing that was owed is forgotten."""

from __future__ import annotations

import asyncio

import pytest
from structlog.testing import capture_logs

from bot.checking.live_index import LiveIndex
from bot.healing.watching import Watch
from bot.storage.memory import MemoryConversationBase
from factbase.errors import StoreUnavailable
from factbase.matching.engine import Engine
from tests.bot.rig import published
from tests.builders import a_change

PATIENCE = 60.0


class Breaking:
    """Fails so many times with this error, then works; remembers that it did."""

    def __init__(self, problem: Exception, times: int = 1) -> None:
        self._problem = problem
        self._left = times
        self.done = asyncio.Event()

    async def __call__(self) -> None:
        if self._left:
            self._left -= 1
            raise self._problem
        self.done.set()


async def test_a_sweep_that_breaks_is_told_and_ends_no_other() -> None:
    base = MemoryConversationBase()
    broken, fine = Breaking(RuntimeError("the dictionary changed")), Breaking(ValueError(), 0)
    watch = Watch(base, LiveIndex(base, Engine()), (), sweeps=(broken, fine))
    with capture_logs() as told:
        serving = asyncio.create_task(watch.serve())
        try:
            await asyncio.wait_for(fine.done.wait(), PATIENCE)
            assert not serving.done()
        finally:
            serving.cancel()
            await asyncio.gather(serving, return_exceptions=True)
    assert [entry["event"] for entry in told] == ["sweep_broke"]
    assert told[0]["log_level"] == "error"


async def test_what_follows_a_change_is_still_done_after_it_failed_once() -> None:
    base = MemoryConversationBase()
    afterwards = Breaking(StoreUnavailable("away"))
    watch = Watch(base, LiveIndex(base, Engine()), (), afterwards=(afterwards,))
    async with base.begin() as unit:
        await unit.facts.add(published(), a_change())
        await unit.commit()
    with pytest.raises(StoreUnavailable):
        await watch.catch_up()
    assert await watch.catch_up() == 0
    assert afterwards.done.is_set()
    afterwards.done.clear()
    await watch.catch_up()
    assert not afterwards.done.is_set()
