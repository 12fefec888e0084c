"""Changing facts: propose, publish, correct, retire, import; permission is checked here."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace

from bot.checking.live_index import LiveIndex
from bot.exchanging.importing import How, Imported, Importing, ImportResult, take
from bot.moderating.save_checks import SaveCheck, SaveChecks
from bot.moderating.two_people import require_second_person
from bot.permissions import Action, Actor, require
from factbase import life
from factbase.model import Audience, Change, Fact, FactVersion, Status
from factbase.model.history import LONGEST_REASON, changed_fields
from factbase.ports import Clock, FactBase, UnitOfWork

__all__ = ["ImportResult", "Imported", "Moderation"]


class Moderation:
    """The only way to change facts. Every method raises `NotAllowed`, and the errors of the
    fact base when the change can't be made; then nothing was changed.

    What changes how other facts answer raises `NeedsConfirmation` until its seal is handed
    back as `confirmed`. Retiring never does: silence must not wait.
    """

    def __init__(self, base: FactBase, index: LiveIndex, clock: Clock) -> None:
        self._base = base
        self._index = index
        self._clock = clock
        self._checks = SaveChecks(index, clock)
        self._importing = Importing(base, clock)

    async def look(self, fact: Fact) -> SaveCheck:
        """What publishing a fact as it is would mean. Stores nothing."""
        return await self._checks.check(fact)

    def _change(self, who: Actor, why: str) -> Change:
        return Change(by=who.key, at=self._clock.now(), why=why)

    async def propose(self, who: Actor, fact: Fact, why: str) -> Fact:
        """Store a new fact as a proposal in the scope it names."""
        require(who, Action.PROPOSE, fact.scope)
        change = self._change(who, why)
        async with self._base.begin() as unit:
            await unit.facts.add(life.proposed(fact, change), change)
            await unit.commit()
        return fact

    async def publish(
        self, who: Actor, slug: str, audience: Audience, why: str, *, confirmed: str = ""
    ) -> Fact:
        """Publish a proposal. Raises `NeedsConfirmation`."""
        async with self._base.begin() as unit:
            fact = await self._own(unit, who, Action.PUBLISH, slug, audience)
            await require_second_person(unit, who, fact)
            change = self._change(who, why)
            published = life.publish(fact, change)
            (await self._checks.check(published)).require(confirmed)
            return await self._save(unit, published, change)

    async def correct(self, who: Actor, corrected: Fact, why: str, *, confirmed: str = "") -> Fact:
        """Store new contents for the fact with the id of `corrected`, which must be based on
        the version that is stored. Raises `NeedsConfirmation` for a published one. Contents
        that are stored already change nothing: the fact is given as it is, in its old version.
        """
        async with self._base.begin() as unit:
            fact = await unit.facts.by_id(corrected.id)
            require(who, Action.CORRECT, fact.scope)
            change = self._change(who, why)
            # The version the editor saw, not the one stored now: a change in between is stale.
            seen = life.correct(fact, corrected, change)
            if corrected.version == fact.version and not changed_fields(fact, seen):
                return fact
            if seen.status is Status.PUBLISHED:
                (await self._checks.check(seen)).require(confirmed)
            return await self._save(unit, life.at_version(seen, corrected.version + 1), change)

    async def retire(self, who: Actor, slug: str, audience: Audience, why: str) -> Fact:
        """Retire a fact."""
        async with self._base.begin() as unit:
            fact = await self._own(unit, who, Action.RETIRE, slug, audience)
            change = self._change(who, why)
            return await self._save(unit, life.retire(fact, change), change)

    async def reopen(self, who: Actor, slug: str, audience: Audience, why: str) -> Fact:
        """Make a retired fact a proposal again; it is said once it is published."""
        async with self._base.begin() as unit:
            fact = await self._own(unit, who, Action.RETIRE, slug, audience)
            change = self._change(who, why)
            return await self._save(unit, life.reopen(fact, change), change)

    async def merge(
        self, who: Actor, slugs: tuple[str, str], audience: Audience, why: str, confirmed: str = ""
    ) -> Fact:
        """Merge the first fact into the second, which is returned; whoever asks for the first
        by name is given the second from then on. Raises `NeedsConfirmation`.
        """
        async with self._base.begin() as unit:
            fact, into = [
                await self._own(unit, who, Action.CORRECT, slug, audience) for slug in slugs
            ]
            require(who, Action.RETIRE, fact.scope)
            if fact.status is Status.PROPOSED and into.status is Status.PUBLISHED:
                await require_second_person(unit, who, fact)  # as its words go public
            change = self._change(who, why)
            gone, joined = life.merge(fact, into, change)
            taking = replace(change, why=f"took up {fact.slug}: {why}"[:LONGEST_REASON])
            if joined.status is Status.PUBLISHED:
                (await self._checks.check(joined, gone.id)).require(confirmed)
            await unit.facts.save(gone, change)
            return await self._save(unit, joined, taking)

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
                outcome = await take(unit, fact, self._change(who, why), publish=publish)
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
        async for result in self._importing.take_each(who, facts, why, How(publish=publish)):
            yield result
        await self._index.refresh()

    async def _own(
        self, unit: UnitOfWork, who: Actor, action: Action, slug: str, audience: Audience
    ) -> Fact:
        fact = await unit.facts.get(slug, audience)
        require(who, action, fact.scope)
        return fact

    async def _save(self, unit: UnitOfWork, fact: Fact, change: Change) -> Fact:
        saved = await unit.facts.save(fact, change)
        await unit.commit()
        await self._index.refresh()
        return saved
