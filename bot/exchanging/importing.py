"""Taking facts over from elsewhere: new ones are added, changed ones corrected."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from bot.permissions import Action, Actor, require
from factbase import life
from factbase.errors import (
    Conflict,
    FactbaseError,
    FactNotFound,
    IllegalTransition,
    StoreUnavailable,
)
from factbase.model import Audience, Change, Fact, Status
from factbase.model.history import changed_fields
from factbase.ports import Clock, FactBase, UnitOfWork


class Imported(StrEnum):
    """What became of one imported fact."""

    ADDED = "added"
    CORRECTED = "corrected"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"
    RETIRED = "retired here, left as it is"
    OWN = "written from facts of this base, left as they are"


@dataclass(frozen=True, slots=True)
class ImportResult:
    """One fact's fate; `reason` is set when it was rejected."""

    slug: str
    outcome: Imported
    reason: str = ""


@dataclass(frozen=True, slots=True)
class How:
    """How facts are taken. With `batch` above 1 so many share a transaction: faster, and an
    interrupt loses those not committed yet. A `dry` run says what would become of each fact
    and changes nothing.
    """

    publish: bool = True
    batch: int = 1
    dry: bool = False


class Importing:
    """Takes facts over without holding more than one batch of them."""

    def __init__(self, base: FactBase, clock: Clock) -> None:
        self._base = base
        self._clock = clock

    async def take_each(
        self, who: Actor, facts: Iterable[Fact], why: str, how: How
    ) -> AsyncIterator[ImportResult]:
        """Import facts, each whole or not at all; what can't be taken is told.

        Raises:
            NotAllowed: a fact belongs to where `who` may not import.
            StoreUnavailable: the base went away; what was reported as taken is kept.
        """
        left = iter(facts)
        while group := tuple(islice(left, how.batch)):
            for result in await self._together(who, group, why, how):
                yield result

    async def _together(
        self, who: Actor, group: tuple[Fact, ...], why: str, how: How
    ) -> list[ImportResult]:
        try:
            return await self._group(who, group, why, how)
        except Conflict as problem:
            # Somebody else committed first; whom that concerns shows one by one.
            if len(group) == 1:
                return [ImportResult(group[0].slug, Imported.REJECTED, str(problem))]
            alone = [await self._together(who, (fact,), why, how) for fact in group]
            return [result for results in alone for result in results]

    async def _group(
        self, who: Actor, group: tuple[Fact, ...], why: str, how: How
    ) -> list[ImportResult]:
        change = Change(by=who.key, at=self._clock.now(), why=why)
        for fact in group:
            require(who, Action.IMPORT, fact.scope)
        async with self._base.begin() as unit:
            if len(group) > 1:
                results = await _in_bulk(unit, group, change, publish=how.publish)
            else:
                results = [await _told(unit, group[0], change, publish=how.publish)]
            if not how.dry and any(result.outcome in _CHANGING for result in results):
                await unit.commit()
        return results


_CHANGING = {Imported.ADDED, Imported.CORRECTED}


async def _in_bulk(
    unit: UnitOfWork, group: tuple[Fact, ...], change: Change, *, publish: bool
) -> list[ImportResult]:
    """Facts that have ids of their own: the known ones read at once, the new ones added at
    once. Raises `Conflict` when the new ones can't be.
    """
    known = await unit.facts.known([fact.id for fact in group])
    fresh: list[Fact] = []
    results = []
    for fact in group:
        try:
            if fact.id in known and known[fact.id].scope == fact.scope:
                outcome = await _onto(unit, known[fact.id], fact, change)
            else:
                made = life.published_at_once if publish else life.proposed
                fresh.append(made(fact, change))
                outcome = Imported.ADDED
        except StoreUnavailable:
            raise
        except FactbaseError as problem:
            results.append(ImportResult(fact.slug, Imported.REJECTED, reason_of(problem)))
        else:
            results.append(ImportResult(fact.slug, outcome))
    await unit.facts.add_all(fresh, change)
    return results


async def _told(unit: UnitOfWork, fact: Fact, change: Change, *, publish: bool) -> ImportResult:
    try:
        outcome = await take(unit, fact, change, publish=publish)
    except StoreUnavailable:
        raise
    except FactbaseError as problem:
        return ImportResult(fact.slug, Imported.REJECTED, reason_of(problem))
    return ImportResult(fact.slug, outcome)


def reason_of(problem: FactbaseError) -> str:
    """Why, without the slug that stands beside it."""
    return problem.reason if isinstance(problem, IllegalTransition) else str(problem)


async def take(unit: UnitOfWork, fact: Fact, change: Change, *, publish: bool) -> Imported:
    """Take one fact into an open unit of work: whole, or with an error and not at all.

    Somebody else's review is known again by its id, other facts by their slug.
    """
    stored = await present(unit, fact)
    if stored is not None:
        return await _onto(unit, stored, fact, change)
    # Refused before anything of it is stored.
    published = life.publish(fact, change) if publish else None
    await unit.facts.add(life.proposed(fact, change), change)
    if published is not None:
        await unit.facts.save(published, change)
    return Imported.ADDED


async def _onto(unit: UnitOfWork, present: Fact, fact: Fact, change: Change) -> Imported:
    if present.status is Status.RETIRED:
        return Imported.RETIRED  # somebody here decided so; what is imported doesn't undo it
    if not changed_fields(present, life.with_status_of(fact, present)):
        return Imported.UNCHANGED
    await unit.facts.save(life.correct(present, fact, change), change)
    return Imported.CORRECTED


async def present(unit: UnitOfWork, fact: Fact) -> Fact | None:
    """What is stored of this fact: in exactly its scope, under its id or else its slug."""
    try:
        known = await unit.facts.by_id(fact.id)
        if known.scope == fact.scope:
            return known
    except FactNotFound:
        pass
    try:
        called = await unit.facts.get(fact.slug, Audience(fact.scope))
    except FactNotFound:
        return None
    return called if called.scope == fact.scope else None
