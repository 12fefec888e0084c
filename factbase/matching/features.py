"""What is measured between a message and each candidate: a dozen named numbers.

All candidates are measured at once on small padded arrays. A candidate has several wordings;
the one that agrees best speaks for it, and its explanation is measured apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.query import Query
from factbase.matching.shelf import BODY, Shelf
from factbase.matching.vocabulary import Ids, Reals, Vocabulary

NAMES = (
    "retrieval",  # BM25 over all fields, as a share of what the message could reach
    "mass",  # log of the summed idf of shared terms
    "cover",  # share of the wording's idf found in the message
    "cover_message",  # share of the message's idf found in the wording
    "cosine",  # idf cosine of message and wording
    "terms",  # log of the number of shared terms
    "adjacent",  # share of the wording's idf in neighbouring pairs that are neighbours there too
    "together",  # share of the wording's idf found in one passage of the message
    "rarest",  # idf of the rarest shared term
    "second",  # idf of the second rarest
    "body",  # share of the message's idf found in the explanation
    "grams",  # share of the message's character n-grams found, when it isn't English
    "spread",  # share of the wording's idf found, second best wording
)
WIDEST = 64
_NEAR = 3
_ROOM = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of `NAMES` per candidate, and the field that spoke for it."""

    rows: Reals
    field: NDArray[np.int64]


class Measure:
    """Measures candidates; keeps one array of positions per term between messages."""

    __slots__ = ("_places",)

    def __init__(self) -> None:
        self._places: NDArray[np.int32] = np.zeros(1024, np.int32)

    def __call__(  # noqa: PLR0913, PLR0917 - the parts of one search, named where they are made
        self,
        query: Query,
        vocabulary: Vocabulary,
        shelf: Shelf,
        slots: NDArray[np.int64],
        sums: Reals,
        scope: str,
    ) -> Measured:
        """Measure candidates `slots` with retrieval `sums`."""
        if len(vocabulary) > len(self._places):
            self._places = np.zeros(2 * len(vocabulary), np.int32)
        places = self._places
        places[query.ids] = query.first + 1
        tokens, mask, fields, owner = _gather(shelf, slots)
        idf = np.where(mask, vocabulary.idf(tokens, scope), np.float32(0))
        place = np.where(mask, places[tokens], 0)
        places[query.ids] = 0
        own = vocabulary.idf(query.ids, scope)
        per_field = _per_field(idf, place, own, query)
        return _per_candidate(per_field, fields, owner, shelf, sums, own, len(slots))


def _gather(
    shelf: Shelf, slots: NDArray[np.int64]
) -> tuple[Ids, NDArray[np.bool_], NDArray[np.int64], NDArray[np.int64]]:
    first = shelf.first_field.view
    begin, end = first[slots].astype(np.int64), first[slots + 1].astype(np.int64)
    counts = end - begin
    owner = np.repeat(np.arange(len(slots)), counts)
    fields = np.arange(len(owner)) + np.repeat(begin - np.cumsum(counts) + counts, counts)
    bounds = shelf.bounds.view
    start = bounds[fields].astype(np.int64)
    length = np.minimum(bounds[fields + 1] - start, WIDEST)
    column = np.arange(max(1, int(length.max(initial=1))))
    mask = column < length[:, None]
    held = shelf.tokens.view
    if not len(held):
        return np.zeros(mask.shape, np.int32), mask, fields, owner
    at = np.minimum(start[:, None] + column, len(held) - 1)
    return held[at], mask, fields, owner


def _per_field(idf: Reals, place: Ids, own: Reals, query: Query) -> dict[str, Reals]:
    hit = place > 0
    shared = np.where(hit, idf, np.float32(0))
    mass = shared.sum(1)
    total = idf.sum(1) + np.float32(1e-6)
    asked = np.float32(own.sum()) + np.float32(1e-6)
    norm = np.sqrt((idf * idf).sum(1) * np.float32((own * own).sum())) + np.float32(1e-6)
    step = place[:, 1:] - place[:, :-1]
    near = hit[:, 1:] & hit[:, :-1] & (step > 0) & (step <= _NEAR)
    pairs = np.where(near, np.minimum(shared[:, 1:], shared[:, :-1]), np.float32(0)).sum(1)
    best = -np.partition(-shared, min(1, shared.shape[1] - 1), axis=1)
    return {
        "mass": mass,
        "cover": mass / total,
        "cover_message": mass / asked,
        "cosine": (shared * shared).sum(1) / norm,
        "terms": hit.sum(1).astype(np.float32),
        "adjacent": pairs / total,
        "together": _together(place, shared) / total,
        "rarest": best[:, 0],
        "second": best[:, min(1, shared.shape[1] - 1)],
    }


def _together(place: Ids, shared: Reals) -> Reals:
    """The most idf found within one passage as long as the wording with some room."""
    widest = min(24, place.shape[1])
    if place.shape[1] > widest:
        order = np.argsort(-shared, axis=1, kind="stable")[:, :widest]
        place = np.take_along_axis(place, order, 1)
        shared = np.take_along_axis(shared, order, 1)
    lengths = (shared > 0).sum(1)
    room = (_ROOM + 2 * lengths)[:, None, None]
    ahead = place[:, None, :] - place[:, :, None]
    inside = (ahead >= 0) & (ahead <= room) & (place > 0)[:, :, None]
    most: Reals = np.einsum("fij,fj->fi", inside.astype(np.float32), shared).max(1)
    return most


def _per_candidate(  # noqa: PLR0913, PLR0917 - as above
    measured: dict[str, Reals],
    fields: NDArray[np.int64],
    owner: NDArray[np.int64],
    shelf: Shelf,
    sums: Reals,
    own: Reals,
    count: int,
) -> Measured:
    body = shelf.kinds.view[fields] == BODY
    worth = np.where(body, np.float32(-1), measured["cosine"] + measured["cover"])
    order = np.lexsort((-worth, owner))
    first = np.searchsorted(owner[order], np.arange(count))
    best = order[first]
    rows = np.zeros((count, len(NAMES)), np.float32)
    column = {name: i for i, name in enumerate(NAMES)}
    for name in ("cover", "cover_message", "cosine", "adjacent", "together", "rarest", "second"):
        rows[:, column[name]] = measured[name][best]
    rows[:, column["mass"]] = np.log1p(measured["mass"][best])
    rows[:, column["terms"]] = np.log1p(measured["terms"][best])
    rows[:, column["retrieval"]] = sums / (own.sum() + np.float32(1e-6))
    bodies = np.flatnonzero(body)
    rows[owner[bodies], column["body"]] = measured["cover_message"][bodies]
    follows = np.minimum(first + 1, len(order) - 1)
    second = order[follows]
    other = (owner[second] == np.arange(count)) & ~body[second] & (follows > first)
    rows[other, column["spread"]] = measured["cover"][second[other]]
    return Measured(rows, fields[best])
