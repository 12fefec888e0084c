"""The matcher: from a raw message to ranked facts and to a decision.

Lanes, in order: a known address of the claim (`url`), the same words (`exact`), the index
(`index`). Everything is in memory and synchronous; nothing is rebuilt when a fact changes.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching import entries
from factbase.matching.confidence import confidence, context, ranking
from factbase.matching.decide import decide
from factbase.matching.decision import (
    Candidate,
    Decision,
    Entry,
    Finding,
    Lane,
    MessageStance,
    NoMatch,
    Silence,
    Thresholds,
    Trail,
)
from factbase.matching.features import NAMES, Measure, Measured
from factbase.matching.inspector import Inspector
from factbase.matching.lanes import Lanes
from factbase.matching.passages import raw_span, token_range
from factbase.matching.postings import Postings
from factbase.matching.query import Query, read
from factbase.matching.retrieve import Accumulator, Sought, candidates
from factbase.matching.shelf import Shelf
from factbase.matching.normalise import fold
from factbase.matching.stance import stance as stance_of
from factbase.matching.thresholds import FEWEST_TERMS
from factbase.matching.thresholds import of as threshold_of
from factbase.matching.tokens import tokenise
from factbase.matching.columns import Ids, Reals
from factbase.matching.vocabulary import Vocabulary
from factbase.matching.weights import Weights, fitted
from factbase.model import Audience

GRAM_WEIGHT = np.float32(0.6)
SHARPNESS = np.float32(1.3)
_CERTAIN = 0.995
_DECIDED_AMONG = 10
_WORTH_A_LOOK = 0.05
_STOPPED = 0.02
_TOO_LITTLE = 0.1
_NEAR = 3


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates of one search: slots, measurements, ranker's scores, context."""

    slots: NDArray[np.int64]
    measured: Measured
    scores: Reals
    extra: Reals


@dataclass(frozen=True, slots=True)
class Judged:
    """The ranking of a message, and what each lane makes of it."""

    ranked: tuple[Candidate, ...]
    by_lane: dict[Lane, Decision]


class Engine:
    """Implements `factbase.matching.ports.Matcher`."""

    def __init__(
        self, thresholds: Thresholds | None = None, weights: Weights | None = None
    ) -> None:
        self._thresholds = thresholds
        self._weights = weights or fitted()
        self._vocabulary = Vocabulary()
        self._postings = Postings()
        self._shelf = Shelf()
        self._lanes = Lanes()
        self._accumulators = (Accumulator(), Accumulator())
        self._measure = Measure()
        self._inspector = Inspector()

    def __len__(self) -> int:
        return len(self._shelf)

    @property
    def parts(self) -> tuple[Vocabulary, Postings, Shelf, Lanes]:
        """What the index consists of, for a snapshot."""
        return self._vocabulary, self._postings, self._shelf, self._lanes

    def add(self, entry: Entry) -> None:
        """Make an entry findable at once; replaces the entry of that id."""
        self.remove(entry.id)
        made = entries.prepare(entry, self._vocabulary)
        slot = self._shelf.put(entry.id, entry.scope, made.fields)
        self._postings.add(slot, made.impacts.items())
        held = np.fromiter(made.impacts, np.int32, len(made.impacts))
        self._vocabulary.count(held, entry.scope, 1)
        self._lanes.add(slot, entry.appearances, made.keys)

    def load(self, entries_to_add: Iterable[Entry]) -> None:
        """Add many entries, then pack the index; for the start, not for the running bot."""
        for entry in entries_to_add:
            self.add(entry)
        self.compact()

    def compact(self) -> None:
        """Pack what was added since the last time. Not needed for finding; saves memory.

        Takes time in proportion to the whole index: not on the event loop of a large base.
        """
        self._postings.freeze(len(self._vocabulary))
        self._lanes.freeze()
        self._shelf.by_id.freeze()

    def remove(self, entry_id: str) -> None:
        """Forget an entry; unknown ids are no error."""
        slot = self._shelf.slot(entry_id)
        if slot is None:
            return
        scope = self._shelf.scopes.get(slot, "")
        self._vocabulary.count(self._terms_of(slot), scope, -1)
        self._shelf.drop(entry_id)

    def _terms_of(self, slot: int) -> Ids:
        held = [self._shelf.terms(field) for field in self._shelf.fields(slot)]
        return np.unique(np.concatenate(held)) if held else np.zeros(0, np.int32)

    def rank(self, text: str, audience: Audience, top: int = 20) -> tuple[Candidate, ...]:
        """The best facts for a text, best first, without any decision."""
        return self._first_direct(read(text, self._vocabulary, audience.community), audience, top)[1]

    def decide(
        self, text: str, lane: Lane, audience: Audience, thresholds: Thresholds | None = None
    ) -> Decision:
        """Match, offer or stay silent."""
        query = read(text, self._vocabulary, audience.community)
        lane_used, found = self._first_direct(query, audience, _DECIDED_AMONG)
        return self._decided(query, lane, lane_used, found, thresholds or self._thresholds)

    def judge(self, text: str, audience: Audience, top: int = 20) -> Judged:
        """Ranking and the decision of every lane, searched once."""
        query = read(text, self._vocabulary, audience.community)
        lane_used, found = self._first_direct(query, audience, top)
        asked = self._thresholds
        return Judged(
            found, {lane: self._decided(query, lane, lane_used, found, asked) for lane in Lane}
        )

    def _decided(
        self,
        query: Query,
        lane: Lane,
        lane_used: str,
        found: tuple[Candidate, ...],
        asked: Thresholds | None,
    ) -> Decision:
        if lane_used == "index" and len(query.ids) < FEWEST_TERMS:
            reason = Silence.TOO_SHORT if query.content else Silence.EMPTY
            needed = threshold_of(lane, asked)
            stance = MessageStance.ASSERTS
            return NoMatch(reason, Trail(lane, lane_used, stance, needed, found[:5], "say more"))
        return decide(found, lane, lane_used, self._stance(query, found), asked)

    def _stance(self, query: Query, found: tuple[Candidate, ...]) -> MessageStance:
        """What the message does with the first claim that no guard stopped."""
        best = next((candidate for candidate in found if not candidate.stopped), None)
        if best is None:
            return MessageStance.ASSERTS
        return stance_of(query, self._passage(query, best), best.findings, best.wording)

    def _passage(self, query: Query, candidate: Candidate) -> tuple[int, int]:
        terms = set(tokenise(fold(candidate.wording)).terms) - {""}
        return token_range(query, terms, len(terms))

    def _first_direct(
        self, query: Query, audience: Audience, top: int
    ) -> tuple[str, tuple[Candidate, ...]]:
        """Candidates of the exact lanes before those of the index."""
        lane_used, direct = self._direct(query, audience)
        known = {candidate.id for candidate in direct}
        found = self._ranked(query, audience, top)
        rest = tuple(candidate for candidate in found if candidate.id not in known)
        return lane_used, (*direct, *rest)[:top]

    def _direct(self, query: Query, audience: Audience) -> tuple[str, tuple[Candidate, ...]]:
        whole = (0, len(query.text))
        shelf = self._shelf
        for lane, filed in self._lanes.find(query):
            seen = [
                slot
                for slot in dict.fromkeys(filed)
                if shelf.alive.view[slot] and audience.sees(shelf.scopes.get(slot, ""))
            ]
            if seen:
                return lane, tuple(
                    Candidate(shelf.ids[slot], _CERTAIN, self._claim(slot), whole)
                    for slot in seen[:3]
                )
        return "index", ()

    def _claim(self, slot: int) -> str:
        fields = self._shelf.fields(slot)
        return self._shelf.text(fields[0]) if len(fields) else ""

    def _visible(self, slots: NDArray[np.int64], audience: Audience) -> NDArray[np.bool_]:
        scopes = self._shelf.scopes
        return np.asarray([audience.sees(scopes.get(slot, "")) for slot in slots.tolist()], bool)

    def search(self, query: Query, audience: Audience) -> Found | None:
        """Candidates with their measurements; None when the base shares no term.

        For `rank`, `decide` and the script that fits the weights.
        """
        scope = audience.community
        shelf = self._shelf
        weights = self._vocabulary.idf(query.ids, scope) ** SHARPNESS
        weights *= query.strength * (1 + np.log(query.times.astype(np.float32)))
        pieces = self._vocabulary.idf(query.grams, scope) ** SHARPNESS
        pieces *= 1 + np.log(query.gram_times.astype(np.float32))
        slots, sums, pieces = candidates(
            self._postings,
            self._accumulators,
            Sought(query.ids, weights),
            Sought(query.grams, GRAM_WEIGHT * pieces),
            shelf.alive.view,
        )
        if shelf.scopes:
            kept = self._visible(slots, audience)
            slots, sums, pieces = slots[kept], sums[kept], pieces[kept]
        if not len(slots):
            return None
        measured = self._measure(query, self._vocabulary, shelf, slots, sums, pieces, scope)
        scores = ranking(measured.rows, query, self._weights)
        extra = context(measured.rows, scores, query, self._vocabulary.seen(scope))
        return Found(slots, measured, scores, extra)

    def ids_of(self, found: Found) -> list[str]:
        """Ids of the facts found, in the order of the search."""
        return [self._shelf.ids[slot] for slot in found.slots.tolist()]

    def read(self, text: str) -> Query:
        """A message as this base reads it for the public."""
        return read(text, self._vocabulary)

    def _ranked(self, query: Query, audience: Audience, top: int) -> tuple[Candidate, ...]:
        found = self.search(query, audience)
        if found is None:
            return ()
        sure = confidence(found.measured.rows, found.extra, query, self._weights)
        order = np.argsort(-found.scores, kind="stable")[:top].tolist()
        return tuple(
            self._candidate(query, found, i, float(sure[i]), near=place < _NEAR)
            for place, i in enumerate(order)
        )

    def _candidate(self, query: Query, found: Found, row: int, sure: float, *, near: bool) -> Candidate:
        """One candidate; `near` ones get their passage, their parts and the guards' look."""
        shelf = self._shelf
        slot, field = int(found.slots[row]), int(found.measured.field[row])
        wording = shelf.text(field)
        numbers = set(shelf.terms(field).tolist())
        held = [number for number in query.ids.tolist() if number in numbers]
        if not wording or len(held) < FEWEST_TERMS:
            sure = min(sure, _TOO_LITTLE)
        if not near and sure < _WORTH_A_LOOK:
            return Candidate(shelf.ids[slot], sure, wording, (0, len(query.text)))
        terms = {self._vocabulary.terms[number] for number in held}
        tokens = token_range(query, terms, len(numbers))
        values = (round(float(value), 3) for value in found.measured.rows[row])
        parts = tuple(zip(NAMES, values, strict=True))
        findings: tuple[Finding, ...] = ()
        if wording and sure >= _WORTH_A_LOOK:
            findings = self._inspector(query, tokens, slot, field, shelf, self._vocabulary)
            if any(finding.stops for finding in findings):
                sure = min(sure, _STOPPED)
        span = raw_span(query, tokens)
        return Candidate(shelf.ids[slot], sure, wording, span, findings, parts)
