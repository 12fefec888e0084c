"""One search: retrieve candidates, measure them, score them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Ids, Reals
from factbase.matching.confidence import context, ranking
from factbase.matching.features import Measure, Measured
from factbase.matching.postings import Postings
from factbase.matching.query import Query
from factbase.matching.retrieve import Accumulator, Sought, candidates
from factbase.matching.semantic_scoring import Semantic, semantic_context
from factbase.matching.shelf import Shelf
from factbase.matching.vocabulary import Vocabulary
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

    __slots__ = ("_accumulators", "_measure", "_postings", "_shelf", "_vocabulary", "semantic")

    def __init__(self, vocabulary: Vocabulary, postings: Postings, shelf: Shelf) -> None:
        self._vocabulary = vocabulary
        self._postings = postings
        self._shelf = shelf
        self._accumulators = (Accumulator(), Accumulator())
        self._measure = Measure()
        self.semantic: Semantic | None = None

    def __call__(self, query: Query, audience: Audience, weights: Weights) -> Found | None:
        """Candidates an audience sees; None when no fact shares a term."""
        scope = audience.community
        words = self._sought(query.ids, query.times, scope, query.strength)
        grams = self._sought(query.grams, query.gram_times, scope, GRAM_WEIGHT)
        seen = self._shelf.seen_by(audience)
        for accumulator in self._accumulators:
            accumulator.room(self._shelf.slots)
        slots, sums, pieces = candidates(self._postings, self._accumulators, words, grams, seen)
        meant: Reals | None = None
        if self.semantic is not None:
            more, meant = self.semantic.meanings.look(query.text, slots, seen)
            slots = np.concatenate((slots, more))
            none = np.zeros(len(more), np.float32)
            sums, pieces = np.concatenate((sums, none)), np.concatenate((pieces, none))
        if not len(slots):
            return None
        measured = self._measure(query, self._vocabulary, self._shelf, slots, sums, pieces, scope)
        facts = self._vocabulary.seen(scope)
        if self.semantic is not None and meant is not None:
            return _meant(query, slots, measured, meant, self.semantic.weights, facts)
        scores = ranking(measured.rows, query, weights)
        extra = context(measured.rows, scores, query, facts)
        return Found(slots, measured, scores, extra, weights)

    def _sought(self, ids: Ids, times: Ids, scope: str, share: Reals | np.float32) -> Sought:
        if not len(ids):
            return Sought(ids, np.zeros(0, np.float32))
        weights = self._vocabulary.idf(ids, scope) ** SHARPNESS
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
