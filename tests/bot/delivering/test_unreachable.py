"""Whoever can't be reached isn't written to."""

from __future__ import annotations

import pytest

from bot.delivering.errands import Errand, ErrandKind
from bot.delivering.speaking import Speaking
from bot.delivering.unreachable import set_unreachable
from bot.errors import DeliveryError
from bot.ports import Target
from bot.replies import Cause, News, Withdrawn
from tests.bot.screens import Screen
from tests.bot.stages import Stage, stage
from tests.builders import NOON
from tests.talking import ROOM

__all__ = ["stage"]

NEWS = News(Withdrawn("bridge-closed", NOON.date()), Cause.FOLLOWED, "fact")


async def told(stage: Stage, key: str) -> bool:
    errand = Errand(ErrandKind.NEWS, "test", key, NOON, NOON)
    async with stage.bot.base.begin() as unit:
        await unit.outbox.put([errand])
        taken = await unit.outbox.take("test", NOON, NOON)
        await unit.commit()
    assert taken is not None
    speaking = Speaking(stage.bot.base, stage.clock)
    return await speaking.say(taken, stage.screen, Target(ROOM, "", "en"), NEWS)


async def mark(stage: Stage, *, unreachable: bool) -> None:
    async with stage.bot.base.begin() as unit:
        await set_unreachable(unit, ROOM, unreachable=unreachable)
        await unit.commit()


async def test_nothing_is_said_until_the_place_can_be_reached_again(stage: Stage) -> None:
    assert isinstance(stage.screen, Screen)
    await mark(stage, unreachable=True)
    with pytest.raises(DeliveryError) as refused:
        await told(stage, "one")
    assert refused.value.final
    await mark(stage, unreachable=False)
    assert await told(stage, "two")
