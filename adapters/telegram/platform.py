"""What Telegram offers as a platform. Its SDK is imported when it runs, not before."""

from __future__ import annotations

import asyncio

import typer
from pydantic import BaseModel

from adapters.telegram.settings import TelegramSettings
from bot.wiring import Bot


class TelegramPlatform:
    """Telegram, as one installed platform among others."""

    name = "telegram"
    settings: type[BaseModel] | None = TelegramSettings

    def commands(self) -> typer.Typer | None:
        """Its own commands, as `factbot telegram ...`."""
        from adapters.telegram.operating import app

        return app

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Serve until `stop` is set."""
        from adapters.telegram.client import serve

        await serve(bot, bot.settings.section("telegram"), stop)
