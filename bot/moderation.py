"""Changing facts: propose, publish, correct, retire, import; permission is checked here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.live_index import LiveIndex
from bot.permissions import Action, Actor, require
from factbase import life
from factbase.errors import FactbaseError, FactNotFound, StoreUnavailable
from factbase.model import Audience, Change, Fact, FactVersion, Status
from factbase.model.history import changed_fields
from factbase.ports import Clock, FactBase, UnitOfWork


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


class Moderation:
    """The only way to change facts. Every method raises `NotAllowed`, and the errors of the
    fact base when the change can't be made; then nothing was changed.
    """

    def __init__(self, base: FactBase, index: LiveIndex, clock: Clock) -> None:
        self._base = base
        self._index = index
        self._clock = clock

    def _change(self, who: Actor, why: str) -> Change:
        return Change(by=who.key, at=self._clock.now(), why=why)

    async def propose(self, who: Actor, fact: Fact, why: str) -> Fact:
        """Store a new fact as a proposal in the scope it names."""
        require(who, Action.PROPOSE, fact.scope)
        async with self._base.begin() as unit:
            await unit.facts.add(fact, self._change(who, why))
            await unit.commit()
        return fact

    async def publish(self, who: Actor, slug: str, audience: Audience, why: str) -> Fact:
        """Publish a proposal."""
        async with self._base.begin() as unit:
            fact = await self._own(unit, who, Action.PUBLISH, slug, audience)
            change = self._change(who, why)
            return await self._save(unit, life.publish(fact, change), change)

    async def correct(self, who: Actor, corrected: Fact, why: str) -> Fact:
        """Store new contents for the fact with the id of `corrected`, which must be based on
        the version that is stored.
        """
        async with self._base.begin() as unit:
            fact = await unit.facts.by_id(corrected.id)
            require(who, Action.CORRECT, fact.scope)
            change = self._change(who, why)
            # The version the editor saw, not the one stored now: a change in between is stale.
            seen = life.correct(fact, corrected, change)
            return await self._save(unit, life.at_version(seen, corrected.version + 1), change)

    async def retire(self, who: Actor, slug: str, audience: Audience, why: str) -> Fact:
        """Retire a fact."""
        async with self._base.begin() as unit:
            fact = await self._own(unit, who, Action.RETIRE, slug, audience)
            change = self._change(who, why)
            return await self._save(unit, life.retire(fact, change), change)

    async def history(self, who: Actor, slug: str, audience: Audience) -> tuple[FactVersion, ...]:
        """Every saved state of a fact; of proposals only for those who may see them."""
        async with self._base.begin() as unit:
            fact = await unit.facts.get(slug, audience)
            if fact.status is Status.PROPOSED:
                require(who, Action.READ_DRAFTS, fact.scope)
            return await unit.facts.history(fact.id)

    async def take_all(
        self, who: Actor, facts: Sequence[Fact], why: str, *, publish: bool = True
    ) -> tuple[ImportResult, ...]:
        """Import facts in one transaction: every one of them, or none.

        Raises:
            FactbaseError: the first that can't be taken; then none was.
        """
        results = []
        async with self._base.begin() as unit:
            for fact in facts:
                require(who, Action.IMPORT, fact.scope)
                outcome = await self._take(unit, fact, self._change(who, why), publish=publish)
                results.append(ImportResult(fact.slug, outcome))
            await unit.commit()
        await self._index.refresh()
        return tuple(results)

    async def take_each(
        self, who: Actor, facts: Iterable[Fact], why: str, *, publish: bool = True
    ) -> AsyncIterator[ImportResult]:
        """Import facts one by one, each whole or not at all; what can't be taken is told.

        Raises:
            StoreUnavailable: the base went away; what was reported as taken is kept.
        """
        for fact in facts:
            require(who, Action.IMPORT, fact.scope)
            try:
                async with self._base.begin() as unit:
                    outcome = await self._take(unit, fact, self._change(who, why), publish=publish)
                    await unit.commit()
            except StoreUnavailable:
                raise
            except FactbaseError as problem:
                yield ImportResult(fact.slug, Imported.REJECTED, str(problem))
            else:
                yield ImportResult(fact.slug, outcome)
        await self._index.refresh()

    async def _take(
        self, unit: UnitOfWork, fact: Fact, change: Change, *, publish: bool
    ) -> Imported:
        present = await _of_scope(unit, fact)
        if present is None:
            await unit.facts.add(fact, change)
            if publish:
                await unit.facts.save(life.publish(fact, change), change)
            return Imported.ADDED
        if not changed_fields(present, life.with_status_of(fact, present)):
            return Imported.UNCHANGED
        await unit.facts.save(life.correct(present, fact, change), change)
        return Imported.CORRECTED

    async def _own(
        self, unit: UnitOfWork, who: Actor, action: Action, slug: str, audience: Audience
    ) -> Fact:
        fact = await unit.facts.get(slug, audience)
        require(who, action, fact.scope)
        return fact

    async def _save(self, unit: UnitOfWork, fact: Fact, change: Change) -> Fact:
        await unit.facts.save(fact, change)
        await unit.commit()
        await self._index.refresh()
        return fact


async def _of_scope(unit: UnitOfWork, fact: Fact) -> Fact | None:
    """The stored fact with this slug in exactly this scope."""
    try:
        present = await unit.facts.get(fact.slug, Audience(fact.scope))
    except FactNotFound:
        return None
    return present if present.scope == fact.scope else None
