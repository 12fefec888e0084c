"""A platform that takes nothing for ten minutes, or asks for pauses without end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from bot.checking.outcome import Answer
from bot.delivering.deliveries import Deliveries
from bot.delivering.posting import Posting
from bot.delivering.saying import LEASE, PAUSES, TOO_LATE
from bot.errors import DeliveryError
from bot.messages import Place
from bot.metrics import NoMetrics
from bot.ports import ConversationBase, Sent, Target
from bot.replies import Reply
from bot.settings import Limits
from bot.wiring import Bot
from tests.builders import NOON
from tests.contracts.storing import stored
from tests.fakes import StandingClock
from tests.talking import RecordingCourier, a_message, open_for_test, posting, published


@dataclass
class Down(RecordingCourier):
    """Takes nothing until a moment, and asks for a pause each time."""

    clock: StandingClock = field(default_factory=StandingClock)
    for_so_long: timedelta = timedelta()
    pause: float = 0.0
    tried: int = 0

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        self.tried += 1
        if self.clock.now() < NOON + self.for_so_long:
            raise DeliveryError("down", final=False, retry_after=self.pause)
        return await super().post(target, reply, ticket)


class Counted(NoMetrics):
    """Remembers why replies were given up."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    def failed(self, platform: str, reason: str) -> None:
        del platform
        self.reasons.append(reason)


@pytest.fixture
async def bot(base: ConversationBase, clock: StandingClock) -> AsyncIterator[Bot]:
    await stored(base, published())
    async with open_for_test(base, clock, limits=Limits(questions=1_000)) as opened:
        yield opened


@dataclass
class Evening:
    """Time passes while somebody waits; pauses are noted."""

    bot: Bot
    clock: StandingClock
    courier: Down
    pauses: list[float] = field(default_factory=list)
    counted: Counted = field(default_factory=Counted)

    async def sleep(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock.advance(seconds=seconds)

    def posting(self) -> Posting:
        deliveries = Deliveries(self.bot.base, self.bot.answering)
        deliveries.metrics = self.counted
        return posting(
            self.bot, self.courier, deliveries=deliveries, sleep=self.sleep, resend_safe=True
        )

    async def asked(self, message_id: str) -> Sent | None:
        place = Place("test", f"room-{message_id}")
        outcome = await self.bot.answering.answer(a_message(message_id=message_id, place=place))
        assert isinstance(outcome, Answer)
        return await self.posting().say(outcome, place, message_id)


def evening(bot: Bot, clock: StandingClock, down: timedelta, pause: float = 0.0) -> Evening:
    return Evening(bot, clock, Down(clock=clock, for_so_long=down, pause=pause))


async def test_back_within_ten_minutes_it_takes_what_waited_once(
    bot: Bot, clock: StandingClock
) -> None:
    here = evening(bot, clock, TOO_LATE - timedelta(seconds=40))
    assert await here.asked("early") is not None
    assert await here.asked("late") is not None
    assert len(here.courier.posted) == 2
    # No faster than the longest pause, once it is clear that this takes time.
    assert here.courier.tried <= 2 + len(PAUSES) + TOO_LATE.total_seconds() / PAUSES[-1]
    clock.advance(seconds=2 * LEASE.total_seconds())
    assert await here.posting().sweep("test") == 0, "nothing is left to be said again"
    assert here.counted.reasons == []


async def test_away_for_longer_what_nobody_waits_for_any_more_is_dropped_and_counted(
    bot: Bot, clock: StandingClock
) -> None:
    here = evening(bot, clock, TOO_LATE + timedelta(minutes=1))
    assert await here.asked("early") is None
    assert await here.asked("late") is not None, "this one was asked a minute before it came back"
    assert len(here.courier.posted) == 1
    assert here.counted.reasons == ["too-late"]
    assert await bot.deliveries.unfinished("test") == ()


async def test_pauses_that_it_asks_for_are_kept_however_often(
    bot: Bot, clock: StandingClock
) -> None:
    here = evening(bot, clock, timedelta(minutes=5), pause=15.0)
    assert await here.asked("stormy") is not None
    assert len(here.courier.posted) == 1
    assert min(here.pauses) >= 15.0
