"""A PostgreSQL that answers late: seconds for each query, but none lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.checking.outcome import Answer, Silent
from bot.messages import Addressed, IncomingMessage, Place
from bot.replies import FactCard
from bot.wiring import Bot
from tests.bot.delivering.line import Line, behind_a_line
from tests.fakes import StandingClock
from tests.postgres import Postgres
from tests.talking import a_message

ROUNDS = 30
"""Times that a question waits for the base, at the most."""


@pytest.fixture
async def slow(own_server: Postgres, clock: StandingClock) -> AsyncIterator[tuple[Bot, Line]]:
    """A bot whose PostgreSQL is behind the line."""
    async with behind_a_line(own_server, clock) as made:
        yield made


async def card(bot: Bot, message_id: str) -> FactCard:
    place = Place("test", f"room-{message_id}")  # elsewhere it would point to the card before
    outcome = await bot.answering.answer(a_message(message_id=message_id, place=place))
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, FactCard)
    return outcome.reply


def chatter(number: int) -> IncomingMessage:
    return a_message("Good morning", f"chat-{number}", addressed=Addressed.NO)


async def test_who_asks_waits_for_it_and_nobody_else_does(slow: tuple[Bot, Line]) -> None:
    bot, line = slow
    assert isinstance(await bot.answering.answer(chatter(0)), Silent)
    line.flows.clear()
    asking = asyncio.create_task(card(bot, "slow"))
    await line.held.wait()
    for number in range(1, 20):
        assert isinstance(await bot.answering.answer(chatter(number)), Silent)
    assert not asking.done()
    line.flows.set()
    assert not (await asking).from_memory


async def test_a_question_waits_for_the_base_only_so_often(slow: tuple[Bot, Line]) -> None:
    bot, line = slow
    for number in range(4):  # until each statement is known to each connection
        await card(bot, f"first-{number}")
    before = line.rounds
    await card(bot, "then")
    assert 0 < line.rounds - before <= ROUNDS


async def test_a_base_that_takes_too_long_is_not_waited_for(slow: tuple[Bot, Line]) -> None:
    bot, line = slow
    await card(bot, "first")
    hasty = replace(bot.answering, patience=0.05)
    line.flows.clear()
    outcome = await hasty.answer(a_message(message_id="late", place=Place("test", "room-late")))
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, FactCard)
    assert outcome.reply.from_memory
    assert outcome.ticket is None
    line.flows.set()
    again = await card(bot, "late")  # nothing of the one before was kept
    assert not again.from_memory
