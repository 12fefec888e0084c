"""What a process left behind is finished, ticket by ticket: none stands in another's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.checking.outcome import Answer
from bot.delivering.deliveries import Deliveries
from bot.delivering.saying import LEASE
from bot.messages import Place
from bot.ports import ConversationBase, PostedReply
from bot.settings import Limits
from bot.wiring import Bot
from factbase.errors import Conflict
from tests.contracts.storing import stored
from tests.fakes import StandingClock
from tests.talking import RecordingCourier, a_message, open_for_test, posting, published


class Contended(Deliveries):
    """Another process settles each of these replies at the same moment."""

    others: frozenset[str] = frozenset()

    async def failed(self, ticket: PostedReply, reason: str) -> bool:
        if ticket.message_id in self.others:
            raise Conflict("somebody else was first")
        return await super().failed(ticket, reason)


@pytest.fixture
async def bot(base: ConversationBase, clock: StandingClock) -> AsyncIterator[Bot]:
    await stored(base, published())
    async with open_for_test(base, clock, limits=Limits(questions=1_000)) as opened:
        yield opened


async def left(bot: Bot, message_id: str) -> PostedReply:
    """A reply that was being sent when its process died."""
    place = Place("test", f"room-{message_id}")
    outcome = await bot.answering.answer(a_message(message_id=message_id, place=place))
    assert isinstance(outcome, Answer)
    assert outcome.ticket is not None
    return await bot.deliveries.sending(outcome.ticket)


async def test_one_that_somebody_else_settles_does_not_stop_the_sweep(
    bot: Bot, clock: StandingClock
) -> None:
    for name in "abc":
        await left(bot, name)
    clock.advance(seconds=LEASE.total_seconds() + 1)
    deliveries = Contended(bot.base, bot.answering)
    deliveries.others = frozenset("a")
    say = posting(bot, RecordingCourier(), deliveries=deliveries)
    await say.sweep("test")
    unfinished = await bot.deliveries.unfinished("test")
    assert [ticket.message_id for ticket in unfinished] == ["a"]


async def test_a_sweep_that_breaks_leaves_the_platform_served(bot: Bot) -> None:
    rounds = asyncio.Event()

    class Broken(Deliveries):
        begun = 0

        async def unfinished(self, platform: str) -> tuple[PostedReply, ...]:
            self.begun += 1
            if self.begun > 1:
                rounds.set()
                await asyncio.Event().wait()
            raise RuntimeError(platform)

    broken = Broken(bot.base, bot.answering)
    say = posting(bot, RecordingCourier(), deliveries=broken)
    task = asyncio.create_task(say.keep_sweeping("test"))
    await rounds.wait()
    assert broken.couriers.of("test") is say.courier
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert broken.couriers.of("test") is None
