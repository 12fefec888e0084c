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
    """Fields of all candidates side by side: term numbers padded to one width."""

    tokens: Ids
    mask: NDArray[np.bool_]
    numbers: NDArray[np.int64]
    owner: NDArray[np.int64]


def gather(shelf: Shelf, slots: NDArray[np.int64]) -> Fields:
    """All fields of these slots that are searched: no examples of silence."""
    first = shelf.first_field.view
    begin, end = first[slots].astype(np.int64), first[slots + 1].astype(np.int64)
    counts = end - begin
    owner = np.repeat(np.arange(len(slots)), counts)
    numbers = np.arange(len(owner)) + np.repeat(begin - np.cumsum(counts) + counts, counts)
    searched = shelf.kinds.view[numbers] != MISS
    if not searched.all():
        owner, numbers = owner[searched], numbers[searched]
    tokens, mask = padded(shelf.bounds.view, shelf.tokens.view, numbers, WIDEST)
    return Fields(tokens, mask, numbers, owner)


def padded(
    bounds: NDArray[np.uint32], held: Ids, numbers: NDArray[np.int64], widest: int
) -> tuple[Ids, NDArray[np.bool_]]:
    """Term numbers of fields as rows of one width, and which of them are real."""
    start = bounds[numbers].astype(np.int64)
    length = np.minimum(bounds[numbers + 1] - start, widest)
    column = np.arange(max(1, int(length.max(initial=1))))
    mask = column < length[:, None]
    if not len(held):
        return np.zeros(mask.shape, np.int32), mask
    at = np.minimum(start[:, None] + column, len(held) - 1)
    return held[at], mask
