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
        which, kin = self._found(query, vocabulary, fields)
        own = vocabulary.idf(query.ids, scope) * query.strength
        weakened = np.concatenate((_ONE, query.strength))[which]
        place = np.concatenate((_NOWHERE, query.first + 1))[which]
        measured = _per_field(idf * weakened, place, kin, own)
        measured["gram_cosine"] = self._gram_cosine(query, vocabulary, shelf, fields, scope)
        best = Best(fields, measured, shelf, len(slots))
        rows = best.rows(measured)
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

    def _found(
        self, query: Query, vocabulary: Vocabulary, fields: Fields
    ) -> tuple[Ids, NDArray[np.bool_]]:
        """Which of the message's terms each token is (from 1), and which only have kin there."""
        if len(vocabulary) > len(self._places):
            self._places = np.zeros(2 * len(vocabulary), np.int32)
        places, heads, tails = self._places, self._heads, self._tails
        places[query.ids] = np.arange(1, len(query.ids) + 1)
        which = places[fields.tokens] * fields.mask
        places[query.ids] = 0
        heads[query.heads] = True
        tails[query.tails] = True
        heads[0] = tails[0] = False
        columns = vocabulary.columns
        kin = heads[columns.heads[fields.tokens]] | tails[columns.tails[fields.tokens]]
        heads[query.heads] = False
        tails[query.tails] = False
        return which, kin & fields.mask & (which == 0)


def _share(values: Reals) -> Reals:
    """Each as a share of the highest."""
    shares: Reals = values / (values.max() + SLIGHT)
    return shares


def _per_field(idf: Reals, place: Ids, kin: NDArray[np.bool_], own: Reals) -> dict[str, Reals]:
    hit = place > 0
    shared = np.where(hit, idf, np.float32(0))
    mass = shared.sum(1)
    total = idf.sum(1) + SLIGHT
    norm = np.sqrt((idf * idf).sum(1) * np.float32((own * own).sum())) + SLIGHT
    step = place[:, 1:] - place[:, :-1]
    near = hit[:, 1:] & hit[:, :-1] & (step > 0) & (step <= _NEAR)
    pairs = np.where(near, np.minimum(shared[:, 1:], shared[:, :-1]), np.float32(0)).sum(1)
    second = min(1, shared.shape[1] - 1)
    top = -np.partition(-shared, second, axis=1)
    return {
        "mass": mass,
        "cover": mass / total,
        "cover_soft": np.where(hit | kin, idf, np.float32(0)).sum(1) / total,
        "cover_message": mass / (np.float32(own.sum()) + SLIGHT),
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
    lengths = (shared > 0).sum(1)
    widest = max(1, min(24, int(lengths.max(initial=0))))
    if place.shape[1] > widest:  # words that aren't shared bring nothing
        order = np.argsort(-shared, axis=1, kind="stable")[:, :widest]
        place = np.take_along_axis(place, order, 1)
        shared = np.take_along_axis(shared, order, 1)
    room = (_ROOM + 2 * lengths)[:, None, None]
    ahead = place[:, None, :] - place[:, :, None]
    inside = (ahead >= 0) & (ahead <= room) & (place > 0)[:, :, None]
    most: Reals = np.einsum("fij,fj->fi", inside.astype(np.float32), shared).max(1)
    return most
