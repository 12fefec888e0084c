"""What a process left behind is finished, ticket by ticket: none stands in another's way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.checking.outcome import Answer
from bot.delivering.deliveries import Deliveries
from bot.delivering.saying import LEASE
from bot.errors import DeliveryError
from bot.messages import Place
from bot.metrics import NoMetrics
from bot.ports import ConversationBase, PostedReply, Sent, Target
from bot.replies import Reply
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


async def a_moment(_seconds: float) -> None:
    """A pause in which everybody else gets their turn."""
    await asyncio.sleep(0)


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
    say = posting(bot, RecordingCourier(), deliveries=broken, sleep=a_moment)
    task = asyncio.create_task(say.keep_sweeping("test"))
    await rounds.wait()
    assert broken.couriers.of("test") is say.courier
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert broken.couriers.of("test") is None


class Blocked(RecordingCourier):
    """One room takes nothing until it is let go; the rest does."""

    def __init__(self, room: str) -> None:
        super().__init__()
        self.room = room
        self.others = asyncio.Event()
        self.free = asyncio.Event()

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        if target.place.id == self.room:
            await self.free.wait()
        sent = await super().post(target, reply, ticket)
        if len(self.posted) == 2:
            self.others.set()
        return sent


async def test_a_place_that_takes_nothing_keeps_no_other_waiting(
    bot: Bot, clock: StandingClock
) -> None:
    for name in "abc":
        await left(bot, name)
    clock.advance(seconds=LEASE.total_seconds() + 1)
    courier = Blocked("room-a")
    say = posting(bot, courier, resend_safe=True)
    sweep = asyncio.create_task(say.sweep("test"))
    await courier.others.wait()
    assert await say.sweep("test") == 0, "another round passes over what is under way"
    courier.free.set()
    assert await sweep == 3


async def test_ten_minutes_count_from_the_question_however_often_it_was_taken_over(
    bot: Bot, clock: StandingClock
) -> None:
    counted = Counting()
    deliveries = Deliveries(bot.base, bot.answering)
    deliveries.metrics = counted
    down = DeliveryError("down", final=False)
    ticket: PostedReply | None = await left(bot, "a")
    for _ in range(12):
        clock.advance(minutes=1)
        assert ticket is not None
        ticket = await deliveries.take(ticket, clock.now())  # by processes that die
    assert ticket is not None
    courier = RecordingCourier(iter([down] * 3))
    say = posting(bot, courier, deliveries=deliveries, resend_safe=True)
    clock.advance(minutes=1)
    assert await say.sweep("test") == 0
    assert await bot.deliveries.unfinished("test") == ()
    assert (courier.posted, counted.reasons) == ([], ["too-late"])


class Counting(NoMetrics):
    """Remembers why replies were given up."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def failed(self, platform: str, reason: str) -> None:
        del platform
        self.reasons.append(reason)
