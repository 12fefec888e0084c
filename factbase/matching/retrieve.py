"""The candidates: facts that share the rarest terms of a message."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Ids, Reals
from factbase.matching.postings import Postings

BUDGET = 20_000
"""Postings read for one message. The rarest terms come first."""

KEPT = 40
"""Candidates handed to the rerank."""

_LEAST = np.float32(1e-9)  # less is a slot named before, or one that may not be seen


class Accumulator:
    """A score for each slot, zero between searches."""

    __slots__ = ("scores",)

    def __init__(self) -> None:
        self.scores: Reals = np.zeros(1024, np.float32)

    def room(self, slots: int) -> None:
        """Make sure there is a score for each of `slots` slots."""
        if slots > len(self.scores):
            self.scores = np.zeros(max(slots, 2 * len(self.scores)), np.float32)


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
    reached = _collect(postings, by_words.scores, words)
    told_by_grams = len(grams.ids) > 0
    if told_by_grams:
        reached += _collect(postings, by_grams.scores, grams)
    if not reached:
        none = np.zeros(0, np.float32)
        return np.zeros(0, np.int64), none, none
    found = np.concatenate(reached)
    sums = _emptied(by_words.scores, reached)
    pieces = _emptied(by_grams.scores, reached) if told_by_grams else np.zeros_like(sums)
    total = sums + pieces if told_by_grams else sums
    if seen is not None:
        total *= seen[found]
    if len(total) > KEPT:
        least = np.partition(total, -KEPT)[-KEPT]
        kept = np.flatnonzero(total >= max(least, _LEAST))
    else:
        kept = np.flatnonzero(total > 0)
    top = kept[np.lexsort((found[kept], -total[kept]))[:KEPT]]
    return found[top].astype(np.int64), sums[top], pieces[top]


def _emptied(scores: Reals, reached: list[NDArray[np.uint32]]) -> Reals:
    """Scores of the slots reached, 0 where a slot was named before; all are 0 afterwards."""
    taken = []
    for held in reached:
        taken.append(scores[held])
        scores[held] = 0
    return np.concatenate(taken)


def _collect(postings: Postings, scores: Reals, sought: Sought) -> list[NDArray[np.uint32]]:
    lengths = postings.lengths(sought.ids)
    order = np.argsort(lengths, kind="stable")
    if int(lengths.sum()) > BUDGET:
        order = order[: max(1, int(np.searchsorted(np.cumsum(lengths[order]), BUDGET, "right")))]
    touched: list[NDArray[np.uint32]] = []
    weights = sought.weights[order] / np.float32(255)
    for term, weight in zip(sought.ids[order].tolist(), weights, strict=True):
        for held, impacts in postings.parts(term):
            scores[held] += impacts * weight
            touched.append(held)
    return touched
