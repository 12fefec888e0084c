"""Fields of all candidates side by side, so that they are measured at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Ids
from factbase.matching.shelf import MISS, Shelf

WIDEST = 64
"""Telling words read of one field."""


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields of all candidates side by side: term numbers padded to one width.

    `owner` says whose each field is, `starts` where each candidate's fields begin.
    """

    tokens: Ids
    mask: NDArray[np.bool_]
    lengths: NDArray[np.int64]
    numbers: NDArray[np.int64]
    owner: NDArray[np.int64]
    starts: NDArray[np.int64]


def gather(shelf: Shelf, slots: NDArray[np.int64]) -> Fields:
    """All fields of these slots that are searched: no examples of silence."""
    first = shelf.first_field.view
    begin = first.take(slots).astype(np.int64)
    counts = first.take(slots + 1).astype(np.int64)
    counts -= begin
    ends = counts.cumsum()
    starts = ends - counts
    each = np.arange(len(slots))
    owner = each.repeat(counts)
    numbers = (begin - starts).repeat(counts)
    numbers += np.arange(len(owner))
    searched = shelf.kinds.view.take(numbers) != MISS
    if not searched.all():
        owner, numbers = owner[searched], numbers[searched]
        starts = owner.searchsorted(each)
    tokens, mask, lengths = padded(shelf.bounds.view, shelf.tokens.view, numbers, WIDEST)
    return Fields(tokens, mask, lengths, numbers, owner, starts)


def padded(
    bounds: NDArray[np.uint32], held: Ids, numbers: NDArray[np.int64], widest: int
) -> tuple[Ids, NDArray[np.bool_], NDArray[np.int64]]:
    """Term numbers of fields as rows of one width, which of them are real, and how many."""
    start = bounds.take(numbers).astype(np.int64)
    length = bounds.take(numbers + 1).astype(np.int64)
    length -= start
    np.minimum(length, widest, out=length)
    column = np.arange(max(1, int(length.max(initial=1))))
    mask = column < length[:, None]
    if not len(held):
        return np.zeros(mask.shape, np.int32), mask, length
    return held.take(start[:, None] + column, mode="clip"), mask, length
