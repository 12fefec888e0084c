"""Taking facts over from elsewhere: new ones are added, changed ones corrected."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from factbase import life
from factbase.errors import FactNotFound
from factbase.model import Audience, Change, Fact
from factbase.model.history import changed_fields
from factbase.ports import UnitOfWork


class Imported(StrEnum):
    """What became of one imported fact."""

    ADDED = "added"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """One fact's fate; `reason` is set when it was rejected."""

    slug: str
    outcome: Imported
    reason: str = ""


async def take(unit: UnitOfWork, fact: Fact, change: Change, *, publish: bool) -> Imported:
    """Take one fact into an open unit of work: whole, or with an error and not at all.

    Somebody else's review is known again by its id, other facts by their slug.
    """
    present = await _present(unit, fact)
    if present is None:
        # Refused before anything of it is stored.
        published = life.publish(fact, change) if publish else None
        await unit.facts.add(fact, change)
        if published is not None:
            await unit.facts.save(published, change)
        return Imported.ADDED
    if not changed_fields(present, life.with_status_of(fact, present)):
        return Imported.UNCHANGED
    await unit.facts.save(life.correct(present, fact, change), change)
    return Imported.CORRECTED


async def _present(unit: UnitOfWork, fact: Fact) -> Fact | None:
    """What is stored of this fact: in exactly its scope, under its id or else its slug."""
    try:
        known = await unit.facts.by_id(fact.id)
        if known.scope == fact.scope:
            return known
    except FactNotFound:
        pass
    try:
        present = await unit.facts.get(fact.slug, Audience(fact.scope))
    except FactNotFound:
        return None
    return present if present.scope == fact.scope else None
