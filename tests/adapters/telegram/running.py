"""The bot as it runs, on a memory base or a SQLite file, against the fake Bot API server."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from pydantic import SecretStr

from adapters.telegram.client import serve
from adapters.telegram.settings import TelegramSettings
from adapters.telegram.working import Connection
from bot.clock import SystemClock
from bot.ports import ConversationBase
from bot.settings import Settings
from bot.storage.memory import MemoryConversationBase
from bot.wiring import Bot, assemble
from factbase.ports import Clock

from .server import TelegramServer

SECRET = "right-secret"
BY_WEBHOOK = False
"""How updates reach the bot unless a test says; `delivery` in conftest.py sets it."""
TOGETHER = 0.25
"""Seconds to wait for the rest of a bundle; tests of bundles wait longer, and end the wait."""


class Ahead:
    """The system's clock, some time later."""

    def __init__(self, ahead: timedelta) -> None:
        self._clock, self._ahead = SystemClock(), ahead

    def now(self) -> datetime:
        return self._clock.now() + self._ahead


@dataclass(frozen=True, slots=True)
class Running:
    """The bot's services and its connection."""

    bot: Bot
    connection: Connection
    telegram: TelegramServer


@asynccontextmanager
async def running(
    telegram: TelegramServer,
    base: ConversationBase | None = None,
    *,
    webhook: bool | None = None,
    clock: Clock | None = None,
    together: float = TOGETHER,
    **limits: int,
) -> AsyncIterator[Running]:
    """The bot, ready when it polls or listens; stopped in good order at the end."""
    webhook = BY_WEBHOOK if webhook is None else webhook
    settings = telegram_settings(telegram, webhook=webhook)
    stop = asyncio.Event()
    started: asyncio.Future[Connection] = asyncio.get_running_loop().create_future()
    async with AsyncExitStack() as stack:
        bot = await assemble(
            Settings(limits={"questions": 100, "seconds": 60} | limits),  # type: ignore[arg-type]  # pydantic takes a mapping
            base or MemoryConversationBase(),
            clock or SystemClock(),
            stack,
        )
        serving = asyncio.create_task(serve(bot, settings, stop, started.set_result, together))
        both: set[asyncio.Future[Any]] = {serving, started}
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        if serving.done():
            await serving
        connection = started.result()
        await (telegram.webhook_is_set() if webhook else telegram.bot_is_polling())
        telegram.asks_when_idle(connection.receiver.idle)
        try:
            yield Running(bot, connection, telegram)
        finally:
            stop.set()
            await serving


def telegram_settings(telegram: TelegramServer, *, webhook: bool = False) -> TelegramSettings:
    """Settings that lead to the fake server."""
    port = _free_port() if webhook else 8443
    return TelegramSettings(
        token=SecretStr(telegram.token),
        api_base_url=telegram.base_url,
        api_file_url=telegram.base_file_url,
        webhook_url=f"http://127.0.0.1:{port}/hook" if webhook else "",
        webhook_port=port,
        webhook_secret=SecretStr(SECRET if webhook else ""),
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
