"""What a message shares with a fact as a whole, whichever of its texts holds it."""

from __future__ import annotations

import numpy as np

from factbase.matching.columns import Ids, Reals
from factbase.matching.fields import Fields
from factbase.matching.query import Query

NAMES = ("union", "rare", "early", "hits", "full")

_RAREST = 6
_EARLY = 20
_SLIGHT = np.float32(1e-6)


def whole(query: Query, own: Reals, which: Ids, fields: Fields, squares: Reals) -> Reals:
    """Columns `NAMES` for each candidate.

    `own` are the idf weights of the message's terms, `which` says for each token of the fields
    which of those terms it is (from 1; 0 for none), `squares` are the fields' summed squares
    of idf. The longest text of a fact stands for its length, so that wordings cost nothing.
    """
    count = len(fields.starts)
    held = np.zeros((count, len(own) + 1), np.float32)
    held[fields.owner[:, None], which] = 1
    worth = _worth(query, own)
    found: Reals = held[:, 1:] @ worth.T
    total = worth.sum(1)
    norm = np.sqrt(np.maximum.reduceat(squares, fields.starts) * total[4])
    found[:, :3] /= total[:3] + _SLIGHT
    found[:, 3] = np.log1p(found[:, 3])
    found[:, 4] /= norm + _SLIGHT
    return found


def _worth(query: Query, own: Reals) -> Reals:
    """What each term of the message counts for each of `NAMES`."""
    worth = np.empty((len(NAMES), len(own)), np.float32)
    worth[0] = own
    worth[1] = own
    if len(own) > _RAREST:
        worth[1, np.argpartition(own, -_RAREST)[:-_RAREST]] = 0
    worth[2] = own * (query.first < _EARLY)
    worth[3] = 1
    worth[4] = own * own
    return worth
