"""No sequence of actions leaves a card on a retired fact, loses a version, or edits in vain."""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import AsyncExitStack
from dataclasses import replace

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from bot.checking.outcome import Answer
from bot.errors import DeliveryError
from bot.replies import FactCard, News, NotFound, Withdrawn
from bot.storage.memory import MemoryConversationBase
from factbase.errors import FactbaseError
from factbase.model import Fact, LocalText, Status
from tests.bot.screens import Screen
from tests.bot.stages import OPERATOR, PUBLIC, Stage
from tests.builders import a_fact
from tests.fakes import StandingClock
from tests.matchers import LiteralMatcher
from tests.talking import ROOM, a_message, open_for_test

SLUGS = ("bridge-closed", "bridge-open", "bridge-sold", "bridge-moved")
WORDING = "The bridge of {slug} is in the news"
slugs = st.sampled_from(SLUGS)


def a_bridge(slug: str) -> Fact:
    claim = WORDING.format(slug=slug)
    return a_fact(slug, claim=claim, wordings=())


class Cards(RuleBasedStateMachine):
    """People ask while moderators publish, correct, merge and retire, and platforms refuse."""

    @initialize()
    def begin(self) -> None:
        self.runner = asyncio.Runner()
        self.exit = AsyncExitStack()
        self.clock = StandingClock()
        self.screen = Screen()
        self.asked = 0
        self.on_their_way: list[tuple[Answer, str]] = []
        self.run(self.open())

    async def open(self) -> None:
        base = MemoryConversationBase()
        bot = await self.exit.enter_async_context(open_for_test(base, self.clock))
        bot.index._matcher = LiteralMatcher()
        self.stage = Stage(bot, self.screen, self.clock)
        await self.stage.upkeep.watch.catch_up()
        for slug in SLUGS:
            await bot.moderation.propose(OPERATOR, a_bridge(slug), "new")
        for slug in SLUGS[:3]:
            await bot.moderation.publish(OPERATOR, slug, PUBLIC, "checked")

    def run(self, work: object) -> object:
        return self.runner.run(work)  # type: ignore[arg-type]  # every step is a coroutine

    async def attempt(self, work: object) -> None:
        """Steps that the life of a fact forbids are part of the game."""
        try:
            await work  # type: ignore[misc]  # a coroutine
        except FactbaseError:
            return

    @rule(slug=slugs)
    def publish(self, slug: str) -> None:
        moderation = self.stage.bot.moderation
        self.run(self.attempt(moderation.publish(OPERATOR, slug, PUBLIC, "checked")))

    @rule(slug=slugs, text=st.sampled_from(["The first summary.", "Another summary."]))
    def correct(self, slug: str, text: str) -> None:
        async def work() -> None:
            async with self.stage.bot.base.begin() as unit:
                fact = await unit.facts.get(slug, PUBLIC)
            await self.stage.correct(fact, summary=LocalText.of(text))

        self.run(self.attempt(work()))

    @rule(slug=slugs)
    def retire(self, slug: str) -> None:
        moderation = self.stage.bot.moderation
        self.run(self.attempt(moderation.retire(OPERATOR, slug, PUBLIC, "wrong")))

    @rule(pair=st.permutations(SLUGS))
    def merge(self, pair: list[str]) -> None:
        moderation = self.stage.bot.moderation
        slugs = (pair[0], pair[1])
        self.run(self.attempt(moderation.merge(OPERATOR, slugs, PUBLIC, "the same")))

    @rule(slug=slugs)
    def ask_and_be_told(self, slug: str) -> None:
        self.ask(slug)
        while self.on_their_way:
            self.send()

    @rule(slug=slugs)
    def ask(self, slug: str) -> None:
        """Decide on an answer; it is sent later."""
        self.asked += 1
        key = f"m{self.asked}"
        place = replace(ROOM, id=f"room-{self.asked}")
        message = a_message(WORDING.format(slug=slug), key, place=place)
        outcome = self.run(self.stage.bot.answering.answer(message))
        if isinstance(outcome, Answer) and isinstance(outcome.reply, FactCard):
            self.on_their_way.append((outcome, key))

    @precondition(lambda self: self.on_their_way)
    @rule()
    def send(self) -> None:
        answer, key = self.on_their_way.pop(0)
        assert answer.ticket is not None
        self.run(self.stage.posting.say(answer, answer.ticket.place, key))

    @rule(retry=st.integers(0, 90))
    def refuse_once(self, retry: int) -> None:
        self.screen.failures = deque([DeliveryError("flood", final=False, retry_after=retry)])

    @rule(seconds=st.integers(1, 4_000))
    def wait(self, seconds: int) -> None:
        self.clock.advance(seconds=seconds)

    @rule()
    def upkeep(self) -> None:
        self.run(self.stage.heal())

    @invariant()
    def once_it_is_quiet_every_card_shows_what_holds(self) -> None:
        if hasattr(self, "stage") and not self.on_their_way:
            self.screen.failures.clear()
            self.run(self.settle())

    async def settle(self) -> None:
        for _ in range(3):
            self.clock.advance(hours=2)
            await self.stage.heal()
        edits = len(self.screen.edits)
        async with self.stage.bot.base.begin() as unit:
            for reply in self.screen.shown.values():
                card = reply.shows if isinstance(reply, News) else reply
                if isinstance(card, FactCard):
                    fact = await unit.facts.by_id(card.fact.id)
                    assert fact.status is Status.PUBLISHED
                    assert card.fact.summary == fact.summary
                else:
                    # Nothing found: the fact went while its card was on the way.
                    assert isinstance(card, Withdrawn | NotFound)
            for slug in SLUGS:
                fact = await unit.facts.get(slug, PUBLIC)
                history = await unit.facts.history(fact.id)
                numbers = [saved.fact.version for saved in history]
                assert numbers == list(range(1, fact.version + 1))
                assert fact.status is not Status.PUBLISHED or fact.statements
        await self.stage.heal()
        assert len(self.screen.edits) == edits

    def teardown(self) -> None:
        if hasattr(self, "stage"):
            self.run(self.exit.aclose())
            self.runner.close()


TestCards = Cards.TestCase
TestCards.settings = settings(
    max_examples=30,
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
