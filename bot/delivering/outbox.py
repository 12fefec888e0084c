"""The slow outbox: errands run one at a time on each platform, by any process that serves it.

An errand is taken with a lease and settled when it is done. Whoever dies in between loses it
to the next one, so whatever an errand does must be good twice: an edit to the same words is.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Protocol

import structlog

from bot.delivering.couriers import Couriers
from bot.delivering.errands import Errand, ErrandKind, ErrandState
from bot.errors import DeliveryError
from bot.operating.supervising import kept
from bot.ports import ConversationBase, Courier
from factbase.errors import Conflict, StoreUnavailable
from factbase.ports import Clock

log = structlog.get_logger()

LEASE = timedelta(minutes=2)
"""How long an errand belongs to who took it."""
PATIENCE = 60.0
"""Seconds that a platform may take for one errand; well within the lease."""
TOO_LATE = timedelta(days=7)
"""What could not be done by then is given up."""
FIRST_PAUSE, LONGEST_PAUSE = 5.0, 3_600.0
"""Seconds until an errand is tried again: doubling from the first to the last."""


@dataclass(frozen=True, slots=True)
class Settled:
    """Done, or there was nothing left to do."""


@dataclass(frozen=True, slots=True)
class Later:
    """Not yet: to be tried again after so many seconds. `refused`: the platform surely didn't
    take it, so that a note that it may have arrived no longer holds.
    """

    seconds: float
    refused: bool = False


class Runner(Protocol):
    """Runs the errands of one kind."""

    async def run(self, errand: Errand, courier: Courier) -> Settled | Later:
        """Do it. Raises `DeliveryError` when the platform refuses."""
        ...

    async def gave_up(self, errand: Errand) -> None:
        """It failed for good."""
        ...


@dataclass(frozen=True, slots=True)
class Outbox:
    """Takes errands for the platforms that are served here, and has them run.

    `pace` is the pause between two errands on one platform, in seconds; what a platform asks
    for beyond that (`DeliveryError.retry_after`) stops its errands for so long.
    """

    base: ConversationBase
    couriers: Couriers
    clock: Clock
    runners: Mapping[ErrandKind, Runner]
    pace: float = 1.0
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    _held: dict[str, datetime] = field(default_factory=dict)

    async def serve(self) -> None:
        """Run errands until cancelled, each platform's in its own time."""
        begun: set[str] = set()
        async with asyncio.TaskGroup() as platforms:
            while True:
                for name in self.couriers.platforms:
                    if name not in begun:
                        begun.add(name)
                        work = kept(partial(self._serve, name), f"outbox of {name}")
                        platforms.create_task(work)
                await self.sleep(self.pace)

    async def _serve(self, platform: str) -> None:
        while True:
            try:
                await self.step(platform)
            except (StoreUnavailable, Conflict):
                log.warning("outbox_waits", platform=platform)
            await self.sleep(self.pace)

    async def drain(self) -> int:
        """Run everything that is due here now, without pauses; says how much it was."""
        done = 0
        for platform in self.couriers.platforms:
            while await self.step(platform):
                done += 1
        return done

    async def step(self, platform: str) -> bool:
        """Run one errand of a platform; says whether there was one."""
        courier = self.couriers.of(platform)
        now = self.clock.now()
        if courier is None or self._held.get(platform, now) > now:
            return False
        async with self.base.begin() as unit:
            if not await unit.outbox.due(platform, now):
                return False
        async with self.base.begin() as unit:
            await unit.writing()
            errand = await unit.outbox.take(platform, now, now + LEASE)
            await unit.commit()
        if errand is None:
            return False
        await self._settle(errand, await self._attempt(errand, courier))
        return True

    async def _attempt(self, errand: Errand, courier: Courier) -> Settled | Later | str:
        """What came of it; a text is the reason why it failed for good."""
        runner = self.runners.get(errand.kind)
        if runner is None:
            return "unknown"
        try:
            async with asyncio.timeout(PATIENCE):
                return await runner.run(errand, courier)
        except DeliveryError as problem:
            if problem.final:
                return problem.reason or "refused"
            if problem.retry_after > 0:
                wait = timedelta(seconds=problem.retry_after)
                self._held[errand.platform] = self.clock.now() + wait
            return Later(max(problem.retry_after, _pause(errand)), refused=True)
        except (TimeoutError, StoreUnavailable, Conflict):
            return Later(_pause(errand))
        except Exception:  # one that can't be run must not keep the others waiting
            log.exception("errand_broke", kind=errand.kind.value, errand=errand.id)
            return Later(_pause(errand))

    async def _settle(self, errand: Errand, came: Settled | Later | str) -> None:
        now = self.clock.now()
        postponed = False
        if isinstance(came, Later) and now - errand.at >= TOO_LATE:
            came = "too-late"
        match came:
            case Settled():
                settled = replace(errand, state=ErrandState.DONE)
            case Later(seconds, refused=refused):
                settled = replace(errand, due=now + timedelta(seconds=seconds))
                postponed = not refused
            case reason:
                settled = replace(errand, state=ErrandState.FAILED, reason=reason)
        async with self.base.begin() as unit:
            await unit.writing()
            store = unit.outbox.postpone if postponed else unit.outbox.settle
            mine = await store(settled)
            await unit.commit()
        if mine and settled.state is ErrandState.FAILED:
            log.warning("errand_failed", kind=errand.kind.value, reason=settled.reason)
            runner = self.runners.get(errand.kind)
            if runner is not None:
                await runner.gave_up(settled)


def _pause(errand: Errand) -> float:
    doubled = FIRST_PAUSE * 2.0 ** min(errand.attempts - 1, 20)
    return min(doubled, LONGEST_PAUSE)
