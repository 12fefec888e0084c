"""Facts put into a running bot, for tests that need other ones than the first pack's."""

from __future__ import annotations

from uuid import uuid4

from bot.permissions import Actor
from bot.wiring import Bot
from tests.builders import a_fact

OPERATOR = Actor.operator("tests")


async def add(bot: Bot, slug: str, claim: str) -> None:
    """A published fact."""
    fact = a_fact(slug, id=uuid4().hex, claim=claim, wordings=())
    await bot.moderation.take_all(OPERATOR, [fact], "for a test")


async def add_twins(bot: Bot) -> None:
    """Two facts about the same words."""
    await add(bot, "bridge-north", "The harbour bridge in the north is closed.")
    await add(bot, "bridge-south", "The harbour bridge in the south is closed.")
