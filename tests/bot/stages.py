"""A bot with a screen, on which each step of upkeep is the test's own."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import ExitStack, asynccontextmanager
from dataclasses import replace

import pytest

from bot.delivering.couriers import Couriers
from bot.delivering.posting import Posting
from bot.operating.upkeep import Ground, upkeep
from bot.permissions import Actor
from bot.ports import ConversationBase
from bot.storage.memory import MemoryConversationBase
from bot.wiring import Bot
from factbase.model import Audience, Fact
from tests.bot.screens import Screen
from tests.builders import a_fact
from tests.contracts.conversing import conversation_base
from tests.fakes import StandingClock
from tests.stores import Store
from tests.talking import HEADLINE, a_message, ask, no_pause, open_for_test

OPERATOR = Actor.operator()
PUBLIC = Audience()


class Stage:
    """A bot, a screen that it serves, and short ways to act."""

    def __init__(self, bot: Bot, screen: Screen, clock: StandingClock) -> None:
        self.bot = bot
        self.screen = screen
        self.clock = clock
        self.posting = Posting(bot.deliveries, bot.index, bot.clock, screen, sleep=no_pause)
        # Beside the bot's own, which runs in the background: here each step is the test's.
        ground = Ground(bot.settings, bot.base, bot.index, clock, bot.people, bot.moderation)
        self.upkeep = upkeep(ground, Couriers())
        self._serving = ExitStack()
        self._serving.enter_context(self.upkeep.couriers.serving("test", screen))

    async def publish(self, fact: Fact | None = None) -> Fact:
        fact = fact or a_fact()
        await self.bot.moderation.propose(OPERATOR, fact, "new")
        return await self.bot.moderation.publish(OPERATOR, fact.slug, PUBLIC, "checked")

    async def correct(self, fact: Fact, **changed: object) -> Fact:
        corrected = replace(fact, **changed)  # type: ignore[arg-type]  # any field
        return await self.bot.moderation.correct(OPERATOR, corrected, "better")

    async def asked(self, text: str = HEADLINE, message_id: str = "m1") -> None:
        await ask(self.bot, self.posting, a_message(text, message_id))

    async def heal(self) -> int:
        await self.upkeep.watch.catch_up()
        return await self.upkeep.outbox.drain()


@pytest.fixture
async def stage(clock: StandingClock) -> AsyncIterator[Stage]:
    async with open_for_test(MemoryConversationBase(), clock) as bot:
        made = Stage(bot, Screen(), clock)
        await made.upkeep.watch.catch_up()
        yield made


@asynccontextmanager
async def reopened(store: Store, base: ConversationBase) -> AsyncIterator[ConversationBase]:
    """The same base as another process would open it."""
    again = await conversation_base(store, base)
    try:
        yield again
    finally:
        if again is not base:
            await again.close()
