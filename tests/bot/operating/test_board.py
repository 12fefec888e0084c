"""The pages for machines, before the bot is open, while it runs, and while the base is away."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.delivering.errands import Errand, ErrandKind
from bot.errors import BadSettings
from bot.metrics.prometheus import PrometheusMetrics
from bot.operating.board import Board
from bot.settings import MetricsSettings
from bot.storage.memory import MemoryConversationBase, MemoryConversationUnit
from factbase.errors import StoreUnavailable
from tests.builders import NOON
from tests.contracts.conversing import a_reply, recorded
from tests.contracts.storing import stored
from tests.fakes import StandingClock
from tests.talking import open_for_test, published

ANY_PORT = MetricsSettings(port=0)


class AwayBase(MemoryConversationBase):
    """A base that can be unplugged."""

    away = False

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[MemoryConversationUnit]:
        if self.away:
            raise StoreUnavailable("gone for the test")
        async with super().begin() as unit:
            yield unit


@pytest.fixture
async def page() -> AsyncIterator[Any]:
    async with aiohttp.ClientSession() as session:

        async def get(port: int, path: str) -> tuple[int, str]:
            async with session.get(f"http://127.0.0.1:{port}{path}") as response:
                return response.status, await response.text()

        yield get


async def test_alive_but_not_ready_until_the_bot_is_open(page: Any) -> None:
    board = Board(PrometheusMetrics(), ["test"])
    async with board.serving(ANY_PORT) as port:
        assert await page(port, "/healthz") == (200, "ok\n")
        assert (await page(port, "/readyz"))[0] == 503
        assert (await page(port, "/metrics"))[0] == 200
        async with open_for_test(MemoryConversationBase()) as bot:
            board.bot = bot
            assert (await page(port, "/readyz"))[0] == 200
            board.bot = None
        assert (await page(port, "/readyz"))[0] == 503


async def test_shows_index_and_outbox(page: Any) -> None:
    base = MemoryConversationBase()
    await stored(base, published())
    await recorded(base, a_reply("r1", place=a_reply().place, message_id="1"))
    await recorded(base, a_reply("r2", message_id="2", at=NOON - timedelta(seconds=30)))
    async with base.begin() as unit:
        await unit.outbox.put([Errand(ErrandKind.NEWS, "discord", "news:1", NOON, NOON)])
        await unit.commit()
    board = Board(PrometheusMetrics(), ["discord"])
    async with board.serving(ANY_PORT) as port, open_for_test(base, StandingClock(NOON)) as bot:
        board.bot = bot
        _, text = await page(port, "/metrics")
    samples = {
        sample.name: sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }
    assert samples["factbot_index_facts"] == 1
    assert samples["factbot_index_lag_revisions"] == 0
    assert samples["factbot_outbox_replies"] == 2
    assert samples["factbot_outbox_oldest_age_seconds"] == 30
    assert samples["factbot_outbox_errands"] == 1
    assert samples["factbot_base_up"] == 1


async def test_a_base_that_is_away_leaves_us_ready(page: Any) -> None:
    base = AwayBase()
    await stored(base, published())
    board = Board(PrometheusMetrics(), ["discord"])
    async with board.serving(ANY_PORT) as port, open_for_test(base) as bot:
        board.bot = bot
        base.away = True
        status, shown = await page(port, "/readyz")
        _, text = await page(port, "/metrics")
    assert status == 200
    assert '"base_up": false' in shown
    assert "factbot_base_up 0.0" in text


async def test_a_port_that_is_taken_is_told(page: Any) -> None:
    board = Board(PrometheusMetrics(), [])
    other = Board(PrometheusMetrics(), [])
    async with board.serving(ANY_PORT) as port:
        with pytest.raises(BadSettings, match="FACTBOT_METRICS__PORT"):
            async with other.serving(MetricsSettings(port=port)):
                pass
        assert await page(port, "/healthz") == (200, "ok\n")
