"""One search: retrieve candidates, measure them, score them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Ids, Reals
from factbase.matching.confidence import QUIET, context, ranking
from factbase.matching.features import Measure, Measured
from factbase.matching.index import Index
from factbase.matching.query import Query
from factbase.matching.retrieve import Accumulator, Sought, candidates
from factbase.matching.semantic_scoring import Semantic, semantic_context
from factbase.matching.weights import Weights
from factbase.model import Audience

GRAM_WEIGHT = np.float32(0.6)
"""What character n-grams count beside words when candidates are collected."""

SHARPNESS = np.float32(1.3)
"""Exponent of idf in retrieval: rare words lead. Chosen on the train splits."""


@dataclass(frozen=True, slots=True)
class Found:
    """Candidates of one search: slots, measurements, ranker's scores, context.

    `weights` are those the scores come from. `meant` are the cosines of a sentence encoder;
    `extra` and `weights` then have their columns, too.
    """

    slots: NDArray[np.int64]
    measured: Measured
    scores: Reals
    extra: Reals
    weights: Weights
    meant: Reals | None = None

    @property
    def rows(self) -> Reals:
        """Everything measured of each candidate."""
        rows = self.measured.rows
        return rows if self.meant is None else np.column_stack((rows, self.meant))


class Searcher:
    """Searches one index; keeps scratch arrays between searches."""

    __slots__ = ("_accumulators", "_index", "_measure", "_semantic")

    def __init__(self, index: Index, semantic: Semantic | None = None) -> None:
        self._index = index
        self._semantic = semantic
        self._accumulators = (Accumulator(), Accumulator())
        self._measure = Measure()

    @QUIET
    def __call__(
        self, query: Query, audience: Audience, weights: Weights, least: float = 0.0
    ) -> Found | None:
        """Candidates an audience sees; None when no fact shares a term, or none brings `least`."""
        index, scope = self._index, audience.community
        seen = index.shelf.seen_by(audience)
        slots, sums, pieces = self._retrieved(query, scope, seen)
        if least and (not len(slots) or float(sums[0] + pieces[0]) < least):
            return None
        meant: Reals | None = None
        if self._semantic is not None:
            more, meant = self._semantic.meanings.look(query.text, slots, seen)
            slots = np.concatenate((slots, more))
            none = np.zeros(len(more), np.float32)
            sums, pieces = np.concatenate((sums, none)), np.concatenate((pieces, none))
        if not len(slots):
            return None
        measured = self._measure(query, index.vocabulary, index.shelf, slots, sums, pieces, scope)
        facts = index.vocabulary.seen(scope)
        if self._semantic is not None and meant is not None:
            return _meant(query, slots, measured, meant, self._semantic.weights, facts)
        scores = ranking(measured.rows, query, weights)
        extra = context(measured.rows, scores, query, facts)
        return Found(slots, measured, scores, extra, weights)

    def brings(self, query: Query, audience: Audience) -> float:
        """What the best candidate brings in retrieval; 0 when there is none."""
        seen = self._index.shelf.seen_by(audience)
        slots, sums, pieces = self._retrieved(query, audience.community, seen)
        return float(sums[0] + pieces[0]) if len(slots) else 0.0

    def _retrieved(
        self, query: Query, scope: str, seen: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], Reals, Reals]:
        words = self._sought(query.ids, query.times, scope, query.strength)
        grams = self._sought(query.grams, query.gram_times, scope, GRAM_WEIGHT)
        for accumulator in self._accumulators:
            accumulator.room(self._index.shelf.slots)
        return candidates(self._index.postings, self._accumulators, words, grams, seen)

    def _sought(self, ids: Ids, times: Ids, scope: str, share: Reals | np.float32) -> Sought:
        if not len(ids):
            return Sought(ids, np.zeros(0, np.float32))
        weights = self._index.vocabulary.idf(ids, scope) ** SHARPNESS
        weights *= share * (1 + np.log(times.astype(np.float32)))
        return Sought(ids, weights)


def _meant(  # noqa: PLR0913, PLR0917 - the parts of one search, named where they are made
    query: Query,
    slots: NDArray[np.int64],
    measured: Measured,
    meant: Reals,
    weights: Weights,
    facts: int,
) -> Found:
    rows = np.column_stack((measured.rows, meant))
    scores = ranking(rows, query, weights)
    extra = semantic_context(rows, scores, query, facts)
    return Found(slots, measured, scores, extra, weights, meant)
