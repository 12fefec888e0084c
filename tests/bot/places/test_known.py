"""What is known of places while the base is away."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, cast

from bot.messages import Place
from bot.places.behaviour import PlaceSettings
from bot.places.known import FRESH, KnownPlaces
from factbase.errors import StoreUnavailable
from tests.fakes import StandingClock

if TYPE_CHECKING:
    from bot.ports import ConversationBase, ConversationUnit


class AwayBase:
    """A base that is away, and counts who asks it in vain."""

    def __init__(self) -> None:
        self.asked = 0

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[ConversationUnit]:
        self.asked += 1
        await asyncio.sleep(0)
        raise StoreUnavailable("away")
        yield  # makes it a generator


async def test_a_base_that_is_away_is_asked_once_in_a_while_and_not_by_everybody(
    clock: StandingClock,
) -> None:
    base = AwayBase()
    places = KnownPlaces(cast("ConversationBase", base), clock)
    rooms = [Place("test", f"room-{number}") for number in range(20)]
    for asked in (1, 1, 2):
        found = await asyncio.gather(*(places.look(room, "ann") for room in rooms))
        assert found == [(PlaceSettings(), False)] * len(rooms)
        assert base.asked == asked
        clock.advance(seconds=FRESH.total_seconds() / 2)
    places.forget()
    await places.look(rooms[0], "ann")
    assert base.asked == 3
