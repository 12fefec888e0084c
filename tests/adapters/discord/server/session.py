"""One gateway session: its intents and shard, and every event it is owed."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field

from .model import Json
from .shown import Sight

GUILDS, MEMBERS, GUILD_MESSAGES = 1 << 0, 1 << 1, 1 << 9
GUILD_REACTIONS, GUILD_TYPING = 1 << 10, 1 << 11
DIRECT_MESSAGES, DIRECT_REACTIONS, DIRECT_TYPING = 1 << 12, 1 << 13, 1 << 14
KNOWN_INTENTS = (1 << 17) - 1 | 1 << 20 | 1 << 21 | 1 << 24 | 1 << 25

IN_GUILD = {"MESSAGE": GUILD_MESSAGES, "REACTION": GUILD_REACTIONS, "TYPING": GUILD_TYPING}
DIRECT = {"MESSAGE": DIRECT_MESSAGES, "REACTION": DIRECT_REACTIONS, "TYPING": DIRECT_TYPING}
ALWAYS = frozenset({"READY", "RESUMED", "INTERACTION_CREATE", "GUILD_MEMBERS_CHUNK"})


def intent_for(event: str, *, direct: bool) -> int:
    """The intent an event needs; 0 when it always comes."""
    if event in ALWAYS:
        return 0
    table = DIRECT if direct else IN_GUILD
    for word in ("REACTION", "TYPING", "MESSAGE"):
        if word in event:
            return table[word]
    return MEMBERS if event.startswith("GUILD_MEMBER") else GUILDS


@dataclass(slots=True, eq=False)
class Session:
    """Keeps its events while nobody is connected, so a RESUME replays them."""

    id: str
    intents: int
    shard: tuple[int, int]
    sight: Sight
    events: list[tuple[str, str]] = field(default_factory=list)
    """Name and serialised frame; the sequence number is the position plus one."""
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    heard: int = 0
    """The highest sequence number that the client has confirmed by a heartbeat."""

    @property
    def sequence(self) -> int:
        """The last number given out."""
        return len(self.events)

    def serves(self, guild_id: str | None) -> bool:
        """Whether this shard owns a guild; direct messages belong to shard 0."""
        number, count = self.shard
        return ((int(guild_id) >> 22) % count if guild_id else 0) == number

    def wants(self, event: str, guild_id: str | None, *, direct: bool) -> bool:
        """Whether the event reaches this session: by shard and by intent."""
        needed = intent_for(event, direct=direct)
        return self.serves(guild_id) and (not needed or bool(self.intents & needed))

    def append(self, event: str, build: Callable[[Sight], Json]) -> None:
        """Owe the client one more event."""
        body = build(self.sight)
        frame = {"op": 0, "t": event, "s": self.sequence + 1, "d": body}
        self.events.append((event, json.dumps(frame, ensure_ascii=False)))
        self.wake.set()
