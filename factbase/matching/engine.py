"""The matcher: from a raw message to ranked facts and to a decision.

Lanes, in order: a known address of the claim (`url`), the same words (`exact`), the index
(`index`). Everything is in memory and synchronous; nothing is rebuilt when a fact changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice

import numpy as np

from factbase.matching.columns import Ids
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
from factbase.matching.entries import prepare
from factbase.matching.lanes import Lanes
from factbase.matching.postings import Postings
from factbase.matching.presenting import WORTH_A_LOOK, Presenter
from factbase.matching.query import Query, read
from factbase.matching.searching import Found, Searcher
from factbase.matching.semantic_scoring import Semantic
from factbase.matching.shelf import MISS, Shelf
from factbase.matching.thresholds import FEWEST_TERMS, offer
from factbase.matching.thresholds import of as threshold_of
from factbase.matching.vocabulary import Vocabulary
from factbase.matching.weights import Weights, fitted
from factbase.model import Audience

_DECIDED_AMONG = 10
_SHOWN = 5
_SETTLED_EACH = 1_000


@dataclass(frozen=True, slots=True)
class Judged:
    """The ranking of a message, and what each lane makes of it."""

    ranked: tuple[Candidate, ...]
    by_lane: dict[Lane, Decision]


@dataclass(frozen=True, slots=True)
class _Run:
    """The lane that led a search, and its candidates, made as they are taken."""

    lane_used: str
    candidates: Iterator[Candidate]
    glanced: bool = False


def _enough(candidates: Iterator[Candidate]) -> tuple[Candidate, ...]:
    """As many candidates as a decision and its trail look at: the rest costs only time."""
    taken: list[Candidate] = []
    free = 0
    for candidate in candidates:
        taken.append(candidate)
        free += not candidate.stopped
        if free >= OFFERED and len(taken) >= _SHOWN:
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
        self._vocabulary = Vocabulary()
        self._postings = Postings()
        self._shelf = Shelf()
        self._lanes = Lanes()
        self._searcher = Searcher(self._vocabulary, self._postings, self._shelf)
        self._searcher.semantic = semantic
        self._meanings = semantic.meanings if semantic else None
        self._presenter = Presenter(self._vocabulary, self._shelf)

    def __len__(self) -> int:
        return len(self._shelf)

    @property
    def parts(self) -> tuple[Vocabulary, Postings, Shelf, Lanes]:
        """What the index consists of, for a snapshot."""
        return self._vocabulary, self._postings, self._shelf, self._lanes

    def add(self, entry: Entry) -> None:
        """Make an entry findable at once; replaces the entry of that id."""
        self._file(entry, self._postings.add)

    def _file(self, entry: Entry, post: Callable[[int, Iterable[tuple[int, int]]], None]) -> None:
        self.remove(entry.id)
        made = prepare(entry, self._vocabulary)
        slot = self._shelf.put(entry.id, entry.scope, made.fields)
        post(slot, made.impacts.items())
        self._vocabulary.count(self._terms_of(slot), entry.scope, 1)
        self._lanes.add(slot, entry.appearances, made.keys)
        if self._meanings is not None:
            self._meanings.add(slot, entry)

    def load(self, entries: Iterable[Entry]) -> None:
        """Add many entries, then pack the index; for the start, not for the running bot.

        With a sentence encoder their vectors are still to be made (`Meanings.settle`).
        """
        for number, entry in enumerate(entries, 1):
            self._file(entry, self._postings.wait)
            if number % _SETTLED_EACH == 0:
                self._postings.settle(len(self._vocabulary))
                self._shelf.by_id.settle()
                self._lanes.settle()
        self.compact()

    def compact(self) -> None:
        """Pack what was added since the last time. Not needed for finding; saves memory.

        Takes time in proportion to the whole index: not on the event loop of a large base.
        """
        self._postings.freeze(len(self._vocabulary))
        self._lanes.freeze()
        self._shelf.freeze()
        self._vocabulary.columns.freeze()

    def remove(self, entry_id: str) -> None:
        """Forget an entry; unknown ids are no error."""
        slot = self._shelf.slot(entry_id)
        if slot is None:
            return
        self._vocabulary.count(self._terms_of(slot), self._shelf.scope(slot), -1)
        self._shelf.drop(entry_id)
        if self._meanings is not None:
            self._meanings.forget(slot)

    def _terms_of(self, slot: int) -> Ids:
        """Distinct terms and character n-grams of a fact, examples of silence left out."""
        shelf = self._shelf
        searched = [field for field in shelf.fields(slot) if shelf.kinds.view[field] != MISS]
        held = [part for field in searched for part in (shelf.terms(field), shelf.pieces(field))]
        return np.unique(np.concatenate(held)) if held else np.zeros(0, np.int32)

    def rank(self, text: str, audience: Audience, top: int = 20) -> tuple[Candidate, ...]:
        """The best facts for a text, best first, without any decision."""
        query = read(text, self._vocabulary, audience.community)
        return tuple(islice(self._found(query, audience, top).candidates, top))

    def decide(
        self, text: str, lane: Lane, audience: Audience, thresholds: Thresholds | None = None
    ) -> Decision:
        """Match, offer or stay silent.

        Unprompted, guards look at no candidate that isn't even worth offering: a guard can only
        lower a confidence. The trail has such candidates as the search left them.
        """
        asked = thresholds or self._thresholds
        query = read(text, self._vocabulary, audience.community)
        least = min(offer(asked), threshold_of(lane, asked))
        run = self._found(query, audience, _DECIDED_AMONG, least if lane is Lane.UNPROMPTED else 0)
        found = _enough(run.candidates)
        if run.glanced and len(query.ids) >= FEWEST_TERMS:  # too unlikely to take a stance towards
            return decide(found, lane, run.lane_used, MessageStance.ASSERTS, asked)
        return self._decided(query, lane, run.lane_used, found, asked)

    def judge(self, text: str, audience: Audience, top: int = 20) -> Judged:
        """Ranking and the decision of every lane, searched once."""
        query = read(text, self._vocabulary, audience.community)
        run = self._found(query, audience, top)
        ranked = tuple(islice(run.candidates, top))
        asked = self._thresholds
        return Judged(
            ranked,
            {lane: self._decided(query, lane, run.lane_used, ranked, asked) for lane in Lane},
        )

    def _decided(
        self,
        query: Query,
        lane: Lane,
        lane_used: str,
        found: tuple[Candidate, ...],
        asked: Thresholds | None,
    ) -> Decision:
        asked_by_meaning = self._meanings is not None and lane is Lane.ADDRESSED
        told = query.content if asked_by_meaning else len(query.ids)
        if lane_used == "index" and told < FEWEST_TERMS:
            reason = Silence.TOO_SHORT if query.content else Silence.EMPTY
            needed, stance = threshold_of(lane, asked), MessageStance.ASSERTS
            trail = Trail(lane, lane_used, stance, needed, found[:_SHOWN], "say more")
            return NoMatch(reason, trail)
        return decide(found, lane, lane_used, self._presenter.stance(query, found), asked)

    def _found(self, query: Query, audience: Audience, top: int, least: float = 0.0) -> _Run:
        """Candidates of the exact lanes before those of the index, and the lane that led.

        Who doesn't reach `least` is only glanced at.
        """
        lane_used, direct = self._direct(query, audience)
        found = self.search(query, audience)
        if found is None:
            return _Run(lane_used, iter(direct))
        sure = confidence(found.rows, found.extra, query, found.weights)
        ranked = self._presenter.candidates(query, found, sure, top, max(least, WORTH_A_LOOK))
        if not direct:
            return _Run(lane_used, ranked, glanced=float(sure.max()) < least)
        known = {candidate.id for candidate in direct}
        return _Run(lane_used, chain(direct, (one for one in ranked if one.id not in known)))

    def _direct(self, query: Query, audience: Audience) -> tuple[str, tuple[Candidate, ...]]:
        shelf = self._shelf
        for lane, filed in self._lanes.find(query):
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
        return [self._shelf.ids[slot] for slot in found.slots.tolist()]

    def read(self, text: str) -> Query:
        """A message as this base reads it for the public."""
        return read(text, self._vocabulary)
