"""Telling those who run a server what they should know, once."""

from __future__ import annotations

from dataclasses import dataclass

import discord
import structlog

from adapters.discord import permits
from adapters.discord.failing import TROUBLE
from bot.messages import Place
from bot.places.preferences import Preferences
from bot.wording import words_for
from factbase.errors import StoreUnavailable

log = structlog.get_logger()

NOBODY = discord.AllowedMentions.none()


@dataclass(frozen=True, slots=True)
class Telling:
    """Speaks to administrators: in the log channel, else to the owner."""

    client: discord.Client
    preferences: Preferences
    refusals: permits.Refusals
    locale: str

    async def lacking(self, place: Place, channel_id: int, lacking: tuple[str, ...]) -> None:
        """The bot was asked where it may not answer."""
        log.warning("permission_missing", platform="discord", place=place.id, lacking=lacking)
        if not await self.refusals.first(channel_id, lacking):
            return
        text = permits.sentence(channel_id, lacking, words_for(place.locale or self.locale))
        try:
            await self._tell(place, text)
        except (*TROUBLE, StoreUnavailable):
            log.warning("nobody_told", platform="discord", place=place.id)

    async def _tell(self, place: Place, text: str) -> None:
        settings = await self.preferences.settings(place)
        logs = self.client.get_channel(int(settings.log_place)) if settings.log_place else None
        if isinstance(logs, discord.TextChannel) and not permits.missing(logs):
            await logs.send(text, allowed_mentions=NOBODY)
            return
        guild = self.client.get_guild(int(place.server)) if place.server else None
        if guild is not None and guild.owner_id is not None:
            owner = await self.client.fetch_user(guild.owner_id)
            await owner.send(text, allowed_mentions=NOBODY)
