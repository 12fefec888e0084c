"""A change at the same moment: who asked is answered all the same, once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from bot.checking.for_one import Keep
from bot.checking.outcome import Answer, Outcome, Quiet, Silent
from bot.messages import Addressed, Place
from bot.ports import ConversationBase, ConversationUnit
from bot.replies import Declined, FactCard, Refusal
from factbase.errors import Conflict
from tests.bot.rig import CHANNEL, FlakyBase, a_bot, a_message, published
from tests.fakes import StandingClock


class Contended(FlakyBase):
    """A base in which so many turns meet with somebody else's change."""

    races = 0

    @asynccontextmanager
    async def turn(self, over: Place | str) -> AsyncIterator[ConversationUnit]:
        if self.races:
            self.races -= 1
            raise Conflict("deadlock detected")
        async with super().turn(over) as unit:
            yield unit


def card_of(outcome: Outcome) -> FactCard:
    assert isinstance(outcome, Answer), outcome
    assert isinstance(outcome.reply, FactCard)
    return outcome.reply


async def test_one_deadlock_does_not_drop_a_question(
    base: ConversationBase, clock: StandingClock
) -> None:
    contended = Contended(base)
    async with a_bot(contended, clock, published()) as bot:
        contended.races = 1
        outcome = await bot.answering.answer(a_message())
        assert not card_of(outcome).from_memory
        assert isinstance(outcome, Answer)
        assert outcome.ticket is not None
        contended.races = 1
        again = await bot.answering.answer(a_message())
        assert again == Silent(Quiet.ALREADY_ANSWERED)


async def test_where_it_never_ends_who_asked_is_answered_from_memory(
    base: ConversationBase, clock: StandingClock
) -> None:
    contended = Contended(base)
    async with a_bot(contended, clock, published()) as bot:
        contended.races = 2
        assert card_of(await bot.answering.answer(a_message())).from_memory


@pytest.mark.parametrize(("races", "from_memory"), [(1, False), (2, True)])
async def test_nor_an_answer_for_one(
    base: ConversationBase, clock: StandingClock, races: int, *, from_memory: bool
) -> None:
    contended = Contended(base)
    async with a_bot(contended, clock, published()) as bot:
        contended.races = races
        message = a_message(addressed=Addressed.COMMAND)
        assert card_of(await bot.aside.answer(message, Keep.ALL)).from_memory is from_memory


async def test_nor_a_card_that_is_shown_to_everybody(
    base: ConversationBase, clock: StandingClock
) -> None:
    contended, fact = Contended(base), published()
    async with a_bot(contended, clock, fact) as bot:
        contended.races = 1
        message = a_message("", addressed=Addressed.COMMAND, place=CHANNEL)
        assert card_of(await bot.aside.publish(message, fact.id)).fact == fact
        contended.races = 2
        refused = await bot.aside.publish(a_message("", "m2"), fact.id)
        assert isinstance(refused, Answer)
        assert refused.reply == Declined(Refusal.BASE_UNREACHABLE)
