"""The index kept in step with the base: what is published can be found, nothing else."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from types import MappingProxyType

import structlog

from factbase.errors import StoreUnavailable
from factbase.matching.decision import Decision, Entry, Lane, Thresholds
from factbase.matching.ports import Matcher
from factbase.model import Audience, Fact, Status
from factbase.ports import FactBase

log = structlog.get_logger()

_BATCH = 500
"""Facts read from the base at once."""

AGAIN = 5.0
"""Seconds until a base that was away is asked for the rest of the facts again."""

_MANY = 10_000
"""Facts from which they are kept out of the garbage collector's sight: a full collection takes
10 ms for a thousand, and nobody is answered meanwhile."""

_AT_ONCE = 20
"""Facts taken in before the event loop gets a turn: 0.15 ms each, so below 5 ms."""


def entry_of(fact: Fact) -> Entry:
    """A fact as the matcher sees it: claim and wordings, and its explanation at less weight."""
    claims = [wording.text for wording in fact.claim]
    wordings = [wording.text for wording in fact.wordings]
    said = [wording.text for statement in fact.statements for wording in statement.text]
    summary = [wording.text for wording in fact.summary]
    return Entry(
        id=fact.id,
        wordings=tuple(dict.fromkeys(claims + wordings)),
        explanation="\n".join(summary + said),
        appearances=fact.appearances,
        hits=tuple(example.text for example in fact.examples if example.matches),
        misses=tuple(example.text for example in fact.examples if not example.matches),
        scope=fact.scope,
    )


class LiveIndex:
    """Published facts in memory, with the matcher over them.

    A copy: whoever speaks re-reads the fact in the transaction that records the reply.
    A matcher that was loaded from a file finds facts at once, up to the revision it was made
    at; the facts themselves are read by `fill`, meanwhile `find` asks the base for one.
    """

    def __init__(
        self,
        base: FactBase,
        matcher: Matcher,
        revision: int = 0,
        again: float = AGAIN,
        foresee: Callable[[str], None] | None = None,
    ) -> None:
        self._base = base
        self._again = again
        self._matcher = matcher
        self._foresee = foresee
        self._facts: dict[str, Fact] = {}
        self._latest: tuple[Fact, ...] | None = None
        self._reading = asyncio.Lock()
        self._unread_until = revision
        self._whole = asyncio.Event()
        self.revision = revision
        if not revision:
            self._whole.set()

    def __len__(self) -> int:
        return len(self._matcher)

    async def fill(self) -> None:
        """Read the facts that are found already; returns when all are here."""
        seen = 0
        while not self._whole.is_set():
            try:
                seen = await self._read_some(seen)
            except StoreUnavailable:
                log.warning("facts_not_read", revision=seen)
                await asyncio.sleep(self._again)
            await asyncio.sleep(0)
        if seen:
            self._put_aside()

    def _put_aside(self) -> None:
        if len(self) >= _MANY:
            gc.freeze()

    async def _read_some(self, seen: int) -> int:
        async with self._reading:  # a change must not be overtaken by what was read before it
            async with self._base.begin() as unit:
                changes = await unit.facts.changes(seen, _BATCH)
            for fact in changes.facts:
                if fact.status is Status.PUBLISHED:
                    self._facts.setdefault(fact.id, fact)
            self._latest = None
            if changes.revision >= self._unread_until or len(changes.facts) < _BATCH:
                self._whole.set()
        return changes.revision

    async def whole(self) -> None:
        """Wait until every published fact is here, and not only found."""
        await self._whole.wait()

    async def refresh(self) -> int:
        """Take in every change since the last look; returns the revision reached.

        Raises:
            StoreUnavailable: the base can't be read; what was known stays findable.
        """
        async with self._reading:
            while True:
                async with self._base.begin() as unit:
                    changes = await unit.facts.changes(self.revision, _BATCH)
                for begin in range(0, len(changes.facts), _AT_ONCE):
                    self.take(changes.facts[begin : begin + _AT_ONCE])
                    await asyncio.sleep(0)
                self.revision = changes.revision
                if len(changes.facts) < _BATCH:
                    return self.revision

    async def pack(self) -> None:
        """Give what was taken in the form that is searched fastest, which an index from a file
        has already. For the start: it takes a second for 100,000 facts, and nobody may use the
        index meanwhile.
        """
        if not self._unread_until:
            await asyncio.to_thread(self._matcher.compact)
            self._put_aside()

    def take(self, facts: Iterable[Fact]) -> None:
        """Find these facts from now on, or no longer, by their status."""
        for fact in facts:
            # Changed facts go last, so that they are nearly in order for `visible` to sort.
            self._facts.pop(fact.id, None)
            self._latest = None
            if fact.status is Status.PUBLISHED:
                self._facts[fact.id] = fact
                self._matcher.add(entry_of(fact))
            else:
                self._matcher.remove(fact.id)

    @property
    def published(self) -> Mapping[str, Fact]:
        """Every published fact by its id, whatever its scope."""
        return MappingProxyType(self._facts)

    @contextmanager
    def as_if(self, fact: Fact) -> Iterator[Matcher]:
        """The matcher as it would be with this fact published, for as long as the block runs.

        Nothing may be awaited inside: others would be answered by what isn't saved.
        """
        before = self._facts.get(fact.id)
        self._matcher.add(entry_of(fact))
        try:
            yield self._matcher
        finally:
            if before is None:
                self._matcher.remove(fact.id)
            else:
                self._matcher.add(entry_of(before))

    @property
    def matcher(self) -> Matcher:
        """The matcher as it is; to read from."""
        return self._matcher

    async def follow(self) -> None:
        """Take in changes as they are committed, until cancelled."""
        async for revision in self._base.follow():
            if revision == self.revision:
                continue
            try:
                await self.refresh()
            except StoreUnavailable:
                log.warning("index_behind", revision=self.revision)

    @property
    def foresees(self) -> bool:
        """Whether there is anything to do beforehand: only with a sentence encoder."""
        return self._foresee is not None

    async def foresee(
        self, text: str, lane: Lane, audience: Audience, thresholds: Thresholds | None = None
    ) -> None:
        """Do in a thread what `decide` would take long for: the work of a sentence encoder."""
        if self._foresee is None or self._matcher.far(text, lane, audience, thresholds):
            return
        await asyncio.to_thread(self._foresee, text)

    def decide(
        self,
        text: str,
        lane: Lane,
        audience: Audience,
        thresholds: Thresholds | None = None,
        *,
        briefly: bool = False,
    ) -> Decision:
        """Ask the matcher; `briefly` when nobody will ask why."""
        return self._matcher.decide(text, lane, audience, thresholds, briefly=briefly)

    def nearest(self, text: str, audience: Audience, top: int) -> tuple[tuple[Fact, float], ...]:
        """Facts by likeness to a text, best first, with their confidence (0..1)."""
        ranked = self._matcher.rank(text, audience, top)
        known = ((self._facts.get(item.id), item.confidence) for item in ranked)
        return tuple((fact, confidence) for fact, confidence in known if fact is not None)

    def fact(self, fact_id: str) -> Fact | None:
        """The published fact of that id, as last seen."""
        return self._facts.get(fact_id)

    async def find(self, fact_id: str) -> Fact | None:
        """The published fact of that id, from the base while not all are here.

        Raises:
            StoreUnavailable: it isn't here yet and the base can't be read.
        """
        known = self._facts.get(fact_id)
        if known is not None or self._whole.is_set():
            return known
        async with self._base.begin() as unit:
            stored = (await unit.facts.known([fact_id])).get(fact_id)
        return stored if stored is not None and stored.status is Status.PUBLISHED else None

    def visible(self, audience: Audience, limit: int | None = None) -> tuple[Fact, ...]:
        """Published facts that this audience sees, the latest change first; at most `limit`.

        Sorted once after a change: somebody asks with every letter that they type.
        """
        if self._latest is None:
            facts = self._facts.values()
            self._latest = tuple(sorted(facts, key=lambda fact: fact.updated, reverse=True))
        return tuple(islice((fact for fact in self._latest if audience.sees(fact.scope)), limit))
