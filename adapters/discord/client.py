"""The running connection to Discord."""

from __future__ import annotations

import asyncio

from adapters.discord.settings import DiscordSettings
from bot.errors import BadSettings
from bot.wiring import Bot


async def serve(bot: Bot, settings: DiscordSettings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set. Raises `BadSettings` without a token."""
    del bot, stop
    if not settings.token.get_secret_value():
        raise BadSettings("FACTBOT_DISCORD__TOKEN is not set")
