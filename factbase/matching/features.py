"""What is measured between a message and each candidate: a dozen named numbers.

All candidates are measured at once on small padded arrays. A candidate has several wordings;
the one that agrees best speaks for it, and its explanation is measured apart.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.closely import SLIGHT, closely, row_sums
from factbase.matching.columns import Ids, Reals
from factbase.matching.fields import Fields, gather, padded
from factbase.matching.query import Query
from factbase.matching.rows import COLUMN, Best
from factbase.matching.shelf import Shelf
from factbase.matching.vocabulary import Vocabulary
from factbase.matching.whole import NAMES as WHOLE
from factbase.matching.whole import whole

WIDEST_GRAMS = 160
_WHOLE = slice(COLUMN[WHOLE[0]], COLUMN[WHOLE[-1]] + 1)
_ONE = np.ones(1, np.float32)
_NOWHERE = np.zeros(1, np.int32)


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
        idf = vocabulary.idf(fields.tokens, scope)
        idf *= fields.mask
        which = self._which(query, vocabulary, fields)
        own = vocabulary.idf(query.ids, scope) * query.strength
        told = idf * np.concatenate((_ONE, query.strength)).take(which)
        measured = _per_field(told, which > 0, own)
        measured["gram_cosine"] = self._gram_cosine(query, vocabulary, shelf, fields, scope)
        best = Best(fields, measured, shelf)
        widest = max(1, int(fields.lengths.take(best.chosen).max()))
        place = np.concatenate((_NOWHERE, query.first + 1))
        place = place.take(which.take(best.chosen, 0)[:, :widest])
        kin = self._kin(query, vocabulary, fields.tokens.take(best.chosen, 0)[:, :widest])
        kin &= fields.mask.take(best.chosen, 0)[:, :widest]
        rows = best.rows(measured, closely(told.take(best.chosen, 0)[:, :widest], place, kin))
        rows[:, _WHOLE] = whole(query, own, which, fields, row_sums(idf, idf))
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
        tokens, mask, _ = padded(
            shelf.gram_bounds.view, shelf.grams.view, fields.numbers, WIDEST_GRAMS
        )
        own = vocabulary.idf(query.grams, scope)
        idf = vocabulary.idf(tokens, scope)
        idf *= mask
        places = self._places
        places[query.grams] = 1
        shared = idf * places.take(tokens)
        places[query.grams] = 0
        norm = np.sqrt(row_sums(idf, idf) * (own @ own)) + SLIGHT
        cosine: Reals = row_sums(shared, idf) / norm
        return cosine

    def _which(self, query: Query, vocabulary: Vocabulary, fields: Fields) -> Ids:
        """Which of the message's terms each token is, from 1; 0 for none of them."""
        if len(vocabulary) > len(self._places):
            self._places = np.zeros(2 * len(vocabulary), np.int32)
        places = self._places
        places[query.ids] = np.arange(1, len(query.ids) + 1)
        which: Ids = places.take(fields.tokens)
        which *= fields.mask
        places[query.ids] = 0
        return which

    def _kin(self, query: Query, vocabulary: Vocabulary, tokens: Ids) -> NDArray[np.bool_]:
        """Which tokens have a word of their family in the message."""
        heads, tails, columns = self._heads, self._tails, vocabulary.columns
        heads[query.heads] = True
        tails[query.tails] = True
        heads[0] = tails[0] = False
        kin: NDArray[np.bool_] = heads.take(columns.heads.take(tokens))
        kin |= tails.take(columns.tails.take(tokens))
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
    each = np.ones(idf.shape[1], np.float32)
    mass = shared @ each
    norm = np.sqrt(row_sums(idf, idf) * (own @ own)) + SLIGHT
    return {
        "mass": mass,
        "cover": mass / (idf @ each + SLIGHT),
        "cover_message": mass / (own.sum() + SLIGHT),
        "cosine": row_sums(shared, shared) / norm,
    }
