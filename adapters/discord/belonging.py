"""Which servers the bot is in: what is kept for one that removed it is forgotten after a while."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import discord
import structlog

from adapters.discord.permits import told_prefix
from adapters.discord.places import NAME
from bot.privacy.leaving import note_left, note_present
from bot.wiring import Bot

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Belonging:
    """Notes when the bot is removed from a server, and when it is there again."""

    bot: Bot

    async def left(self, guild: discord.Guild) -> None:
        """The bot was removed; discord.py tells an outage apart from that."""
        places = {str(one.id) for one in (*guild.channels, *guild.threads)}
        async with self.bot.base.begin() as unit:
            await unit.writing()
            await note_left(unit, NAME, str(guild.id), places, self.bot.clock.now())
            for name in await unit.notes.beginning(told_prefix()):
                if name.removeprefix(told_prefix()) in places:
                    await unit.notes.put(name, "")
            await unit.commit()
        log.info("server_left", platform=NAME, server=guild.id)

    async def present(self, guilds: Collection[discord.Guild]) -> None:
        """The bot is in these servers."""
        ids = {str(guild.id) for guild in guilds}
        async with self.bot.base.begin() as unit:
            await unit.writing()
            if await note_present(unit, NAME, ids):
                await unit.commit()
