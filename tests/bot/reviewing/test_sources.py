"""Sources that stopped answering come up for review, and a bad day is no reason."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.checking.live_index import LiveIndex
from bot.reviewing.sources import SourceChecks
from bot.storage.memory import MemoryConversationBase, MemoryConversationUnit
from factbase.matching.engine import Engine
from factbase.model import Status
from tests.bot.stages import Stage, stage
from tests.builders import a_fact
from tests.fakes import StandingClock

__all__ = ["stage"]

URL = "https://gazette.example/bridge"


class Web:
    """Answers as it is told, and remembers who was asked."""

    def __init__(self) -> None:
        self.status = ""
        self.asked: list[str] = []

    async def __call__(self, url: str) -> str:
        self.asked.append(url)
        return self.status


async def looked(stage: Stage, web: Web | None, weeks: int = 1) -> int:
    checks = SourceChecks(stage.bot.base, stage.bot.index, stage.clock, web)
    found = 0
    for _ in range(weeks):
        found += await checks.sweep()
        stage.clock.advance(days=8)
    return found


async def test_three_looks_without_an_answer_tell_moderators_once(stage: Stage) -> None:
    await stage.publish(a_fact())
    web = Web()
    web.status = "not found"
    assert await looked(stage, web, weeks=5) == 1
    assert web.asked == [URL] * 5
    async with stage.bot.base.begin() as unit:
        (item,) = await unit.reviews.open("", 9)
    assert (item.data["url"], item.data["status"]) == (URL, "not found")


async def test_a_bad_day_is_forgotten(stage: Stage) -> None:
    await stage.publish(a_fact())
    web = Web()
    for status in ("timeout", "timeout", "", "timeout", "timeout"):
        web.status = status
        assert await looked(stage, web) == 0


async def test_an_address_is_left_alone_for_a_week(stage: Stage) -> None:
    await stage.publish(a_fact())
    web = Web()
    checks = SourceChecks(stage.bot.base, stage.bot.index, stage.clock, web)
    await checks.sweep()
    stage.clock.advance(days=6)
    await checks.sweep()
    assert web.asked == [URL]


async def test_nothing_is_fetched_unless_asked_for(stage: Stage) -> None:
    await stage.publish(a_fact())
    assert await looked(stage, None, weeks=3) == 0


class Forgetful(MemoryConversationBase):
    """While it is read, a fact changes."""

    index: LiveIndex

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[MemoryConversationUnit]:
        async with super().begin() as unit:
            self.index.take([a_fact("tunnel-flooded", status=Status.PUBLISHED)])
            yield unit
            self.index.take([a_fact("pier-sold", status=Status.PUBLISHED)])


async def test_a_fact_may_change_while_addresses_are_looked_up(clock: StandingClock) -> None:
    base, web = Forgetful(), Web()
    base.index = LiveIndex(base, Engine())
    base.index.take([a_fact(status=Status.PUBLISHED)])
    assert await SourceChecks(base, base.index, clock, web).sweep() == 0
    assert web.asked == [URL]
