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

_SHARED, _MOST_SHARED = 20, 80  # terms a candidate shares: so often it is reached


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
    seen: NDArray[np.bool_],
) -> tuple[NDArray[np.int64], Reals, Reals]:
    """Slots in `seen` with the highest sums of weight times impact, best first.

    Returns the slots with what words and what character n-grams brought to each.
    """
    by_words, by_grams = accumulators
    reached = _collect(postings, by_words, words, len(seen))
    reached += _collect(postings, by_grams, grams, len(seen))
    if not reached:
        none = np.zeros(0, np.float32)
        return np.zeros(0, np.int64), none, none
    slots = np.concatenate(reached)
    total = by_words.scores[slots]
    if len(grams.ids):
        total = total + by_grams.scores[slots]
    total = np.where(seen[slots], total, np.float32(-1))
    spare = KEPT * min(_MOST_SHARED, max(_SHARED, len(reached)))
    if len(slots) > spare:
        enough = np.partition(total, -spare)[-spare]
        slots_kept = slots[total >= enough]
    else:
        slots_kept = slots
    best = np.unique(slots_kept)
    best = best[seen[best]]
    sums, pieces = by_words.scores[best], by_grams.scores[best]
    by_words.scores[slots] = 0
    if len(grams.ids):
        by_grams.scores[slots] = 0
    top = np.argsort(-(sums + pieces), kind="stable")[:KEPT]
    return best[top].astype(np.int64), sums[top], pieces[top]


def _collect(
    postings: Postings, accumulator: Accumulator, sought: Sought, slots: int
) -> list[NDArray[np.uint32]]:
    accumulator.room(slots)
    scores = accumulator.scores
    ids = sought.ids.tolist()
    lengths = np.fromiter((postings.length(i) for i in ids), np.int64, len(ids))
    touched: list[NDArray[np.uint32]] = []
    spent = 0
    for at in np.argsort(lengths, kind="stable").tolist():
        spent += int(lengths[at])
        if touched and spent > BUDGET:
            break
        weight = np.float32(sought.weights[at] / 255)
        for held, impacts in postings.parts(ids[at]):
            scores[held] += impacts * weight
            touched.append(held)
    return touched
