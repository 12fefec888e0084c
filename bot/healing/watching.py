"""Changes of facts, turned into errands: each change is planned once, by whoever sees it first."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

import structlog

from bot.checking.live_index import LiveIndex
from bot.ports import ConversationBase, ConversationUnit
from factbase.errors import Conflict, StoreUnavailable
from factbase.model import Fact

log = structlog.get_logger()

PLANNED = "planned-revision"
"""Name of the note that says how far changes have been planned."""
BATCH = 100
"""Facts planned in one transaction, so that nobody waits long for a writer's place."""
LOOK = 0.5
"""Seconds between looks at the live index."""
SWEEP = timedelta(hours=1)
"""Between looks at the whole record."""


class Planner(Protocol):
    """Puts down what a change of facts leads to."""

    async def plan(self, unit: ConversationUnit, facts: Iterable[Fact]) -> int:
        """Plan for these facts, in the caller's transaction; says how much there is to do."""
        ...


@dataclass(frozen=True, slots=True)
class Watch:
    """Follows the live index. `afterwards` are called when there was a change, `sweeps` now and
    then.
    """

    base: ConversationBase
    index: LiveIndex
    planners: Sequence[Planner]
    afterwards: Sequence[Callable[[], Awaitable[object]]] = ()
    sweeps: Sequence[Callable[[], Awaitable[object]]] = ()
    _owed: asyncio.Event = field(default_factory=asyncio.Event, init=False, repr=False)
    """Set from a planned change until all of `afterwards` were called for it."""

    async def serve(self) -> None:
        """Plan until cancelled."""
        sweeping = asyncio.create_task(self._sweep(), name="sweep for what was missed")
        try:
            planned = -1
            while True:
                # The index follows the base; this only looks how far it has come.
                reached = self.index.revision
                if reached != planned and await self._try(self.catch_up):
                    planned = reached
                await asyncio.sleep(LOOK)
        finally:
            sweeping.cancel()
            with suppress(asyncio.CancelledError):
                await sweeping

    async def catch_up(self) -> int:
        """Plan every change that wasn't planned yet; says how many facts had changed."""
        changed = 0
        while True:
            found, more = await self._batch()
            changed += found
            if found:
                self._owed.set()
            if not more:
                break
        if self._owed.is_set():
            await self.index.refresh()
            for call in self.afterwards:
                await call()
            self._owed.clear()
        return changed

    async def _batch(self) -> tuple[int, bool]:
        async with self.base.begin() as unit:
            noted = await unit.notes.get(PLANNED)
            if noted and int(noted) >= await unit.facts.revision():
                return 0, False
        async with self.base.begin() as unit:
            await unit.writing()
            noted = await unit.notes.get(PLANNED)
            if not noted:
                # What changed before anybody watched is found by the sweep.
                await unit.notes.put(PLANNED, str(await unit.facts.revision()))
                await unit.commit()
                return 1, False
            changes = await unit.facts.changes(int(noted), BATCH)
            for planner in self.planners:
                await planner.plan(unit, changes.facts)
            await unit.notes.put(PLANNED, str(changes.revision))
            await unit.commit()
        return len(changes.facts), len(changes.facts) == BATCH

    async def _sweep(self) -> None:
        while True:
            for sweep in self.sweeps:
                try:
                    await self._try(sweep)
                except Exception:  # one sweep ends neither the others nor its next round
                    log.exception("sweep_broke", sweep=getattr(sweep, "__qualname__", "unnamed"))
            await asyncio.sleep(SWEEP.total_seconds())

    async def _try(self, work: Callable[[], Awaitable[object]]) -> bool:
        try:
            await work()
        except (StoreUnavailable, Conflict):
            # Another process is at it, or the base is away: the next look does it.
            log.info("planning_waits")
            return False
        return True
