"""The bot as it runs, in this process, against the fake Discord."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any

from pydantic import SecretStr

from adapters.discord.serving import serve
from adapters.discord.settings import DiscordSettings
from bot.clock import SystemClock
from bot.messages import Place
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase
from bot.settings import Settings
from bot.storage.memory import MemoryConversationBase
from bot.wiring import Bot, assemble
from factbase.ports import Clock

from .server import DiscordServer, Message
from .server import Place as Channel
from .server.sdk import pointed_at

ALLY = "Moscow's New Ally in Afghanistan: the Taliban"
"""A headline that the first pack answers."""
ARMS = "Russia supplies the Taliban with weapons"
"""Another one."""
ALLY_SLUG, ARMS_SLUG = "russia-taliban-alliance", "russia-arms-taliban"


@dataclass
class Life:
    """A running bot and its Discord."""

    server: DiscordServer
    bot: Bot
    stop: asyncio.Event
    serving: asyncio.Task[None]

    async def set_up(self, where: Channel, **settings: Any) -> None:
        """Choose the settings of a channel, as its administrators would."""
        chosen = settings | {"mode": Mode(settings.get("mode", Mode.ADDRESSED))}
        async with self.bot.base.begin() as unit:
            await unit.places.put("discord", where.id, PlaceSettings(**chosen))
            await unit.commit()
        self.bot.answering.places.forget()

    async def silent(self, where: Channel) -> None:
        """Nothing (more) comes there."""
        before = list(where.from_bot)
        await self.server.settled()
        assert where.from_bot == before


def settings_of(server: DiscordServer, **override: Any) -> DiscordSettings:
    """Discord's settings that lead to the server."""
    values: dict[str, Any] = {
        "token": SecretStr(server.token),
        "api_base_url": server.base_url,
        "gateway_url": server.gateway_url,
    }
    return DiscordSettings(**values | override)


@asynccontextmanager
async def living(
    server: DiscordServer,
    *,
    base: ConversationBase | None = None,
    clock: Clock | None = None,
    locale: str = "en",
    **override: Any,
) -> AsyncIterator[Life]:
    """Run the bot, with the first pack, until the block ends."""
    chosen = Settings(
        database_url=SecretStr("sqlite:///not-opened-here"), secret=SecretStr("test"), locale=locale
    )
    async with AsyncExitStack() as stack:
        stack.enter_context(pointed_at(server))
        memory = base or MemoryConversationBase()
        bot = await assemble(chosen, memory, clock or SystemClock(), stack)
        stop = asyncio.Event()
        serving = asyncio.create_task(serve(bot, settings_of(server, **override), stop))
        try:
            await _ready(server, serving)
            yield Life(server, bot, stop, serving)
        finally:
            stop.set()
            with suppress(asyncio.CancelledError):
                await serving


async def _ready(server: DiscordServer, serving: asyncio.Task[None]) -> None:
    ready = asyncio.create_task(server.ready())
    await asyncio.wait({serving, ready}, return_when=asyncio.FIRST_COMPLETED)
    if not ready.done():
        ready.cancel()
        await serving
    await ready


def place_of(where: Channel) -> Place:
    """A channel as the bot knows it."""
    guild = where.state.guild
    return Place("discord", where.id, server=guild.id if guild else "")


def card_of(message: Message) -> str:
    """All that a reader sees."""
    return message.text
