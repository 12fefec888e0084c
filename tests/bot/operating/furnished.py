"""Bases with something in every corner, to be backed up and copied."""

from __future__ import annotations

from bot.places.behaviour import Mode, PlaceSettings
from bot.privacy.keeping import Draft
from bot.storage import copying
from bot.storage.sql import SqlConversationBase
from factbase.storage.engine import open_engine
from tests.builders import NOON, a_community
from tests.contracts.conversing import a_reply, recorded
from tests.contracts.storing import next_version, saved, stored
from tests.stores import IMPATIENT
from tests.talking import published

HOSTILE = '\'; DROP TABLE facts; -- \u202e𝕬 \U0001f600 ё "%s"'


def quiet(_name: str, _rows: int) -> None:
    """Nobody is told."""


async def opened(url: str) -> SqlConversationBase:
    return SqlConversationBase(open_engine(url, IMPATIENT), poll=0.02)


async def furnish(base: SqlConversationBase, facts: int = 12) -> None:
    """Put a bit of everything in."""
    await stored(base, a_community(), published(scope="harbour", summary=HOSTILE))
    for number in range(facts):
        await stored(base, published(f"fact-{number}", claim=f"{HOSTILE} {number}"))
    for number in range(0, facts, 3):
        await saved(base, next_version(published(f"fact-{number}"), topics=("a", "b")))
    await recorded(base, *(a_reply(f"r{n}", message_id=str(n), confidence=n / 7) for n in range(9)))
    async with base.begin() as unit:
        await unit.places.put("discord", "room", PlaceSettings(Mode.QUIET, threshold=0.3))
        await unit.places.ignore("ff" * 16, ignored=True)
        await unit.drafts.put(Draft("someone", "fact", {"claim": HOSTILE, "n": [1, None]}, NOON))
        await unit.notes.put("commands", HOSTILE)
        await unit.commit()
    await base.secret("people")


async def contents(base: SqlConversationBase) -> dict[str, copying.Sum]:
    async with base.engine.connect() as connection:
        return {
            table.name: await copying.sum_of(connection, table) for table in copying.all_tables()
        }
