"""Discord's section of the settings: `FACTBOT_DISCORD__...`."""

from __future__ import annotations

from itertools import pairwise
from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator

from bot.settings import Section


class DiscordSettings(Section):
    """How to reach Discord.

    `api_base_url` and `gateway_url` point at a compatible server or a proxy; empty takes
    discord.py's own. `message_content` says that the portal grants the intent and the bot may
    read what isn't addressed to it. `webhooks` takes messages of webhooks (PluralKit, relays)
    for people's. `shards` is the number of shards, `shard_ids` those that this process runs;
    empty runs all. `shard_ranges` (such as `0-3`) or `shard_parts`, a number of even ranges,
    name what processes on one PostgreSQL share among them: each takes a free one.
    """

    token: SecretStr = SecretStr("")
    api_base_url: str = ""
    gateway_url: str = ""
    message_content: bool = False
    webhooks: bool = False
    shards: int | None = Field(default=None, ge=1)
    shard_ids: tuple[int, ...] = ()
    shard_ranges: tuple[Annotated[str, Field(pattern=r"^\d{1,6}(-\d{1,6})?$")], ...] = ()
    shard_parts: int | None = Field(default=None, ge=1)

    def ranges(self) -> tuple[range, ...]:
        """The ranges of shards that processes share among them; none when there is one process
        for all, or each is told its own.
        """
        if self.shard_ranges:
            return tuple(_range(text) for text in self.shard_ranges)
        parts, shards = self.shard_parts or 0, self.shards or 0
        edges = [shards * part // parts for part in range(parts + 1)] if parts else []
        return tuple(range(first, after) for first, after in pairwise(edges))

    @model_validator(mode="after")
    def _ranges_fit(self) -> Self:
        if not self.shard_ranges and self.shard_parts is None:
            return self
        if self.shard_ids or (self.shard_ranges and self.shard_parts is not None):
            raise ValueError("set one of shard_ids, shard_ranges and shard_parts")
        if self.shards is None:
            raise ValueError("ranges of shards need shards, the number of all of them")
        if any(not part or part.stop > self.shards for part in self.ranges()):
            raise ValueError("ranges of shards aren't empty and lie below shards")
        every = [one for part in self.ranges() for one in part]
        if len(every) != len(set(every)):
            raise ValueError("ranges of shards don't overlap")
        return self

    @model_validator(mode="after")
    def _shards_are_known(self) -> Self:
        if self.shard_ids and self.shards is None:
            raise ValueError("shard_ids need shards, the number of all of them")
        if any(not 0 <= one < (self.shards or 0) for one in self.shard_ids):
            raise ValueError("shard_ids are counted from 0 and lie below shards")
        return self


def _range(text: str) -> range:
    first, _, last = text.partition("-")
    return range(int(first), int(last or first) + 1)
