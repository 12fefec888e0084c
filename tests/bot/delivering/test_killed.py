"""Killed at any await between receiving and sending: answered once or reported, never twice.

A tripwire counts every call to base, store and platform, before it and after it. One run for
each count dies there, as a process does: nothing after it happens. Then another process comes
up on the same base, the platform hands the message over again or doesn't, and time passes.
"""

from __future__ import annotations

import inspect
import itertools
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Any, cast

import pytest

from bot.delivering.saying import LEASE
from bot.messages import Addressed, IncomingMessage
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase, ReplyState, Sent, Target
from bot.replies import Reply
from bot.storage.memory import MemoryConversationBase
from bot.wiring import Bot
from tests.contracts.conversing import conversation_base
from tests.contracts.storing import stored
from tests.fakes import StandingClock
from tests.stores import SqlStore
from tests.talking import ROOM, RecordingCourier, a_message, ask, open_for_test, posting, published


class Killed(BaseException):
    """The process is no more. Nothing in it catches this."""


class Tripwire:
    """Dies at the step that it is told."""

    def __init__(self, step: int) -> None:
        self.step = step
        self.steps = 0

    def pass_by(self) -> None:
        if self.steps == self.step:
            raise Killed
        self.steps += 1


class Wired:
    """Something whose every awaited call passes the tripwire before and after."""

    def __init__(self, real: object, wire: Tripwire) -> None:
        self._real = real
        self._wire = wire

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._real, name)
        if inspect.iscoroutinefunction(value):
            return self._call(value)
        inner = type(value).__module__.startswith(("bot.storage", "factbase.storage"))
        return Wired(value, self._wire) if inner else value

    def _call(self, call: Callable[..., Any]) -> Callable[..., Any]:
        async def wired(*arguments: Any, **named: Any) -> Any:
            self._wire.pass_by()
            result = await call(*arguments, **named)
            self._wire.pass_by()
            return result

        return wired


class WiredBase(Wired):
    """A base whose units are wired."""

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[Any]:
        async with self._units(cast("ConversationBase", self._real).begin()) as unit:
            yield unit

    @asynccontextmanager
    async def turn(self, over: Any) -> AsyncIterator[Any]:
        async with self._units(cast("ConversationBase", self._real).turn(over)) as unit:
            yield unit

    @asynccontextmanager
    async def _units(self, opening: AbstractAsyncContextManager[Any]) -> AsyncIterator[Any]:
        self._wire.pass_by()
        async with opening as unit:
            self._wire.pass_by()
            yield Wired(unit, self._wire)
        self._wire.pass_by()


class Platform(RecordingCourier):
    """What people see. It outlives every process; `dedupes` drops a ticket it has had."""

    def __init__(self, *, dedupes: bool) -> None:
        super().__init__()
        self.dedupes = dedupes

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        had = [number for number, one in enumerate(self.posted, 1) if one[2] == ticket]
        if self.dedupes and ticket and had:
            return Sent(f"sent-{had[0]}")
        return await super().post(target, reply, ticket)


async def live(bot: Bot, platform: Platform, message: IncomingMessage, wire: Tripwire) -> bool:
    """One process handles the message until it dies; says whether it survived."""
    wired = WiredBase(bot.base, wire)
    for part in (bot.answering, bot.deliveries):
        object.__setattr__(part, "base" if part is bot.answering else "_base", wired)
    say = posting(bot, cast("Any", Wired(platform, wire)), resend_safe=platform.dedupes)
    try:
        await ask(bot, say, message)
    except Killed:
        return False
    return True


async def come_back(
    base: ConversationBase, platform: Platform, clock: StandingClock, again: list[IncomingMessage]
) -> None:
    """Another process: what the platform hands over again, and two rounds of sweeping."""
    async with open_for_test(base, clock) as bot:
        say = posting(bot, platform, resend_safe=platform.dedupes)
        for message in again:
            await ask(bot, say, message)
        for _ in range(2):
            clock.advance(seconds=LEASE.total_seconds() + 1)
            await say.sweep("test")


@dataclass(frozen=True, slots=True)
class Scene:
    """Who drops a second reply, who hands a message over again, and whether somebody asked."""

    dedupes: bool
    redelivers: bool
    asked: bool


EVERY_SCENE = [
    Scene(dedupes=dedupes, redelivers=redelivers, asked=asked)
    for dedupes, redelivers, asked in itertools.product((True, False), repeat=3)
]


@pytest.mark.parametrize("scene", EVERY_SCENE, ids=repr)
async def test_dies_at_every_step(clock: StandingClock, scene: Scene) -> None:
    await die_at_every_step(MemoryConversationBase(), clock, scene)


@pytest.mark.parametrize("dedupes", [True, False])
async def test_dies_at_every_step_on_a_database(
    sql_home: AbstractAsyncContextManager[SqlStore], clock: StandingClock, *, dedupes: bool
) -> None:
    scene = Scene(dedupes=dedupes, redelivers=True, asked=True)
    async with sql_home as store:
        base = await conversation_base(store)
        await die_at_every_step(base, clock, scene)
        await base.close()


async def die_at_every_step(base: ConversationBase, clock: StandingClock, scene: Scene) -> None:
    await stored(base, published())
    async with base.begin() as unit:
        await unit.places.put("test", "room", PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0))
        await unit.commit()
    addressed = Addressed.MENTION if scene.asked else Addressed.NO
    step, survived = 0, False
    while not survived:
        platform = Platform(dedupes=scene.dedupes)
        message = a_message(message_id=f"{step}", addressed=addressed)
        async with open_for_test(base, clock) as bot:
            survived = await live(bot, platform, message, Tripwire(step))
        await come_back(base, platform, clock, [message] if scene.redelivers else [])
        await check(base, platform, message, scene)
        step += 1
    assert step > 15, "the wire was passed before and after every call"


async def check(
    base: ConversationBase, platform: Platform, message: IncomingMessage, scene: Scene
) -> None:
    assert len(platform.posted) <= 1, "said twice"
    async with base.begin() as unit:
        kept = await unit.replies.answering(ROOM, message.id)
        assert await unit.replies.unfinished("test") == (), "left in the air"
    if platform.posted:
        return
    # Where nobody can tell whether a reply arrived it is reported as failed; else it is said.
    assert not (scene.redelivers and scene.dedupes and scene.asked), "never answered"
    assert all(reply.state is not ReplyState.SENT for reply in kept)
