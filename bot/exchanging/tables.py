"""Tables on their way in: what they can't hold is taken from the facts that are stored."""

from __future__ import annotations

from dataclasses import replace

from bot.exchanging.importing import present
from factbase.model import Status
from factbase.ports import FactBase
from factbase.sheets import SheetReading, with_stored


async def completed(base: FactBase, reading: SheetReading) -> tuple[SheetReading, tuple[str, ...]]:
    """The table's facts with what it has no room for, and what is lost all the same: a line for
    each, with the fact's slug.
    """
    facts, lost = [], []
    async with base.begin() as unit:
        for fact in reading.facts:
            stored = await present(unit, fact)
            if stored is None or stored.status is Status.RETIRED:
                facts.append(fact)
                continue
            kept, losses = with_stored(fact, stored, reading.columns)
            facts.append(kept)
            lost += [f"{fact.slug}: {loss}" for loss in losses]
    return replace(reading, facts=tuple(facts)), tuple(lost)
