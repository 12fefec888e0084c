"""What is measured of the wording that speaks for a candidate, word by word."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Ids, Reals

SLIGHT = np.float32(1e-6)
"""Keeps divisions by an empty sum finite."""

_NEAR = 3
_ROOM = 4
_STRONGEST = 24
"""Shared words of a wording whose places are compared."""

_FIRST = np.zeros(1, np.int64)
_APART = 1 << 24
"""More than any text is long, so that the places of two candidates never meet."""


def row_sums(one: Reals, other: Reals) -> Reals:
    """The sum of products in each row."""
    sums: Reals = np.einsum("ij,ij->i", one, other)
    return sums


def closely(idf: Reals, place: Ids, kin: NDArray[np.bool_]) -> dict[str, Reals]:
    """Named numbers of each wording.

    `idf` says how telling its words are, `place` where each stands in the message (from 1; 0
    for nowhere), `kin` which have a word of their family there.
    """
    hit = place > 0
    shared = idf * hit
    each = np.ones(idf.shape[1], np.float32)
    total = idf @ each + SLIGHT
    there = kin | hit
    found = idf * there
    counts = hit.sum(1)
    first, second = _two_highest(shared)
    return {
        "cover_soft": found @ each / total,
        "terms": np.log1p(counts, dtype=np.float32),
        "adjacent": _adjacent(place, shared) @ each[1:] / total,
        "together": _together(place, shared, counts) / total,
        "rarest": first,
        "second": second,
        "missing": (idf - found).max(1),
    }


def _two_highest(shared: Reals) -> tuple[Reals, Reals]:
    """The highest of each row, and the second highest; of a single one both the same."""
    if shared.shape[1] == 1:
        return shared[:, 0], shared[:, 0]
    sorted_ends = np.partition(shared, -2, axis=1)
    return sorted_ends[:, -1], sorted_ends[:, -2]


def _adjacent(place: Ids, shared: Reals) -> Reals:
    """The lesser idf of each two neighbours that are neighbours in the message, too."""
    step = place[:, 1:] - place[:, :-1]
    step -= 1
    # Read as unsigned, what lies behind is far ahead. A word that is nowhere brings nothing.
    near = step.view(np.uint32) < _NEAR
    pairs: Reals = np.minimum(shared[:, 1:], shared[:, :-1])
    pairs *= near
    return pairs


def _together(place: Ids, shared: Reals, counts: NDArray[np.int64]) -> Reals:
    """The most idf found within one passage as long as the wording with some room.

    Only the shared words are looked at, those of all wordings in one line.
    """
    most = np.zeros(len(shared), np.float32)
    room = _ROOM + 2 * counts
    if int(counts.max()) > _STRONGEST:
        shared = _strongest(shared)
    at = np.flatnonzero(shared)
    if not len(at):
        return most
    row = at // shared.shape[1]
    line = row * _APART + place.take(at)
    order = line.argsort(kind="stable")
    line = line[order]
    told = np.zeros(len(at) + 1)
    shared.take(at.take(order)).cumsum(dtype=np.float64, out=told[1:])
    inside = told.take(line.searchsorted(line + room.take(row), "right"))
    inside -= told.take(line.searchsorted(line))
    starts = np.concatenate((_FIRST, np.flatnonzero(row[1:] != row[:-1]) + 1))
    most[row.take(starts)] = np.maximum.reduceat(inside, starts)
    return most


def _strongest(shared: Reals) -> Reals:
    """The most telling words of each row; nothing instead of the others."""
    kept = np.argsort(-shared, axis=1, kind="stable")[:, :_STRONGEST]
    strong = np.zeros_like(shared)
    np.put_along_axis(strong, kept, np.take_along_axis(shared, kept, 1), 1)
    return strong
