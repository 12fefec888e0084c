"""A group became a supergroup: it has another id, and everything recorded for it moves."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

import structlog

from adapters.telegram.inbound import NAME
from bot.messages import Place
from bot.places.known import KnownPlaces
from bot.ports import ConversationBase, ConversationUnit

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Moving:
    """Follows groups, whether told by an update or by a refusal; twice is as good as once."""

    base: ConversationBase
    known: KnownPlaces

    async def to(self, place: Place, new_id: int) -> Place:
        """Move everything recorded for a place; returns the place with its new id."""
        await self.move(place.id, str(new_id))
        return replace(place, id=str(new_id), server=str(new_id), thread="")

    async def move(self, old_id: str, new_id: str) -> None:
        """Move in one transaction."""
        await self.write(lambda unit: unit.places.migrate(NAME, old_id, new_id))
        self.known.forget()
        log.info("group_moved", platform=NAME)

    async def write(self, change: Callable[[ConversationUnit], Awaitable[None]]) -> None:
        """Make one change in a transaction of its own."""
        async with self.base.begin() as unit:
            await unit.writing()
            await change(unit)
            await unit.commit()
