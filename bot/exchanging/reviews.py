"""Reviews on their way in: those that were written from a fact of this very base are no news."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from itertools import islice

from bot.exchanging.importing import How, Imported, Importing, ImportResult
from bot.permissions import Action, Actor, require
from factbase.claimreview import Found, Refused
from factbase.model import Fact
from factbase.ports import Clock, FactBase


class TakingReviews:
    """Takes reviews over into one scope, a batch at a time."""

    def __init__(self, base: FactBase, clock: Clock, scope: str) -> None:
        self._base = base
        self._scope = scope
        self._importing = Importing(base, clock)

    async def take_each(
        self,
        who: Actor,
        reviews: Iterable[Found],
        why: str,
        how: How,
        refuse: Callable[[Refused], None],
    ) -> AsyncIterator[ImportResult]:
        """Import reviews; what can't be a fact goes to `refuse`. A review that names a fact of
        this scope as what it was written from changes nothing: it holds less than the fact.

        Raises:
            NotAllowed, StoreUnavailable: see `Importing.take_each`.
        """
        require(who, Action.IMPORT, self._scope)
        left = iter(reviews)
        while group := tuple(islice(left, how.batch)):
            stored = await self._stored(group)
            facts = []
            for found in group:
                own = stored.get(found.ours)
                if own is not None and not _imported_before(found, own):
                    yield ImportResult(own.slug, Imported.OWN)
                elif isinstance(found.fact, Refused):
                    refuse(found.fact)
                else:
                    facts.append(found.fact)
            async for result in self._importing.take_each(who, facts, why, how):
                yield result

    async def _stored(self, group: Iterable[Found]) -> Mapping[str, Fact]:
        named = [found.ours for found in group if found.ours]
        if not named:
            return {}
        async with self._base.begin() as unit:
            known = await unit.facts.known(named)
        return {key: fact for key, fact in known.items() if fact.scope == self._scope}


def _imported_before(found: Found, own: Fact) -> bool:
    """Whether the fact itself came from this review: then it may be corrected by it."""
    return isinstance(found.fact, Fact) and found.fact.id == own.id
