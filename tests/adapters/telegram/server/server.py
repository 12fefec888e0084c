"""The server as tests see it: start it, people it, break it, and hear what went wrong."""

import asyncio
import contextlib
from types import TracebackType
from typing import Self

from aiohttp import web

from . import (
    methods_chat,
    methods_edits,
    methods_inline,
    methods_messages,
    methods_reactions,
    methods_webhook,
)
from .clock import Clock, SystemClock
from .control import add_control
from .endpoint import Endpoint
from .faults import Faults
from .flood import Flood, FloodLimits
from .model import Account, Json
from .observer import Observer
from .pulse import Pulse
from .updates import UpdateQueue
from .validation import find_schema
from .webhook import WebhookDelivery
from .world import BotSettings, World

TOKEN = "7000000001:AAFakeFakeFakeFakeFakeFakeFakeFake_0"
BOT_ID = 7_000_000_001
# Imported for the methods they enter into the table.
LOADED = (
    methods_chat,
    methods_edits,
    methods_inline,
    methods_messages,
    methods_reactions,
    methods_webhook,
)


class ProtocolBroken(AssertionError):
    """The bot did what Telegram wouldn't have let pass, and no test expected it."""


class TelegramServer(Observer):
    """A Bot API server on a loopback port.

    Args:
        settings: what BotFather was told: privacy mode, inline mode, guest queries.
        clock: Telegram's time; a `ManualClock` makes queries grow old without waiting.
        flood: the real limits on sending; None switches them off.
        cloud: True takes the cloud's rules for webhooks (HTTPS, four ports), False those of a
            self-hosted server, which loopback needs.
        port: 0 for any free one.
    """

    def __init__(
        self,
        settings: BotSettings | None = None,
        *,
        clock: Clock | None = None,
        flood: FloodLimits | None = None,
        cloud: bool = False,
        port: int = 0,
    ) -> None:
        pulse = Pulse()
        clock = clock or SystemClock()
        bot = Account(BOT_ID, "Fact Bot", "factbot", is_bot=True)
        world = World(
            clock,
            pulse,
            bot,
            TOKEN,
            settings or BotSettings(),
            UpdateQueue(clock, pulse),
            30.0,
            cloud,
        )
        self.faults = Faults(pulse)
        self.flood = Flood(world, flood)
        endpoint = Endpoint(world, self.faults, self.flood, find_schema())
        super().__init__(world, endpoint, WebhookDelivery(world))
        self._port = port
        self._runner: web.AppRunner | None = None
        self._delivery: asyncio.Task[None] | None = None
        world.queue.watch = self._watch

    def _watch(self, update: Json) -> None:
        self._endpoint.check_update(update)
        if self.faults.repeats:
            self.faults.repeats -= 1
            self.world.queue.repeat(self.world.queue.sent[-1])

    # Life

    async def start(self) -> None:
        app = web.Application()
        app.router.add_route("*", "/bot{token}/{method}", self._endpoint.handle)
        add_control(app, self)
        self._runner = web.AppRunner(
            app, handler_cancellation=True, access_log=None, shutdown_timeout=0.1
        )
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", self._port)
        await site.start()
        self._port = self._runner.addresses[0][1]
        self._delivery = asyncio.create_task(self._webhook.run())

    async def stop(self) -> None:
        if self._delivery is not None:
            self._delivery.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._delivery
        if self._runner is not None:
            await self._runner.cleanup()

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.stop()
        if error is None:
            self.check()

    # Addresses

    @property
    def token(self) -> str:
        return self.world.token

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot calls base_url: the token is appended to it."""
        return f"{self.url}/bot"

    @property
    def base_file_url(self) -> str:
        return f"{self.url}/file/bot"

    # Judgement

    def check(self) -> None:
        """Raises ProtocolBroken if the bot made a mistake that no test has taken."""
        found = [f"refused: {call}" for call in self.refusals.mistakes]
        found += [f"never answered: button {one.data!r}" for one in self.unanswered_callbacks]
        found += [f"lost without a word: {remark}" for remark in self.world.remarks]
        found += [f"against the Bot API: {problem}" for problem in self.problems]
        if found:
            raise ProtocolBroken("\n".join(found))
