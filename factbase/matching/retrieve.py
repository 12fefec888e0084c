"""The candidates: facts that share the rarest terms of a message."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Ids, Reals
from factbase.matching.postings import Postings

BUDGET = 20_000
LEAST_BUDGET = 6_000
"""Postings read for one message, the rarest terms first: a fifth of the facts within these
bounds. On 13,825 claims 6,000 lose nothing (docs/matching.md)."""

KEPT = 40
"""Candidates handed to the rerank."""

_MANY = 16 * KEPT
_LEAST = np.float32(1e-9)  # nothing is told of a slot that may not be seen


class Accumulator:
    """A score for each slot, zero between searches."""

    __slots__ = ("_mark", "scores", "slots")

    def __init__(self) -> None:
        self.slots = 0
        self.scores: Reals = np.zeros(1024, np.float32)
        self._mark: Ids = np.zeros(1024, np.int32)

    def room(self, slots: int) -> None:
        """Make sure there is a score for each of `slots` slots."""
        self.slots = slots
        if slots > len(self.scores):
            self.scores = np.zeros(slots + slots // 4, np.float32)
            self._mark = np.zeros(len(self.scores), np.int32)

    def once(self, slots: NDArray[np.intp]) -> NDArray[np.intp]:
        """Each of these slots once; without sorting, which would cost more than the search."""
        places = np.arange(len(slots), dtype=np.int32)
        self._mark[slots] = places
        distinct: NDArray[np.intp] = slots[self._mark.take(slots) == places]
        return distinct

    def emptied(self, slots: NDArray[np.intp]) -> Reals:
        """Scores of distinct slots, which are 0 afterwards."""
        taken = self.scores.take(slots)
        self.scores[slots] = 0
        return taken


@dataclass(frozen=True, slots=True)
class Sought:
    """Term numbers with the weight of each in one message."""

    ids: Ids
    weights: Reals


def candidates(
    postings: Postings,
    accumulators: tuple[Accumulator, Accumulator],
    words: Sought,
    grams: Sought,
    seen: NDArray[np.bool_] | None,
) -> tuple[NDArray[np.int64], Reals, Reals]:
    """Slots with the highest sums of weight times impact, best first, the older first in a tie.

    `seen` are the slots that may be found; None for all. The accumulators must have room.
    Returns the slots found with what words and what character n-grams brought to each.
    """
    by_words, by_grams = accumulators
    budget = max(LEAST_BUDGET, min(BUDGET, by_words.slots // 5))
    reached = _collect(postings, by_words.scores, words, budget)
    told_by_grams = len(grams.ids) > 0
    if told_by_grams:
        reached += _collect(postings, by_grams.scores, grams, budget)
    if not reached:
        none = np.zeros(0, np.float32)
        return np.zeros(0, np.int64), none, none
    found = by_words.once(reached[0] if len(reached) == 1 else np.concatenate(reached))
    sums = by_words.emptied(found)
    pieces = by_grams.emptied(found) if told_by_grams else np.zeros_like(sums)
    total = sums + pieces if told_by_grams else sums
    if seen is not None:
        total = total * seen[found]
    kept = np.flatnonzero(total >= _least(total))
    top = kept[np.lexsort((found[kept], -total[kept]))[:KEPT]]
    return found[top], sums[top], pieces[top]


def _least(total: Reals) -> np.float32:
    """The lowest sum that is among the `KEPT` highest; more than nothing."""
    if len(total) <= KEPT:
        return _LEAST
    if len(total) > _MANY:
        # What reaches the highest of every eighth is a short list that holds the highest of all.
        total = total[total >= _highest(total[::8])]
    return max(_highest(total), _LEAST)


def _highest(values: Reals) -> np.float32:
    """The lowest of the `KEPT` highest."""
    lowest: np.float32 = np.partition(values, len(values) - KEPT)[len(values) - KEPT]
    return lowest


def _collect(
    postings: Postings, scores: Reals, sought: Sought, budget: int
) -> list[NDArray[np.intp]]:
    begin, counts = postings.spans(sought.ids)
    lengths = postings.lengths(sought.ids, counts)
    order = lengths.argsort(kind="stable")
    sums = lengths.take(order).cumsum()
    if len(sums) and int(sums[-1]) > budget:
        order = order[: max(1, int(sums.searchsorted(budget, "right")))]
    terms, weights = sought.ids.take(order), sought.weights.take(order) / np.float32(255)
    touched: list[NDArray[np.intp]] = []
    counts = counts.take(order)
    held, impacts = postings.frozen(begin.take(order), counts)
    if len(held):
        np.add.at(scores, held, impacts * weights.repeat(counts))
        touched.append(held)
    if postings.fresh:
        for term, weight in zip(terms.tolist(), weights, strict=True):
            later = postings.later(term)
            if later is not None:
                scores[later[0]] += later[1] * weight
                touched.append(later[0].astype(np.intp))
    return touched
