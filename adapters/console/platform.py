"""What the terminal offers as a platform."""

from __future__ import annotations

import asyncio

import typer
from pydantic import BaseModel

from bot.wiring import Bot


class ConsolePlatform:
    """A conversation in the terminal that factbot was started in."""

    name = "console"
    settings: type[BaseModel] | None = None

    def commands(self) -> typer.Typer | None:
        """None: `factbot chat` is all there is."""
        return None

    async def run(self, bot: Bot, stop: asyncio.Event) -> None:
        """Talk until the input ends or `stop` is set."""
        from adapters.console.client import talk

        await talk(bot, stop)
