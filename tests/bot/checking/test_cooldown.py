"""A card is not repeated where it hangs already."""

from __future__ import annotations

import pytest

from bot.checking.outcome import Answer
from bot.messages import Addressed, Place
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase
from bot.replies import FactCard, Pointer
from tests.bot.rig import (
    a_bot,
    a_message,
    delivered,
    published,
    quiet,
    said,
    set_up,
)
from tests.fakes import StandingClock

WATCHING = PlaceSettings(mode=Mode.UNPROMPTED)


class TestCooldown:
    async def test_a_second_question_is_pointed_to_the_first_card(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        fact = published()
        async with a_bot(base, clock, fact) as bot:
            await delivered(bot, a_message(), url="https://chat.example/1")
            clock.advance(seconds=599)
            reply = said(await bot.answering.answer(a_message(message_id="m2")))
            assert reply == Pointer(fact, "https://chat.example/1")
            clock.advance(seconds=2)
            again = said(await bot.answering.answer(a_message(message_id="m3")))
            assert isinstance(again, FactCard)

    async def test_unprompted_it_is_silent(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        async with a_bot(base, clock, published()) as bot:
            await set_up(bot, WATCHING)
            await delivered(bot, a_message(addressed=Addressed.NO))
            overheard = a_message(message_id="m2", addressed=Addressed.NO)
            assert quiet(await bot.answering.answer(overheard)) == "cooldown"

    @pytest.mark.parametrize(
        "elsewhere",
        [
            Place("discord", "channel-2", server="server-1"),
            Place("discord", "channel-1", server="server-1", thread="t"),
            Place("telegram", "channel-1", server="server-1"),
        ],
    )
    async def test_it_counts_for_one_place(
        self, base: ConversationBase, clock: StandingClock, elsewhere: Place
    ) -> None:
        async with a_bot(base, clock, published()) as bot:
            await delivered(bot, a_message())
            other = a_message(message_id="m2", place=elsewhere)
            assert isinstance(said(await bot.answering.answer(other)), FactCard)

    async def test_a_reply_that_failed_does_not_count(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        async with a_bot(base, clock, published()) as bot:
            outcome = await bot.answering.answer(a_message())
            assert isinstance(outcome, Answer)
            assert outcome.ticket is not None
            assert await bot.deliveries.failed(outcome.ticket, "forbidden")
            reply = said(await bot.answering.answer(a_message(message_id="m2")))
        assert isinstance(reply, FactCard)

    async def test_none_means_none(self, base: ConversationBase, clock: StandingClock) -> None:
        async with a_bot(base, clock, published()) as bot:
            await set_up(bot, PlaceSettings(cooldown=0))
            await delivered(bot, a_message())
            clock.advance(seconds=1)
            reply = said(await bot.answering.answer(a_message(message_id="m2")))
        assert isinstance(reply, FactCard)
