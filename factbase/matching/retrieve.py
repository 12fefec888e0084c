"""The candidates: facts that share the rarest terms of a message."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from factbase.matching.postings import Postings
from factbase.matching.vocabulary import Ids, Reals

BUDGET = 60_000
"""Postings read for one message. The rarest terms come first."""

KEPT = 40
"""Candidates handed to the rerank."""


class Accumulator:
    """A score for each slot, zero between searches."""

    __slots__ = ("scores",)

    def __init__(self) -> None:
        self.scores: Reals = np.zeros(1024, np.float32)

    def room(self, slots: int) -> None:
        """Make sure there is a score for each of `slots` slots."""
        if slots > len(self.scores):
            self.scores = np.zeros(max(slots, 2 * len(self.scores)), np.float32)


def candidates(
    postings: Postings,
    accumulator: Accumulator,
    ids: Ids,
    weights: Reals,
    alive: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], Reals]:
    """Slots with the highest sums of weight times impact, best first, with those sums."""
    accumulator.room(len(alive))
    scores = accumulator.scores
    lengths = np.fromiter((postings.length(i) for i in ids.tolist()), np.int64, len(ids))
    order = np.argsort(lengths, kind="stable")
    touched: list[NDArray[np.uint32]] = []
    spent = 0
    for at in order.tolist():
        spent += int(lengths[at])
        if touched and spent > BUDGET:
            break
        weight = np.float32(weights[at] / 255)
        for slots, impacts in postings.parts(int(ids[at])):
            scores[slots] += impacts * weight
            touched.append(slots)
    if not touched:
        return np.zeros(0, np.int64), np.zeros(0, np.float32)
    reached = np.concatenate(touched)
    found = scores[reached]
    if len(found) > 20 * KEPT:
        enough = np.partition(found, -20 * KEPT)[-20 * KEPT]
        best = np.unique(reached[found >= enough])
    else:
        best = np.unique(reached)
    best = best[alive[best]]
    sums = scores[best]
    scores[reached] = 0
    top = np.argsort(-sums, kind="stable")[:KEPT]
    return best[top].astype(np.int64), sums[top]
