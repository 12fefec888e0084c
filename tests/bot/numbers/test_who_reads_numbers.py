"""A community's numbers are for those who decide about its reports."""

from __future__ import annotations

import pytest

from bot.errors import NotAllowed
from bot.permissions import Actor, Role
from tests.bot.stages import OPERATOR, Stage, stage

__all__ = ["stage"]


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.ADMIN])
async def test_moderators_read_them(stage: Stage, role: Role) -> None:
    shown = await stage.upkeep.numbers.shown_to(Actor("test:mo", role, "harbour"), "harbour")
    assert shown.figures.replies == 0


@pytest.mark.parametrize(
    ("who", "where"),
    [
        (Actor("test:ann", Role.READER, "harbour"), "harbour"),
        (Actor("test:con", Role.CONTRIBUTOR, "harbour"), "harbour"),
        (Actor("test:eve", Role.ADMIN), ""),
    ],
)
async def test_others_do_not(stage: Stage, who: Actor, where: str) -> None:
    with pytest.raises(NotAllowed):
        await stage.upkeep.numbers.shown_to(who, where)


async def test_the_operator_reads_those_of_everywhere(stage: Stage) -> None:
    await stage.publish()
    await stage.asked()
    shown = await stage.upkeep.numbers.shown_to(OPERATOR, "")
    assert shown.figures.replies == 1
