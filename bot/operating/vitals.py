"""How things stand at a moment: what readiness, metrics and the doctor tell."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from bot.checking.live_index import LiveIndex
from bot.ports import ConversationBase, PostedReply
from factbase.errors import FactbaseError
from factbase.ports import Clock

LOOKING = 2.0
"""Seconds that looking at the base may take. A scrape waits for it, 10 s at the most."""
PULSE = 0.5
"""Seconds between two beats of the event loop."""


@dataclass(frozen=True, slots=True)
class Outbox:
    """Replies decided but not sent; `oldest` is the age of the oldest in seconds."""

    replies: int
    oldest: float


@dataclass(frozen=True, slots=True)
class Vitals:
    """The base (`lag` is in revisions, none when it didn't answer), index and outboxes.
    `errands` are corrections, news and answers that wait for their turn.
    """

    facts: int
    revision: int
    lag: int | None
    loop_lag: float
    outboxes: Mapping[str, Outbox] = field(default_factory=dict)
    errands: int = 0

    @property
    def base_up(self) -> bool:
        """Whether the base answered."""
        return self.lag is not None


async def look(
    base: ConversationBase,
    index: LiveIndex,
    clock: Clock,
    platforms: Sequence[str] = (),
    loop_lag: float = 0.0,
) -> Vitals:
    """Ask the base and the index; a base that is away or slow is part of the answer."""
    lag: int | None = None
    outboxes: dict[str, Outbox] = {}
    errands = 0
    with suppress(FactbaseError, TimeoutError):
        async with asyncio.timeout(LOOKING), base.begin() as unit:
            for platform in platforms:
                waiting = await unit.replies.unfinished(platform)
                outboxes[platform] = _outbox(waiting, clock.now())
            errands = await unit.outbox.waiting()
            lag = max(0, await unit.facts.revision() - index.revision)
    return Vitals(len(index), index.revision, lag, loop_lag, outboxes, errands)


def _outbox(waiting: Sequence[PostedReply], now: datetime) -> Outbox:
    ages = [(now - reply.at).total_seconds() for reply in waiting]
    return Outbox(len(waiting), max([0.0, *ages]))


class Pulse:
    """How late the event loop is, measured by a beat that should come every `PULSE`."""

    def __init__(self) -> None:
        self.lag = 0.0

    async def beat(self) -> None:
        """Measure until cancelled."""
        loop = asyncio.get_running_loop()
        while True:
            due = loop.time() + PULSE
            await asyncio.sleep(PULSE)
            self.lag = max(0.0, loop.time() - due)
