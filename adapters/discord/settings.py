"""Discord's section of the settings: `FACTBOT_DISCORD__...`."""

from __future__ import annotations

from pydantic import Field, SecretStr

from bot.settings import Section


class DiscordSettings(Section):
    """How to reach Discord.

    `api_base_url` and `gateway_url` point at a compatible server or a proxy; empty takes
    discord.py's own. `message_content` says that the portal grants the intent and the bot may
    read what isn't addressed to it. `shards` is the number of shards, `shard_ids` those that
    this process runs; empty runs all.
    """

    token: SecretStr = SecretStr("")
    api_base_url: str = ""
    gateway_url: str = ""
    message_content: bool = False
    shards: int | None = Field(default=None, ge=1)
    shard_ids: tuple[int, ...] = ()
