"""What is measured between a message and each candidate: a dozen named numbers.

All candidates are measured at once on small padded arrays. A candidate has several wordings;
the one that agrees best speaks for it, and its explanation is measured apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Ids, Reals
from factbase.matching.query import Query
from factbase.matching.shelf import BODY, WORDING, Shelf
from factbase.matching.vocabulary import Vocabulary

NAMES = (
    "retrieval",  # BM25 over all fields, as a share of the best candidate's
    "bm25",  # log of BM25
    "mass",  # log of the summed idf of shared terms
    "mass_share",  # that sum as a share of the best candidate's
    "cover",  # share of the wording's idf found in the message
    "cover_soft",  # the same, counting words of one family and ends of compounds
    "cover_message",  # share of the message's idf found in the wording
    "cosine",  # idf cosine of message and wording
    "terms",  # log of the number of shared terms
    "adjacent",  # share of the wording's idf in neighbouring pairs that are neighbours there too
    "together",  # share of the wording's idf found in one passage of the message
    "rarest",  # idf of the rarest shared term
    "second",  # idf of the second rarest
    "missing",  # idf of the most telling term of the wording that the message lacks
    "body",  # share of the message's idf found in the explanation
    "grams",  # share of the best candidate's character n-grams, when the message isn't English
    "gram_cosine",  # idf cosine of the character n-grams of message and wording
    "spread",  # share of the wording's idf found, second best wording
)
COLUMN = {name: i for i, name in enumerate(NAMES)}
WIDEST = 64
WIDEST_GRAMS = 160
_NEAR = 3
_ROOM = 4
_SLIGHT = np.float32(1e-6)


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of `NAMES` per candidate, and the field that spoke for it."""

    rows: Reals
    field: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class _Fields:
    """Fields of all candidates side by side: term numbers padded to one width."""

    tokens: Ids
    mask: NDArray[np.bool_]
    numbers: NDArray[np.int64]
    owner: NDArray[np.int64]


class Measure:
    """Measures candidates; keeps one array of positions per term between messages."""

    __slots__ = ("_heads", "_places", "_strength", "_tails")

    def __init__(self) -> None:
        self._places: NDArray[np.int32] = np.zeros(1024, np.int32)
        self._heads: NDArray[np.bool_] = np.zeros((1 << 20) + 1, np.bool_)
        self._tails: NDArray[np.bool_] = np.zeros((1 << 20) + 1, np.bool_)
        self._strength: Reals = np.ones(1024, np.float32)

    def __call__(  # noqa: PLR0913, PLR0917 - the parts of one search, named where they are made
        self,
        query: Query,
        vocabulary: Vocabulary,
        shelf: Shelf,
        slots: NDArray[np.int64],
        sums: Reals,
        pieces: Reals,
        scope: str,
    ) -> Measured:
        """Measure candidates `slots` with retrieval by words (`sums`) and n-grams (`pieces`)."""
        fields = _gather(shelf, slots)
        idf = np.where(fields.mask, vocabulary.idf(fields.tokens, scope), np.float32(0))
        place, kin = self._found(query, vocabulary, fields)
        own = vocabulary.idf(query.ids, scope) * query.strength
        if len(query.ids) and query.strength.min() < 1:
            idf = idf * self._strengths(query, vocabulary)[fields.tokens]
            self._strength[query.ids] = 1
        measured = _per_field(idf, place, kin, own)
        measured["gram_cosine"] = self._gram_cosine(query, vocabulary, shelf, fields, scope)
        best = _Best(fields, measured, shelf, len(slots))
        rows = best.rows(measured)
        rows[:, COLUMN["retrieval"]] = sums / (sums.max() + _SLIGHT)
        rows[:, COLUMN["bm25"]] = np.log1p(sums)
        rows[:, COLUMN["grams"]] = pieces / (pieces.max() + _SLIGHT)
        return Measured(rows, fields.numbers[best.chosen])

    def _gram_cosine(
        self, query: Query, vocabulary: Vocabulary, shelf: Shelf, fields: _Fields, scope: str
    ) -> Reals:
        """Cosine of character n-grams for each field; 0 for English messages."""
        if not len(query.grams) or not shelf.grams.size:
            return np.zeros(len(fields.numbers), np.float32)
        tokens, mask = _padded(
            shelf.gram_bounds.view, shelf.grams.view, fields.numbers, WIDEST_GRAMS
        )
        own = vocabulary.idf(query.grams, scope)
        idf = np.where(mask, vocabulary.idf(tokens, scope), np.float32(0))
        places = self._places
        places[query.grams] = 1
        hit = places[tokens] > 0
        places[query.grams] = 0
        squares = idf * idf
        norm = np.sqrt(squares.sum(1) * (own * own).sum()) + _SLIGHT
        cosine: Reals = np.where(hit, squares, np.float32(0)).sum(1) / norm
        return cosine

    def _strengths(self, query: Query, vocabulary: Vocabulary) -> Reals:
        if len(vocabulary) > len(self._strength):
            self._strength = np.ones(2 * len(vocabulary), np.float32)
        self._strength[query.ids] = query.strength
        return self._strength

    def _found(
        self, query: Query, vocabulary: Vocabulary, fields: _Fields
    ) -> tuple[Ids, NDArray[np.bool_]]:
        """Where each term first stands in the message (from 1), and which only have kin there."""
        if len(vocabulary) > len(self._places):
            self._places = np.zeros(2 * len(vocabulary), np.int32)
        places, heads, tails = self._places, self._heads, self._tails
        places[query.ids] = query.first + 1
        place = np.where(fields.mask, places[fields.tokens], 0)
        places[query.ids] = 0
        heads[query.heads] = True
        tails[query.tails] = True
        heads[0] = tails[0] = False
        columns = vocabulary.columns
        kin = heads[columns.heads[fields.tokens]] | tails[columns.tails[fields.tokens]]
        heads[query.heads] = False
        tails[query.tails] = False
        return place, kin & fields.mask & (place == 0)


def _gather(shelf: Shelf, slots: NDArray[np.int64]) -> _Fields:
    first = shelf.first_field.view
    begin, end = first[slots].astype(np.int64), first[slots + 1].astype(np.int64)
    counts = end - begin
    owner = np.repeat(np.arange(len(slots)), counts)
    numbers = np.arange(len(owner)) + np.repeat(begin - np.cumsum(counts) + counts, counts)
    tokens, mask = _padded(shelf.bounds.view, shelf.tokens.view, numbers, WIDEST)
    return _Fields(tokens, mask, numbers, owner)


def _padded(
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


def _per_field(idf: Reals, place: Ids, kin: NDArray[np.bool_], own: Reals) -> dict[str, Reals]:
    hit = place > 0
    shared = np.where(hit, idf, np.float32(0))
    mass = shared.sum(1)
    total = idf.sum(1) + _SLIGHT
    norm = np.sqrt((idf * idf).sum(1) * np.float32((own * own).sum())) + _SLIGHT
    step = place[:, 1:] - place[:, :-1]
    near = hit[:, 1:] & hit[:, :-1] & (step > 0) & (step <= _NEAR)
    pairs = np.where(near, np.minimum(shared[:, 1:], shared[:, :-1]), np.float32(0)).sum(1)
    second = min(1, shared.shape[1] - 1)
    top = -np.partition(-shared, second, axis=1)
    return {
        "mass": mass,
        "cover": mass / total,
        "cover_soft": np.where(hit | kin, idf, np.float32(0)).sum(1) / total,
        "cover_message": mass / (np.float32(own.sum()) + _SLIGHT),
        "cosine": (shared * shared).sum(1) / norm,
        "terms": hit.sum(1).astype(np.float32),
        "adjacent": pairs / total,
        "together": _together(place, shared) / total,
        "rarest": top[:, 0],
        "second": top[:, second],
        "missing": np.where(hit | kin, np.float32(0), idf).max(1),
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


_FROM_WORDING = (
    "cover", "cover_soft", "cover_message", "cosine", "adjacent", "together", "rarest", "second",
    "missing", "gram_cosine",
)  # fmt: skip


class _Best:
    """Which wording speaks for each candidate, and what the others add."""

    __slots__ = ("_body", "_first", "_order", "_other", "_owner", "chosen", "count")

    def __init__(
        self, fields: _Fields, measured: dict[str, Reals], shelf: Shelf, count: int
    ) -> None:
        self._owner = fields.owner
        kinds = shelf.kinds.view[fields.numbers]
        self._body = kinds == BODY
        self._other = kinds != WORDING
        worth = measured["cosine"] + measured["cover"] + measured["gram_cosine"]
        worth = np.where(self._other, np.float32(-1), worth)
        self._order = np.lexsort((-worth, fields.owner))
        self._first = np.searchsorted(fields.owner[self._order], np.arange(count))
        self.chosen = self._order[self._first]
        self.count = count

    def rows(self, measured: dict[str, Reals]) -> Reals:
        """Rows of `NAMES`; what comes from retrieval is still empty."""
        rows = np.zeros((self.count, len(NAMES)), np.float32)
        best = self.chosen
        for name in _FROM_WORDING:
            rows[:, COLUMN[name]] = measured[name][best]
        mass = measured["mass"][best]
        rows[:, COLUMN["mass"]] = np.log1p(mass)
        rows[:, COLUMN["mass_share"]] = mass / (mass.max() + _SLIGHT)
        rows[:, COLUMN["terms"]] = np.log1p(measured["terms"][best])
        bodies = np.flatnonzero(self._body)
        rows[self._owner[bodies], COLUMN["body"]] = measured["cover_message"][bodies]
        follows = np.minimum(self._first + 1, len(self._order) - 1)
        second = self._order[follows]
        other = (self._owner[second] == np.arange(self.count)) & ~self._other[second]
        other &= follows > self._first
        rows[other, COLUMN["spread"]] = measured["cover"][second[other]]
        return rows
