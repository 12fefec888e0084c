"""The very words of a wording in another order, which Russian and others are free to choose.

The confidence was fitted on data that hardly has such messages in these languages, and thinks
little of them. Only where every word has the same ending, too: endings tell who does it.
"""

from __future__ import annotations

import math

import numpy as np

from factbase.matching.columns import Reals
from factbase.matching.normalise import fold
from factbase.matching.query import Query
from factbase.matching.rows import COLUMN
from factbase.matching.searching import Found
from factbase.matching.shelf import Shelf
from factbase.matching.tokens import Tokens, tokenise

SURE = np.float32(0.95)
"""The least confidence for all telling words of a wording and no others, three at least."""
_ALL = np.float32(0.999)
_ENOUGH = np.float32(math.log1p(3) - 1e-4)
_BOTH = [COLUMN["cover"], COLUMN["cover_message"]]
_TERMS = COLUMN["terms"]


def raised(query: Query, found: Found, sure: Reals, shelf: Shelf) -> Reals:
    """Confidences, at least `SURE` for candidates whose wording has just the message's words."""
    if query.unknown:
        return sure
    rows = found.measured.rows
    alike = (rows[:, _BOTH] >= _ALL).all(1) & (rows[:, _TERMS] >= _ENOUGH)
    for row in np.flatnonzero(alike).tolist():
        wording = tokenise(fold(shelf.text(int(found.measured.field[row]))))
        if _told(wording) == _told(query.tokens):
            sure[row] = max(sure[row], SURE)
    return sure


def _told(tokens: Tokens) -> list[str]:
    """Telling words as they are written, in the order of the alphabet."""
    return sorted(word for word, term in zip(tokens.words, tokens.terms, strict=True) if term)
