"""What goes on while nobody asks: changes followed up, errands run."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from bot.couriers import Couriers
from bot.errands import ErrandKind
from bot.healing import Healing
from bot.live_index import LiveIndex
from bot.news import FollowedFacts
from bot.outbox import Outbox, Runner
from bot.ports import ConversationBase
from bot.settings import Settings
from bot.speaking import Speaking
from bot.watching import Watch
from factbase.ports import Clock

log = structlog.get_logger()

AGAIN = 60.0
"""Seconds until work that broke is begun anew."""


@dataclass(frozen=True, slots=True)
class Upkeep:
    """The services behind the conversation."""

    couriers: Couriers
    watch: Watch
    outbox: Outbox
    healing: Healing

    async def serve(self) -> None:
        """Do all of it from the moment a platform is served here, until cancelled."""
        await self.couriers.wait()
        await asyncio.gather(_kept(self.watch.serve), _kept(self.outbox.serve))


async def _kept(work: Callable[[], Awaitable[None]]) -> None:
    """Work that is begun anew should it ever break: people would miss it without a word."""
    while True:
        try:
            await work()
        except Exception:
            log.exception("upkeep_broke")
        await asyncio.sleep(AGAIN)


def upkeep(
    settings: Settings,
    base: ConversationBase,
    index: LiveIndex,
    clock: Clock,
    couriers: Couriers,
) -> Upkeep:
    """The services over an open base."""
    speaking = Speaking(base, clock)
    healing = Healing(base, index, clock, settings.healing.days)
    followed = FollowedFacts(base, speaking, clock, settings.locale)
    runners: dict[ErrandKind, Runner] = {ErrandKind.HEAL: healing, ErrandKind.NEWS: followed}
    return Upkeep(
        couriers=couriers,
        watch=Watch(base, index, (healing, followed), sweeps=(healing.sweep,)),
        outbox=Outbox(base, couriers, clock, runners, settings.healing.pace),
        healing=healing,
    )
