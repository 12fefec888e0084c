"""Errands that may have arrived are not run again; those that surely didn't are."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.delivering.couriers import Couriers
from bot.delivering.errands import Errand, ErrandKind
from bot.delivering.outbox import Later, Outbox, Settled
from bot.delivering.speaking import Speaking
from bot.errors import DeliveryError
from bot.ports import ConversationBase, Courier, Sent, Target
from bot.replies import NotFound, Reply
from factbase.errors import Conflict, StoreUnavailable
from tests.builders import NOON
from tests.fakes import StandingClock
from tests.talking import ROOM, RecordingCourier, no_pause


@dataclass
class TooLate(RecordingCourier):
    """A courier that fails after the reply has arrived."""

    afterwards: Exception | None = None

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        sent = await super().post(target, reply, ticket)
        if self.afterwards is not None:
            raise self.afterwards
        return sent


@dataclass
class Teller:
    """Runs errands by saying something, as news are told."""

    speaking: Speaking
    given_up: list[str] = field(default_factory=list)

    async def run(self, errand: Errand, courier: Courier) -> Settled | Later:
        await self.speaking.say(errand, courier, Target(ROOM, "", "en"), NotFound())
        return Settled()

    async def gave_up(self, errand: Errand) -> None:
        self.given_up.append(errand.reason)


async def run(base: ConversationBase, clock: StandingClock, courier: RecordingCourier) -> Teller:
    """One errand is run, and again whenever it may be, for some hours."""
    errand = Errand(ErrandKind.NEWS, "test", key="news", at=NOON, due=NOON)
    async with base.begin() as unit:
        await unit.outbox.put([errand])
        await unit.commit()
    couriers, teller = Couriers(), Teller(Speaking(base, clock))
    outbox = Outbox(base, couriers, clock, {ErrandKind.NEWS: teller}, sleep=no_pause)
    with couriers.serving("test", courier):
        for _ in range(6):
            await outbox.drain()
            clock.advance(hours=1)
    async with base.begin() as unit:
        assert await unit.outbox.waiting() == 0
    return teller


@pytest.mark.parametrize(
    "afterwards",
    [TimeoutError(), StoreUnavailable("away"), Conflict("others"), RuntimeError("broken")],
    ids=lambda error: type(error).__name__,
)
async def test_what_may_have_arrived_is_not_said_again(
    base: ConversationBase, clock: StandingClock, afterwards: Exception
) -> None:
    courier = TooLate(afterwards=afterwards)
    await run(base, clock, courier)
    assert len(courier.posted) == 1


async def test_what_was_refused_for_now_is_said_later(
    base: ConversationBase, clock: StandingClock
) -> None:
    down = DeliveryError("down", final=False)
    courier = RecordingCourier(iter([down, down]))
    teller = await run(base, clock, courier)
    assert len(courier.posted) == 1
    assert teller.given_up == []


class Stuck(RecordingCourier):
    """A platform that takes nothing, until it is given up."""

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        del target, reply, ticket
        await asyncio.Event().wait()
        raise AssertionError("never reached")


class Telling(RecordingCourier):
    """A platform that says when it has been told everything."""

    def __init__(self, errands: int) -> None:
        super().__init__()
        self.errands = errands
        self.all = asyncio.Event()

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        sent = await super().post(target, reply, ticket)
        if len(self.posted) == self.errands:
            self.all.set()
        return sent


async def a_moment(_seconds: float) -> None:
    """A pause in which everybody else gets their turn."""
    await asyncio.sleep(0)


async def test_a_platform_that_is_slow_keeps_no_other_waiting(
    base: ConversationBase, clock: StandingClock
) -> None:
    names = [f"{platform}-{number}" for platform in ("slow", "test") for number in range(3)]
    errands = [
        Errand(ErrandKind.NEWS, name.partition("-")[0], key=name, at=NOON, due=NOON)
        for name in names
    ]
    async with base.begin() as unit:
        await unit.outbox.put(errands)
        await unit.commit()
    couriers, teller, quick = Couriers(), Teller(Speaking(base, clock)), Telling(3)
    outbox = Outbox(base, couriers, clock, {ErrandKind.NEWS: teller}, sleep=a_moment)
    with couriers.serving("slow", Stuck()), couriers.serving("test", quick):
        serving = asyncio.create_task(outbox.serve())
        await quick.all.wait()
        serving.cancel()
        with pytest.raises(asyncio.CancelledError):
            await serving
