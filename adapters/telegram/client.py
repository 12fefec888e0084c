"""The running connection to Telegram."""

from __future__ import annotations

import asyncio

from adapters.telegram.settings import TelegramSettings
from bot.errors import BadSettings
from bot.wiring import Bot


async def serve(bot: Bot, settings: TelegramSettings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set. Raises `BadSettings` without a token."""
    del bot, stop
    if not settings.token.get_secret_value():
        raise BadSettings("FACTBOT_TELEGRAM__TOKEN is not set")
