"""The matcher: from a raw message to ranked facts and to a decision.

Lanes, in order: a known address of the claim (`url`), the same words (`exact`), the index
(`index`). Everything is in memory and synchronous; nothing is rebuilt when a fact changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

from factbase.matching.confidence import confidence
from factbase.matching.decide import OFFERED, decide
from factbase.matching.decision import (
    Candidate,
    Decision,
    Entry,
    Lane,
    MessageStance,
    NoMatch,
    Silence,
    Thresholds,
    Trail,
)
from factbase.matching.index import Index
from factbase.matching.presenting import WORTH_A_LOOK, Presenter
from factbase.matching.query import Query, read
from factbase.matching.searching import Found, Searcher
from factbase.matching.semantic_scoring import Semantic
from factbase.matching.several import further
from factbase.matching.thresholds import FEWEST_TERMS, offer, promising
from factbase.matching.thresholds import of as threshold_of
from factbase.matching.weights import Weights, fitted
from factbase.model import Audience

_DECIDED_AMONG = 10
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Judged:
    """The ranking of a message, and what each lane makes of it."""

    ranked: tuple[Candidate, ...]
    by_lane: dict[Lane, Decision]


@dataclass(frozen=True, slots=True)
class _Worth:
    """What candidates must reach to be looked at more closely: none for all of them.

    Who isn't `sure` enough (0..1) is only glanced at; when nobody brings `retrieved` in
    retrieval, nobody is looked at.
    """

    sure: float = 0.0
    retrieved: float = 0.0


_ALL = _Worth()


@dataclass(frozen=True, slots=True)
class _Run:
    """The lane that led a search, and its candidates, made as they are taken."""

    lane_used: str
    candidates: Iterator[Candidate]
    glanced: bool = False


def _enough(candidates: Iterator[Candidate], shown: int) -> tuple[Candidate, ...]:
    """As many candidates as a decision and its trail look at: the rest costs only time."""
    taken: list[Candidate] = []
    free = 0
    for candidate in candidates:
        taken.append(candidate)
        free += not candidate.stopped
        if free >= OFFERED and len(taken) >= shown:
            break
    return tuple(taken)


class Engine:
    """Implements `factbase.matching.ports.Matcher`."""

    def __init__(
        self,
        thresholds: Thresholds | None = None,
        weights: Weights | None = None,
        semantic: Semantic | None = None,
    ) -> None:
        self._thresholds = thresholds
        self._weights = weights or fitted()
        self.index = Index(semantic.meanings if semantic else None)
        self._searcher = Searcher(self.index, semantic)
        self._presenter = Presenter(self.index.vocabulary, self.index.shelf)

    def __len__(self) -> int:
        return len(self.index.shelf)

    def add(self, entry: Entry) -> None:
        """Make an entry findable at once; replaces the entry of that id."""
        self.index.add(entry)

    def load(self, entries: Iterable[Entry]) -> None:
        """Add many entries, then pack the index; for the start, not for the running bot.

        With a sentence encoder their vectors are still to be made (`Meanings.settle`).
        """
        self.index.load(entries)

    def compact(self) -> None:
        """Pack what was added since the last time. Not needed for finding; saves memory.

        Takes time in proportion to the whole index: not on the event loop of a large base.
        """
        self.index.compact()

    def remove(self, entry_id: str) -> None:
        """Forget an entry; unknown ids are no error."""
        self.index.remove(entry_id)

    def rank(self, text: str, audience: Audience, top: int = 20) -> tuple[Candidate, ...]:
        """The best facts for a text, best first, without any decision."""
        query = read(text, self.index.vocabulary, audience.community)
        return tuple(islice(self._found(query, audience, top).candidates, top))

    def decide(
        self,
        text: str,
        lane: Lane,
        audience: Audience,
        thresholds: Thresholds | None = None,
        *,
        briefly: bool = False,
    ) -> Decision:
        """Match, offer or stay silent.

        Unprompted, guards look at no candidate that isn't even worth offering: a guard can only
        lower a confidence. The trail has such candidates as the search left them. `briefly`, they
        look at none that couldn't be said, and most messages are passed over after retrieval.
        """
        asked = thresholds or self._thresholds
        query = read(text, self.index.vocabulary, audience.community)
        needed = threshold_of(lane, asked)
        briefly = briefly and lane is Lane.UNPROMPTED
        worth = _ALL
        if briefly:
            facts = self.index.vocabulary.seen(audience.community)
            worth = _Worth(needed, promising(needed, facts))
        elif lane is Lane.UNPROMPTED:
            worth = _Worth(min(offer(asked), needed))
        run = self._found(query, audience, _DECIDED_AMONG, worth)
        if run.glanced and len(query.ids) >= FEWEST_TERMS:  # too unlikely to take a stance towards
            shown = () if briefly else _enough(run.candidates, _SHOWN)
            return decide(shown, lane, run.lane_used, MessageStance.ASSERTS, asked)
        found = _enough(run.candidates, 0 if briefly else _SHOWN)
        decision = self._decided(query, lane, run.lane_used, found, asked)
        if lane is Lane.UNPROMPTED:
            return decision
        return further(text, decision, found, partial(self._alone, audience=audience, asked=asked))

    def _alone(self, text: str, audience: Audience, asked: Thresholds | None) -> Decision:
        """What one sentence of a message is decided to say, for somebody who asked."""
        query = read(text, self.index.vocabulary, audience.community)
        run = self._found(query, audience, _DECIDED_AMONG)
        found = _enough(run.candidates, OFFERED)
        return self._decided(query, Lane.ADDRESSED, run.lane_used, found, asked)

    def far(
        self, text: str, lane: Lane, audience: Audience, thresholds: Thresholds | None = None
    ) -> bool:
        """Whether `decide` passes over this text when it decides briefly, by words alone."""
        if lane is not Lane.UNPROMPTED:
            return False
        query = read(text, self.index.vocabulary, audience.community)
        facts = self.index.vocabulary.seen(audience.community)
        least = promising(threshold_of(lane, thresholds or self._thresholds), facts)
        return self._searcher.brings(query, audience) < least

    def judge(self, text: str, audience: Audience, top: int = 20) -> Judged:
        """Ranking and the decision of every lane, searched once."""
        query = read(text, self.index.vocabulary, audience.community)
        run = self._found(query, audience, top)
        ranked = tuple(islice(run.candidates, top))
        asked = self._thresholds
        by_lane = {lane: self._decided(query, lane, run.lane_used, ranked, asked) for lane in Lane}
        alone = partial(self._alone, audience=audience, asked=asked)
        shown = ranked[:_DECIDED_AMONG]
        by_lane[Lane.ADDRESSED] = further(text, by_lane[Lane.ADDRESSED], shown, alone)
        return Judged(ranked, by_lane)

    def _decided(
        self,
        query: Query,
        lane: Lane,
        lane_used: str,
        found: tuple[Candidate, ...],
        asked: Thresholds | None,
    ) -> Decision:
        asked_by_meaning = self.index.meanings is not None and lane is Lane.ADDRESSED
        told = query.content if asked_by_meaning else len(query.ids)
        if lane_used == "index" and told < FEWEST_TERMS:
            reason = Silence.TOO_SHORT if query.content else Silence.EMPTY
            needed, stance = threshold_of(lane, asked), MessageStance.ASSERTS
            trail = Trail(lane, lane_used, stance, needed, found[:_SHOWN], "say more")
            return NoMatch(reason, trail)
        return decide(found, lane, lane_used, self._presenter.stance(query, found), asked)

    def _found(self, query: Query, audience: Audience, top: int, worth: _Worth = _ALL) -> _Run:
        """Candidates of the exact lanes before those of the index, and the lane that led."""
        lane_used, direct = self._direct(query, audience)
        found = self._searcher(query, audience, self._weights, worth.retrieved)
        if found is None:
            return _Run(lane_used, iter(direct))
        sure = confidence(found.rows, found.extra, query, found.weights)
        ranked = self._presenter.candidates(query, found, sure, top, max(worth.sure, WORTH_A_LOOK))
        if not direct:
            return _Run(lane_used, ranked, glanced=float(sure.max()) < worth.sure)
        known = {candidate.id for candidate in direct}
        return _Run(lane_used, chain(direct, (one for one in ranked if one.id not in known)))

    def _direct(self, query: Query, audience: Audience) -> tuple[str, tuple[Candidate, ...]]:
        shelf = self.index.shelf
        for lane, filed in self.index.lanes.find(query):
            alive = (slot for slot in dict.fromkeys(filed) if shelf.alive.view[slot])
            seen = [slot for slot in alive if audience.sees(shelf.scope(slot))]
            if seen:
                return lane, tuple(self._presenter.certain(query, slot) for slot in seen[:3])
        return "index", ()

    def search(self, query: Query, audience: Audience) -> Found | None:
        """Candidates with their measurements; None when the base shares no term.

        For `rank`, `decide` and the script that fits the weights.
        """
        return self._searcher(query, audience, self._weights)

    def ids_of(self, found: Found) -> list[str]:
        """Ids of the facts found, in the order of the search."""
        return [self.index.shelf.ids[slot] for slot in found.slots.tolist()]

    def read(self, text: str) -> Query:
        """A message as this base reads it for the public."""
        return read(text, self.index.vocabulary)
