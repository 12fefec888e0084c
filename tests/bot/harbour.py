"""A room that belongs to a community, which watches it and has moderators and a log."""

from __future__ import annotations

import pytest

from bot.composing.document import Press
from bot.permissions import Actor, Role
from bot.places.behaviour import Mode, PlaceSettings
from bot.pressing.callbacks import Pressed
from bot.replies import Done, Reply
from bot.unanswered.asking import ReviewItem, ReviewKind
from factbase.model import Audience
from tests.bot.stages import Stage, stage
from tests.builders import a_community, a_fact

__all__ = ["harbour", "stage"]

HARBOUR = Audience("harbour")
MOD = Actor("test:mod", Role.MODERATOR, "harbour")
SECOND = Actor("test:second", Role.MODERATOR, "harbour")
ADMIN = Actor("test:admin", Role.ADMIN, "harbour")


@pytest.fixture
async def harbour(stage: Stage) -> Stage:
    """The room belongs to a community that watches and has a log."""
    async with stage.bot.base.begin() as unit:
        await unit.communities.put(a_community())
        settings = PlaceSettings(
            mode=Mode.UNPROMPTED, community="harbour", cooldown=0, log_place="log", threshold=0.3
        )
        await unit.places.put("test", "house", settings)
        await unit.commit()
    stage.bot.preferences.known.forget()
    return stage


async def only_item(stage: Stage, kind: ReviewKind) -> ReviewItem:
    async with stage.bot.base.begin() as unit:
        items = [item for item in await unit.reviews.open(None, 99) if item.kind is kind]
    (found,) = items
    return found


async def proposed(stage: Stage, who: Actor = MOD) -> ReviewItem:
    draft = a_fact(scope="harbour", created_by=who.key)
    await stage.bot.moderation.propose(who, draft, "new")
    await stage.upkeep.watch.catch_up()
    return await only_item(stage, ReviewKind.PROPOSAL)


def said(reply: Reply) -> str:
    assert isinstance(reply, Done)
    return reply.what


def pressed_reason(ticket: str, fact_id: str) -> Pressed:
    return Pressed(Press.REASON, ticket, fact_id, "other-claim")
