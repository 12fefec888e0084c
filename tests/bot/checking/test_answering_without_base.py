"""The base went away: who asks is answered from memory and told so, nobody else hears of it."""

from __future__ import annotations

from bot.checking.outcome import Answer
from bot.messages import Addressed
from bot.places.behaviour import Mode, PlaceSettings
from bot.replies import Candidates, Declined, FactCard, Help, NotFound, Refusal
from factbase.model import Audience, Wording
from tests.bot.rig import (
    BRIDGE,
    FlakyBase,
    a_bot,
    a_message,
    published,
    quiet,
    said,
    set_up,
)
from tests.fakes import StandingClock


async def test_a_card_from_memory_says_so_and_leaves_no_ticket(
    flaky: FlakyBase, clock: StandingClock
) -> None:
    async with a_bot(flaky, clock, published()) as bot:
        flaky.away = True
        outcome = await bot.answering.answer(a_message())
        assert isinstance(outcome, Answer)
        assert isinstance(outcome.reply, FactCard)
        assert outcome.reply.from_memory
        assert outcome.ticket is None
        flaky.away = False
        back = said(await bot.answering.answer(a_message()))
        assert isinstance(back, FactCard)
        assert not back.from_memory


async def test_everything_else_is_answered_too(flaky: FlakyBase, clock: StandingClock) -> None:
    other = published("bridge-sold", claim="The bridge is sold", wordings=(Wording(BRIDGE),))
    async with a_bot(flaky, clock, published(), other) as bot:
        flaky.away = True
        assert isinstance(said(await bot.answering.answer(a_message())), Candidates)
        assert isinstance(said(await bot.answering.answer(a_message("turtles", "m2"))), NotFound)
        assert isinstance(said(await bot.answering.answer(a_message(" ", "m3"))), Help)
        shown = await bot.lookups.show("bridge-closed", Audience())
        assert shown == Declined(Refusal.BASE_UNREACHABLE)


async def test_nobody_is_told_unprompted_and_the_last_known_settings_hold(
    flaky: FlakyBase, clock: StandingClock
) -> None:
    async with a_bot(flaky, clock, published()) as bot:
        await set_up(bot, PlaceSettings(mode=Mode.UNPROMPTED))
        await bot.answering.answer(a_message("turtles", "m0", addressed=Addressed.NO))
        flaky.away = True
        clock.advance(hours=1)
        overheard = a_message(addressed=Addressed.NO)
        assert quiet(await bot.answering.answer(overheard)) == "base-unreachable"


async def test_what_is_known_stays_findable_and_news_come_later(
    flaky: FlakyBase, clock: StandingClock
) -> None:
    async with a_bot(flaky, clock, published()) as bot:
        flaky.away = True
        assert [fact.slug for fact in bot.index.visible(Audience())] == ["bridge-closed"]
        flaky.away = False
        assert await bot.index.refresh() == bot.index.revision
