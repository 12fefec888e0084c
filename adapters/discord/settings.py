"""Discord's section of the settings: `FACTBOT_DISCORD__...`."""

from __future__ import annotations

from typing import Self

from pydantic import Field, SecretStr, model_validator

from bot.settings import Section


class DiscordSettings(Section):
    """How to reach Discord.

    `api_base_url` and `gateway_url` point at a compatible server or a proxy; empty takes
    discord.py's own. `message_content` says that the portal grants the intent and the bot may
    read what isn't addressed to it. `webhooks` takes messages of webhooks (PluralKit, relays)
    for people's. `shards` is the number of shards, `shard_ids` those that this process runs;
    empty runs all.
    """

    token: SecretStr = SecretStr("")
    api_base_url: str = ""
    gateway_url: str = ""
    message_content: bool = False
    webhooks: bool = False
    shards: int | None = Field(default=None, ge=1)
    shard_ids: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _shards_are_known(self) -> Self:
        if self.shard_ids and self.shards is None:
            raise ValueError("shard_ids need shards, the number of all of them")
        if any(not 0 <= one < (self.shards or 0) for one in self.shard_ids):
            raise ValueError("shard_ids are counted from 0 and lie below shards")
        return self
