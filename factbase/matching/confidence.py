"""From measurements to an order and to one calibrated probability per candidate."""

from __future__ import annotations

import math

import numpy as np

from factbase.matching.columns import Reals
from factbase.matching.query import Query
from factbase.matching.rows import COLUMN
from factbase.matching.weights import CONTEXT, Weights

QUIET = np.errstate(invalid="ignore")
"""OpenBLAS reads some lanes beyond a small array, and when what lies there is no number, numpy
warns of an "invalid value" although the product is right (numpy issues 13173 and 24067)."""

_FURTHEST = np.float32(4)
_SUREST = np.float32(30)
"""Odds beyond e^30 are as good as certain; further would overflow."""

_LED = [COLUMN[name] for name in ("cosine", "cover", "retrieval", "gram_cosine", "union", "full")]
_AFTER = 1 + 1 + len(_LED)
"""Columns of `CONTEXT` before those that are the same for every candidate."""


def ranking(rows: Reals, query: Query, weights: Weights) -> Reals:
    """The ranker's score of each candidate."""
    scores: Reals = rows @ weights.rank[0 if query.stemmed else 1].blended(query.content)
    return scores


def leads(values: Reals) -> Reals:
    """How far each value stands above the best other one of its column; a lone one above 0."""
    if len(values) == 1:
        return values.copy()
    column = np.arange(values.shape[1])
    first = values.argmax(0)
    best = values[first, column]
    ahead: Reals = values - best
    rest = values.copy()
    rest[first, column] = -np.inf
    ahead[first, column] = best - rest.max(0)
    return ahead


def context(rows: Reals, scores: Reals, query: Query, facts: int) -> Reals:
    """Columns `weights.CONTEXT` for each candidate."""
    held = np.empty((len(rows), len(CONTEXT)), np.float32)
    held[:, 0] = held[:, 1] = scores
    held[:, 2:_AFTER] = rows[:, _LED]
    held[:, 1:_AFTER] = leads(held[:, 1:_AFTER])
    lead = held[:, 1]
    np.minimum(np.maximum(lead, -_FURTHEST, out=lead), _FURTHEST, out=lead)
    held[:, _AFTER:] = (
        math.log1p(query.content),
        query.unknown / max(1, query.content),
        math.log10(max(1, facts)),
    )
    return held


@QUIET
def confidence(rows: Reals, extra: Reals, query: Query, weights: Weights) -> Reals:
    """Probability 0..1 that each candidate answers the message."""
    linear = weights.confidence[0 if query.stemmed else 1].blended(query.content)
    measured = rows.shape[1]
    logit = rows @ linear[:measured] + extra @ linear[measured:-1] + linear[-1]
    np.minimum(np.maximum(logit, -_SUREST, out=logit), _SUREST, out=logit)
    probability: Reals = 1 / (1 + np.exp(-logit))
    return probability
