"""Two processes on one base, each with its own index and memory: what holds across them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace

import pytest

from bot.checking.outcome import Answer, Outcome, Quiet, Silent
from bot.messages import Place
from bot.replies import FactCard, NotFound, Pointer
from bot.settings import Limits
from bot.storage.sql import SqlConversationBase
from bot.wiring import Bot
from factbase import life
from factbase.storage.engine import Patience, open_engine
from tests.builders import a_change, a_fact
from tests.contracts.storing import saved, stored
from tests.fakes import StandingClock
from tests.stores import SqlStore
from tests.talking import ROOM, a_message, open_for_test, published

UNHURRIED = Patience(lock=20.0, statement=20.0, connect=20.0)
NEVER = 3_600.0
PLENTY = Limits(questions=1_000)


class DeafBase(SqlConversationBase):
    """A base whose process hears of no change by itself."""

    async def follow(self) -> AsyncIterator[int]:
        await asyncio.Event().wait()
        yield 0


async def a_process(store: SqlStore, stack: AsyncExitStack, clock: StandingClock) -> Bot:
    """Another bot on the same base. It looks for changes only when it is told."""
    base = DeafBase(open_engine(store.url, UNHURRIED), poll=NEVER)
    stack.push_async_callback(base.close)
    return await stack.enter_async_context(open_for_test(base, clock, limits=PLENTY))


@pytest.fixture
async def pair(
    sql_home: AbstractAsyncContextManager[SqlStore], clock: StandingClock
) -> AsyncIterator[tuple[Bot, Bot]]:
    """SQLite, PostgreSQL: two processes that know one published fact."""
    async with sql_home as store, AsyncExitStack() as stack:
        first = SqlConversationBase(open_engine(store.url, UNHURRIED), poll=NEVER)
        await stored(first, published())
        await first.close()
        yield await a_process(store, stack, clock), await a_process(store, stack, clock)


def replies(outcomes: list[Outcome]) -> list[str]:
    return sorted(
        type(outcome.reply).__name__ if isinstance(outcome, Answer) else outcome.reason.value
        for outcome in outcomes
    )


async def test_the_same_message_on_both_is_answered_once(pair: tuple[Bot, Bot]) -> None:
    for number in range(8):
        message = a_message(message_id=f"m{number}", place=Place("test", f"room-{number}"))
        both = await asyncio.gather(*(bot.answering.answer(message) for bot in pair))
        assert replies(list(both)) == ["FactCard", Quiet.ALREADY_ANSWERED.value]


async def test_once_also_when_they_know_different_facts(pair: tuple[Bot, Bot]) -> None:
    """One process hasn't heard of the newest fact and finds nothing: still one answer."""
    knowing, behind = pair
    ahead = a_fact("ferry", claim="The ferry is sold to pirates", wordings=())
    await stored(knowing.base, replace(ahead, status=published().status))
    await knowing.index.refresh()
    for number in range(8):
        message = a_message(
            "The ferry is sold to pirates", f"f{number}", place=Place("test", f"pier-{number}")
        )
        both = await asyncio.gather(
            knowing.answering.answer(message), behind.answering.answer(message)
        )
        assert sum(isinstance(outcome, Answer) for outcome in both) == 1
        if number == 0:
            assert isinstance(await _alone(behind, "other"), NotFound)


async def _alone(bot: Bot, message_id: str) -> object:
    outcome = await bot.answering.answer(a_message("The ferry is sold to pirates", message_id))
    assert isinstance(outcome, Answer)
    return outcome.reply


async def test_a_fact_is_shown_once_in_a_place_at_the_same_moment(pair: tuple[Bot, Bot]) -> None:
    """The cool-down holds between processes that are asked together."""
    for number in range(8):
        place = Place("test", f"hall-{number}")
        outcomes = await asyncio.gather(
            *(
                bot.answering.answer(a_message(message_id=f"{name}{number}", place=place))
                for name, bot in zip("ab", pair, strict=True)
            )
        )
        assert replies(list(outcomes)) == [FactCard.__name__, Pointer.__name__]


async def test_a_retraction_is_honoured_by_who_has_not_heard_of_it(pair: tuple[Bot, Bot]) -> None:
    retiring, unaware = pair
    await saved(retiring.base, life.retire(published(), a_change()), a_change())
    outcome = await unaware.answering.answer(a_message())
    assert unaware.index.fact(published().id) is not None, "its memory still holds the fact"
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, NotFound)


async def test_a_correction_shows_in_the_next_reply(pair: tuple[Bot, Bot]) -> None:
    correcting, unaware = pair
    corrected = replace(published(), version=2, topics=("harbour",))
    await saved(correcting.base, corrected)
    outcome = await unaware.answering.answer(a_message())
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, FactCard)
    assert outcome.reply.fact == corrected


async def test_no_change_comes_between_reading_a_fact_and_recording_the_reply(
    pair: tuple[Bot, Bot],
) -> None:
    retiring, answering = pair
    retired = life.retire(published(), a_change())
    async with answering.base.turn(ROOM) as unit:
        await unit.facts.hold(published().id)
        change = asyncio.create_task(saved(retiring.base, retired, a_change()))
        await asyncio.sleep(0)
        fact = await unit.facts.by_id(published().id)
        assert fact.status is published().status
        assert not change.done()
        await unit.commit()
    await change


async def test_somebody_who_opted_out_on_one_is_left_alone_by_the_other(
    pair: tuple[Bot, Bot], clock: StandingClock
) -> None:
    person = a_message().author
    await pair[0].preferences.ignore_me(person, ignored=True)
    clock.advance(seconds=6)
    _, ignored = await pair[1].answering.places.look(ROOM, pair[1].people.hash(person.key))
    assert ignored


async def test_many_that_start_together_agree_on_one_secret(
    sql_home: AbstractAsyncContextManager[SqlStore],
) -> None:
    async with sql_home as store:
        bases = [SqlConversationBase(open_engine(store.url, UNHURRIED)) for _ in range(6)]
        made = await asyncio.gather(*(base.secret("people") for base in bases))
        for base in bases:
            await base.close()
    assert len(set(made)) == 1


async def test_a_turn_that_never_comes_is_no_silence(
    sql_home: AbstractAsyncContextManager[SqlStore], clock: StandingClock
) -> None:
    """Somebody holds the place for too long: who asked is answered from memory, and told so."""
    async with sql_home as store, AsyncExitStack() as stack:
        first = SqlConversationBase(open_engine(store.url), poll=NEVER)
        stack.push_async_callback(first.close)
        await stored(first, published())
        hasty = SqlConversationBase(open_engine(store.url, Patience(lock=0.05)), poll=NEVER)
        stack.push_async_callback(hasty.close)
        bot = await stack.enter_async_context(open_for_test(hasty, clock))
        async with first.turn(ROOM):
            outcome = await bot.answering.answer(a_message())
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, FactCard)
    assert outcome.reply.from_memory
    assert not isinstance(outcome, Silent)
