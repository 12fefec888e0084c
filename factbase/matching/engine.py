"""The matcher: from a raw message to ranked facts and to a decision.

Lanes, in order: a known address of the claim (`url`), the same words (`exact`), the index
(`index`). Everything is in memory and synchronous; nothing is rebuilt when a fact changes.
"""

from __future__ import annotations

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
from factbase.matching.features import NAMES, Measure
from factbase.matching.inspector import Inspector
from factbase.matching.lanes import Lanes
from factbase.matching.passages import raw_span, token_range
from factbase.matching.postings import Postings
from factbase.matching.query import Query, read
from factbase.matching.retrieve import Accumulator, candidates
from factbase.matching.shelf import BODY, Shelf
from factbase.matching.thresholds import FEWEST_TERMS
from factbase.matching.thresholds import of as threshold_of
from factbase.matching.vocabulary import Ids, Reals, Vocabulary
from factbase.matching.weights import Weights, fitted
from factbase.model import Audience

_GRAM_WEIGHT = np.float32(0.25)
_CERTAIN = 0.995
_WORTH_A_LOOK = 0.05
_STOPPED = 0.02


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
        self._accumulator = Accumulator()
        self._measure = Measure()
        self._inspector = Inspector()

    def __len__(self) -> int:
        return len(self._shelf.slots)

    def add(self, entry: Entry) -> None:
        """Make an entry findable at once; replaces the entry of that id."""
        self.remove(entry.id)
        fields = entries.fields_of(entry, self._vocabulary)
        impacts = entries.impacts_of(entry, fields, self._vocabulary)
        slot = self._shelf.put(entry.id, entry.scope, fields)
        self._postings.add(slot, impacts.items())
        self._vocabulary.count(np.fromiter(impacts, np.int32, len(impacts)), entry.scope, 1)
        self._lanes.add(entry)

    def remove(self, entry_id: str) -> None:
        """Forget an entry; unknown ids are no error."""
        slot = self._shelf.slots.get(entry_id)
        if slot is None:
            return
        scope = self._shelf.scopes.get(slot, "")
        self._vocabulary.count(self._terms_of(slot), scope, -1)
        self._shelf.drop(entry_id)
        self._lanes.remove(entry_id)

    def _terms_of(self, slot: int) -> Ids:
        held = [self._shelf.terms(field) for field in self._shelf.fields(slot)]
        return np.unique(np.concatenate(held)) if held else np.zeros(0, np.int32)

    def rank(self, text: str, audience: Audience, top: int = 20) -> tuple[Candidate, ...]:
        """The best facts for a text, best first, without any decision."""
        query = read(text, self._vocabulary)
        return self._ranked(query, audience, top)

    def decide(
        self, text: str, lane: Lane, audience: Audience, thresholds: Thresholds | None = None
    ) -> Decision:
        """Match, offer or stay silent."""
        asked = thresholds or self._thresholds
        query = read(text, self._vocabulary)
        lane_used, direct = self._direct(query, audience)
        stance = MessageStance.ASSERTS
        if direct:
            return decide(direct, lane, lane_used, stance, asked)
        found = self._ranked(query, audience, 10)
        if query.content < FEWEST_TERMS:
            reason = Silence.TOO_SHORT if query.content else Silence.EMPTY
            trail = Trail(lane, "index", stance, threshold_of(lane, asked), found[:5], "say more")
            return NoMatch(reason, trail)
        return decide(found, lane, "index", stance, asked)

    def _direct(self, query: Query, audience: Audience) -> tuple[str, tuple[Candidate, ...]]:
        whole = (0, len(query.text))
        for lane, ids in self._lanes.find(query):
            seen = [i for i in ids if audience.sees(self._scope(i))]
            if seen:
                made = tuple(Candidate(i, _CERTAIN, self._claim(i), whole) for i in seen[:3])
                return lane, made
        return "index", ()

    def _scope(self, entry_id: str) -> str:
        return self._shelf.scopes.get(self._shelf.slots[entry_id], "")

    def _claim(self, entry_id: str) -> str:
        fields = self._shelf.fields(self._shelf.slots[entry_id])
        return self._shelf.text(fields[0]) if len(fields) else ""

    def _visible(self, slots: NDArray[np.int64], audience: Audience) -> NDArray[np.bool_]:
        scopes = self._shelf.scopes
        return np.asarray([audience.sees(scopes.get(slot, "")) for slot in slots.tolist()], bool)

    def _ranked(self, query: Query, audience: Audience, top: int) -> tuple[Candidate, ...]:
        scope = audience.community
        shelf = self._shelf
        ids = np.concatenate([query.ids, query.grams])
        if not len(ids):
            return ()
        weights = self._vocabulary.idf(ids, scope)
        weights[: len(query.ids)] *= 1 + np.log(query.times.astype(np.float32))
        weights[len(query.ids) :] *= _GRAM_WEIGHT
        slots, sums = candidates(self._postings, self._accumulator, ids, weights, shelf.alive.view)
        if shelf.scopes:
            kept = self._visible(slots, audience)
            slots, sums = slots[kept], sums[kept]
        if not len(slots):
            return ()
        measured = self._measure(query, self._vocabulary, shelf, slots, sums, scope)
        scores = ranking(measured.rows, self._weights)
        extra = context(measured.rows, scores, query, len(self))
        sure = confidence(measured.rows, extra, self._weights)
        order = np.argsort(-scores, kind="stable")[:top].tolist()
        return tuple(
            self._candidate(query, int(slots[i]), int(measured.field[i]), float(sure[i]),
                            measured.rows[i])
            for i in order
        )  # fmt: skip

    def _candidate(self, query: Query, slot: int, field: int, sure: float, row: Reals) -> Candidate:
        shelf = self._shelf
        numbers = shelf.terms(field)
        shared = np.intersect1d(numbers, query.ids).tolist()
        terms = {self._vocabulary.terms[number] for number in shared}
        tokens = token_range(query, terms, len(numbers))
        if shelf.kinds.view[field] == BODY or len(terms) < FEWEST_TERMS:
            sure = min(sure, 0.1)
        parts = tuple(zip(NAMES, (round(float(value), 3) for value in row), strict=True))
        wording = shelf.text(field)
        findings: tuple[Finding, ...] = ()
        if sure >= _WORTH_A_LOOK and wording:
            findings = self._inspector(query, tokens, slot, field, shelf, self._vocabulary)
            if any(finding.stops for finding in findings):
                sure = min(sure, _STOPPED)
        span = raw_span(query, tokens)
        return Candidate(shelf.ids[slot], sure, wording, span, findings, parts)
