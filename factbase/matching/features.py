"""What is measured between a message and each candidate: a dozen named numbers.

All candidates are measured at once on small padded arrays. A candidate has several wordings;
the one that agrees best speaks for it, and its explanation is measured apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Ids, Reals
from factbase.matching.fields import Fields, gather, padded
from factbase.matching.query import Query
from factbase.matching.rows import COLUMN, SLIGHT, Best
from factbase.matching.shelf import Shelf
from factbase.matching.vocabulary import Vocabulary
from factbase.matching.whole import NAMES as WHOLE
from factbase.matching.whole import whole

WIDEST_GRAMS = 160
_WHOLE = slice(COLUMN[WHOLE[0]], COLUMN[WHOLE[-1]] + 1)
_ONE = np.ones(1, np.float32)
_NOWHERE = np.zeros(1, np.int32)
_NEAR = 3
_FAR = np.int32(1 << 20)
_ROOM = 4


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of `NAMES` per candidate, and the field that spoke for it."""

    rows: Reals
    field: NDArray[np.int64]


class Measure:
    """Measures candidates; keeps one array of positions per term between messages."""

    __slots__ = ("_heads", "_places", "_tails")

    def __init__(self) -> None:
        self._places: NDArray[np.int32] = np.zeros(1024, np.int32)
        self._heads: NDArray[np.bool_] = np.zeros((1 << 20) + 1, np.bool_)
        self._tails: NDArray[np.bool_] = np.zeros((1 << 20) + 1, np.bool_)

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
        fields = gather(shelf, slots)
        idf = vocabulary.idf(fields.tokens, scope) * fields.mask
        which = self._which(query, vocabulary, fields)
        own = vocabulary.idf(query.ids, scope) * query.strength
        told = idf * np.concatenate((_ONE, query.strength))[which]
        measured = _per_field(told, which > 0, own)
        measured["gram_cosine"] = self._gram_cosine(query, vocabulary, shelf, fields, scope)
        best = Best(fields, measured, shelf, len(slots))
        widest = int(fields.mask[best.chosen].sum(1).max())
        chosen = (best.chosen, slice(0, widest))
        place = np.concatenate((_NOWHERE, query.first + 1))[which[chosen]]
        kin = self._kin(query, vocabulary, fields.tokens[chosen]) & fields.mask[chosen]
        rows = best.rows(measured, _closely(told[chosen], place, kin))
        rows[:, _WHOLE] = whole(query, own, which, fields, (idf * idf).sum(1))
        rows[:, COLUMN["gram_share"]] = _share(rows[:, COLUMN["gram_cosine"]])
        rows[:, COLUMN["retrieval"]] = sums / (sums.max() + SLIGHT)
        rows[:, COLUMN["bm25"]] = np.log1p(sums)
        rows[:, COLUMN["grams"]] = pieces / (pieces.max() + SLIGHT)
        return Measured(rows, fields.numbers[best.chosen])

    def _gram_cosine(
        self, query: Query, vocabulary: Vocabulary, shelf: Shelf, fields: Fields, scope: str
    ) -> Reals:
        """Cosine of character n-grams for each field; 0 for English messages."""
        if not len(query.grams) or not shelf.grams.size:
            return np.zeros(len(fields.numbers), np.float32)
        tokens, mask = padded(
            shelf.gram_bounds.view, shelf.grams.view, fields.numbers, WIDEST_GRAMS
        )
        own = vocabulary.idf(query.grams, scope)
        idf = np.where(mask, vocabulary.idf(tokens, scope), np.float32(0))
        places = self._places
        places[query.grams] = 1
        hit = places[tokens] > 0
        places[query.grams] = 0
        squares = idf * idf
        norm = np.sqrt(squares.sum(1) * (own * own).sum()) + SLIGHT
        cosine: Reals = np.where(hit, squares, np.float32(0)).sum(1) / norm
        return cosine

    def _which(self, query: Query, vocabulary: Vocabulary, fields: Fields) -> Ids:
        """Which of the message's terms each token is, from 1; 0 for none of them."""
        if len(vocabulary) > len(self._places):
            self._places = np.zeros(2 * len(vocabulary), np.int32)
        places = self._places
        places[query.ids] = np.arange(1, len(query.ids) + 1)
        which: Ids = places[fields.tokens] * fields.mask
        places[query.ids] = 0
        return which

    def _kin(self, query: Query, vocabulary: Vocabulary, tokens: Ids) -> NDArray[np.bool_]:
        """Which tokens have a word of their family in the message."""
        heads, tails, columns = self._heads, self._tails, vocabulary.columns
        heads[query.heads] = True
        tails[query.tails] = True
        heads[0] = tails[0] = False
        kin: NDArray[np.bool_] = heads[columns.heads[tokens]] | tails[columns.tails[tokens]]
        heads[query.heads] = False
        tails[query.tails] = False
        return kin


def _share(values: Reals) -> Reals:
    """Each as a share of the highest."""
    shares: Reals = values / (values.max() + SLIGHT)
    return shares


def _per_field(idf: Reals, hit: NDArray[np.bool_], own: Reals) -> dict[str, Reals]:
    """What chooses the wording that speaks, for every field."""
    shared = idf * hit
    mass = shared.sum(1)
    total = idf.sum(1) + SLIGHT
    norm = np.sqrt((idf * idf).sum(1) * np.float32((own * own).sum())) + SLIGHT
    return {
        "mass": mass,
        "total": total,
        "cover": mass / total,
        "cover_message": mass / (np.float32(own.sum()) + SLIGHT),
        "cosine": (shared * shared).sum(1) / norm,
    }


def _closely(idf: Reals, place: Ids, kin: NDArray[np.bool_]) -> dict[str, Reals]:
    """Everything else, for the wording that speaks."""
    hit = place > 0
    shared = idf * hit
    near = np.diff(place) - 1
    near = hit[:, 1:] & hit[:, :-1] & (near >= 0) & (near < _NEAR)
    pairs = (near * np.minimum(shared[:, 1:], shared[:, :-1])).sum(1)
    total = idf.sum(1) + SLIGHT
    there = hit | kin
    top = np.zeros((len(idf), 2), np.float32)
    most = min(2, shared.shape[1])
    top[:, :most] = -np.sort(-shared, axis=1)[:, :most]
    return {
        "cover_soft": (idf * there).sum(1) / total,
        "terms": np.log1p(hit.sum(1, dtype=np.float32)),
        "adjacent": pairs / total,
        "together": _together(place, shared) / total,
        "rarest": top[:, 0],
        "second": top[:, 1] if most > 1 else top[:, 0],
        "missing": (idf * ~there).max(1),
    }


def _together(place: Ids, shared: Reals) -> Reals:
    """The most idf found within one passage as long as the wording with some room."""
    lengths = (shared > 0).sum(1)
    widest = max(1, min(24, int(lengths.max(initial=0))))
    if place.shape[1] > widest:  # words that aren't shared bring nothing
        order = np.argsort(-shared, axis=1, kind="stable")[:, :widest]
        place = np.take_along_axis(place, order, 1)
        shared = np.take_along_axis(shared, order, 1)
    away = np.where(shared > 0, place, _FAR)
    ahead = away[:, None, :] - away[:, :, None]
    # Read as unsigned, what lies behind is far ahead: one comparison instead of two.
    inside = ahead.view(np.uint32) <= (_ROOM + 2 * lengths).astype(np.uint32)[:, None, None]
    most: Reals = (inside * shared[:, None, :]).sum(2).max(1)
    return most
