"""What Discord offers as a platform. Its SDK is imported when it runs, not before."""

from __future__ import annotations

import asyncio

import typer
from pydantic import BaseModel

from adapters.discord.settings import DiscordSettings
from bot.wiring import Bot


class DiscordPlatform:
    """Discord, as one installed platform among others."""

    name = "discord"
    settings: type[BaseModel] | None = DiscordSettings

    def commands(self) -> typer.Typer | None:
        """Its own commands, as `factbot discord ...`."""
        from adapters.discord.operating import app

        return app

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Serve until `stop` is set."""
        from adapters.discord.serving import serve

        await serve(bot, bot.settings.section("discord"), stop)
