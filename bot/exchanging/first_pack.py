"""The pack that fills an empty base, so that the first question finds an answer."""

from __future__ import annotations

from importlib.resources import files

from bot.moderating.moderation import Moderation
from bot.permissions import Actor
from factbase.model import Change
from factbase.packs import read_pack
from factbase.ports import Clock, FactBase

NAME = "russia-taliban.yaml"


def first_pack_text() -> str:
    """The pack as it ships."""
    return (files("factbase.packs") / NAME).read_text(encoding="utf-8")


async def load_first_pack(base: FactBase, moderation: Moderation, clock: Clock) -> bool:
    """Import the pack when the base has never held a fact; says whether it did."""
    async with base.begin() as unit:
        if await unit.facts.revision():
            return False
    importer = Actor.operator("factbot")
    change = Change(importer.key, clock.now(), "first pack")
    reading = read_pack(first_pack_text(), change)
    await moderation.take_all(importer, reading.facts, change.why)
    return True
