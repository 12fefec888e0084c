"""The named numbers of a candidate, and which of its wordings speaks for it."""

from __future__ import annotations

import numpy as np

from factbase.matching.closely import SLIGHT
from factbase.matching.columns import Reals
from factbase.matching.fields import Fields
from factbase.matching.shelf import BODY, WORDING, Shelf

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
    "union",  # share of the message's idf found in any text of the fact
    "rare",  # share of the idf of the message's six rarest terms found in any text
    "early",  # share of the idf of the message's first twenty words found in any text
    "hits",  # log of the number of the message's terms found in any text
    "full",  # idf cosine of the message and the whole fact
    "gram_share",  # the cosine of n-grams as a share of the best candidate's
)
COLUMN = {name: i for i, name in enumerate(NAMES)}

_FROM_FIELDS = ("cover", "cover_message", "cosine", "gram_cosine")


class Best:
    """Which wording speaks for each candidate, and what the others add."""

    __slots__ = ("_first", "_kinds", "_order", "_owner", "chosen", "count")

    def __init__(self, fields: Fields, measured: dict[str, Reals], shelf: Shelf) -> None:
        self._owner = fields.owner
        self._kinds = shelf.kinds.view.take(fields.numbers)
        self._first = fields.starts
        self.count = len(fields.starts)
        if len(fields.owner) == self.count:  # one text each
            self._order = self.chosen = fields.starts
            return
        worth = measured["cosine"] + measured["cover"] + measured["gram_cosine"]
        worth[self._kinds != WORDING] = -1
        self._order = np.lexsort((-worth, fields.owner))
        self.chosen = self._order.take(self._first)

    def rows(self, measured: dict[str, Reals], closely: dict[str, Reals]) -> Reals:
        """Rows of `NAMES` from what was measured of all fields, and of the chosen ones.

        What comes from retrieval is still empty.
        """
        rows = np.zeros((self.count, len(NAMES)), np.float32)
        best = self.chosen
        for name in _FROM_FIELDS:
            rows[:, COLUMN[name]] = measured[name][best]
        for name, values in closely.items():
            rows[:, COLUMN[name]] = values
        mass = measured["mass"][best]
        rows[:, COLUMN["mass"]] = np.log1p(mass)
        rows[:, COLUMN["mass_share"]] = mass / (mass.max() + SLIGHT)
        bodies = np.flatnonzero(self._kinds == BODY)
        rows[self._owner[bodies], COLUMN["body"]] = measured["cover_message"][bodies]
        if len(self._owner) > self.count:
            self._spread(rows, measured["cover"])
        return rows

    def _spread(self, rows: Reals, cover: Reals) -> None:
        """What the second best wording of each candidate covers."""
        follows = np.minimum(self._first + 1, len(self._order) - 1)
        second = self._order[follows]
        other = self._owner[second] == np.arange(self.count)
        other &= self._kinds[second] == WORDING
        other &= follows > self._first
        rows[other, COLUMN["spread"]] = cover[second[other]]
