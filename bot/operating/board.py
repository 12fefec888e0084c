"""The board beside the bot: `/healthz`, `/readyz` and `/metrics` over HTTP, for machines.

It holds no secret and no words, but says how busy the bot is: it listens on this machine
alone unless a setting says otherwise. Served by the bot's own event loop on purpose.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import asdict

import structlog
from aiohttp import web

from bot.errors import BadSettings
from bot.metrics.prometheus import PrometheusMetrics
from bot.operating.vitals import Pulse, Vitals, look
from bot.settings import MetricsSettings
from bot.wiring import Bot

log = structlog.get_logger()

_TEXT = "text/plain; version=0.0.4; charset=utf-8"
"""Content type of Prometheus' text format."""


class Board:
    """What it shows depends on whether the bot has been opened yet."""

    def __init__(self, metrics: PrometheusMetrics, platforms: Sequence[str]) -> None:
        self.bot: Bot | None = None
        self._metrics = metrics
        self._platforms = platforms
        self._pulse = Pulse()

    def application(self) -> web.Application:
        """The three pages."""
        pages = web.Application()
        pages.router.add_get("/healthz", self._health)
        pages.router.add_get("/readyz", self._ready)
        pages.router.add_get("/metrics", self._scrape)
        return pages

    async def _vitals(self) -> Vitals | None:
        bot = self.bot
        if bot is None:
            return None
        return await look(bot.base, bot.index, bot.clock, self._platforms, self._pulse.lag)

    async def _health(self, _request: web.Request) -> web.Response:
        """The event loop turns; nothing else is asked, so that no fault restarts us in vain."""
        return web.Response(text="ok\n")

    async def _ready(self, _request: web.Request) -> web.Response:
        """The index is filled. A base that is away doesn't count: memory answers meanwhile."""
        vitals = await self._vitals()
        if vitals is None:
            return web.json_response({"ready": False, "base_up": False}, status=503)
        shown = {"ready": True, "base_up": vitals.base_up, **asdict(vitals)}
        return web.json_response(shown)

    async def _scrape(self, _request: web.Request) -> web.Response:
        vitals = await self._vitals()
        if vitals is not None:
            self._metrics.show(vitals)
        return web.Response(body=self._metrics.page(), headers={"Content-Type": _TEXT})

    @asynccontextmanager
    async def serving(self, settings: MetricsSettings) -> AsyncIterator[int]:
        """Serve within; gives the port, which is new where 0 was asked for.

        Raises:
            BadSettings: the port can't be had.
        """
        runner = web.AppRunner(self.application(), access_log=None)
        beating = asyncio.create_task(self._pulse.beat(), name="event loop pulse")
        try:
            await runner.setup()
            site = web.TCPSite(runner, settings.listen, settings.port)
            try:
                await site.start()
            except OSError as problem:
                raise BadSettings(
                    f"FACTBOT_METRICS__PORT: can't listen there: {problem.strerror}"
                ) from problem
            port = int(runner.addresses[0][1])
            log.info("board_open", port=port)
            yield port
        finally:
            await runner.cleanup()
            beating.cancel()
            with suppress(asyncio.CancelledError):
                await beating
