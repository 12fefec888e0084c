"""A whole bot in memory for hostile input: one fact for everybody, one of a community's own.

It lives in an event loop of its own and is made anew every so often, so that what was answered
doesn't pile up.
"""

from __future__ import annotations

import asyncio
import atexit
from collections.abc import Awaitable
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from bench.fuzz_inert import inert
from bot.composing import compose
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import PostedReply
from bot.replies import Reply
from bot.settings import Limits
from bot.storage.memory import MemoryConversationBase
from bot.wiring import Bot
from bot.wording import words_for
from factbase.model import Audience, Fact, LocalText, Wording
from tests.bot.rig import a_bot, a_message, delivered, published
from tests.builders import a_community, a_statement
from tests.fakes import StandingClock

PRIVATE = "Qvorzix"
"""A word that only the closed fact holds."""
OPEN, CLOSED = "a" * 32, "b" * 32
MOST = 400
"""Messages answered before the room is made anew."""

T = TypeVar("T")


def _facts() -> tuple[Fact, Fact]:
    shut = Wording("Harbour bridge shut forever")
    sold = (Wording("Harbour ferry is sold"), Wording("The ferry was sold abroad"))
    secret = LocalText.of(f"{PRIVATE} bought it.")
    return (
        published("open", id=OPEN, wordings=(shut,)),
        published(
            "closed",
            id=CLOSED,
            claim="The harbour ferry is sold",
            summary=secret,
            wordings=sold,
            statements=(a_statement(f"{PRIVATE} bought it."),),
            scope="harbour",
        ),
    )


@dataclass(slots=True)
class Room:
    """The bot, its facts, and a card it has posted for somebody else."""

    loop: asyncio.AbstractEventLoop
    facts: tuple[Fact, Fact] = field(default_factory=_facts)
    _opened: tuple[Bot, PostedReply] | None = None
    _stack: AsyncExitStack = field(default_factory=AsyncExitStack)
    _number: int = 0

    def run(self, work: Awaitable[T]) -> T:
        """Do something in the room's event loop."""
        return self.loop.run_until_complete(_awaited(work))

    @property
    def bot(self) -> Bot:
        """The services."""
        return self._now()[0]

    @property
    def posted(self) -> PostedReply:
        """The card that was posted."""
        return self._now()[1]

    def new_id(self) -> str:
        """A message's id that none had before."""
        self._number += 1
        if self._number % MOST == 0:
            self.close()
        return f"n{self._number}"

    def check(self, reply: Reply) -> None:
        """What is said to somebody outside the community is inert and holds no secret."""
        inert(reply, self.facts)
        assert PRIVATE not in compose(reply, words_for("en")).plain, "a private fact was said"

    @property
    def versions(self) -> set[int]:
        """The versions of all facts: 1 as long as nobody changed any."""
        return {fact.version for fact in self.bot.index.visible(Audience("harbour"))}

    def close(self) -> None:
        """End the bot; the next look makes another."""
        if self._opened is not None:
            self._opened = None
            self.run(self._stack.aclose())
            self._stack = AsyncExitStack()

    def _now(self) -> tuple[Bot, PostedReply]:
        if self._opened is None:
            self._opened = self.run(self._open())
        return self._opened

    async def _open(self) -> tuple[Bot, PostedReply]:
        base = MemoryConversationBase()
        async with base.begin() as unit:
            await unit.communities.put(a_community())
            here = PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0)
            await unit.places.put("fuzz", "room", here)
            await unit.commit()
        limits = Limits(questions=1_000, seconds=1)
        opening = a_bot(base, StandingClock(), *self.facts, limits=limits)
        bot = await self._stack.enter_async_context(opening)
        return bot, await delivered(bot, a_message())


@cache
def room() -> Room:
    """The room, ended when Python ends."""
    made = Room(asyncio.new_event_loop())
    atexit.register(_end, made)
    return made


def _end(made: Room) -> None:
    made.close()
    made.loop.close()


async def _awaited(work: Awaitable[T]) -> T:
    return await work
