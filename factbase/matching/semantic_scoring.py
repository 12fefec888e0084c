"""Order and confidence where a sentence encoder has its say: a second set of weights.

The columns are those of `confidence.py` with the cosines of `semantic_index.py` beside them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from factbase.matching.columns import Reals
from factbase.matching.confidence import context, leads
from factbase.matching.query import Query
from factbase.matching.semantic import BadEncoder
from factbase.matching.semantic_index import MEANING, Meanings
from factbase.matching.weights import CONTEXT, RANK_COLUMNS, Weights, parse

SEMANTIC_WEIGHTS_FILE = Path(__file__).parent / "weights_semantic.json"

BESIDE = "factbot_weights.json"
"""Weights fitted for an encoder, in its folder; they win over the ones shipped."""

SEMANTIC_RANK_COLUMNS = (*RANK_COLUMNS, *MEANING)
SEMANTIC_CONTEXT = (*CONTEXT, *(f"lead_{name}" for name in MEANING))
SEMANTIC_CONFIDENCE_COLUMNS = (*SEMANTIC_RANK_COLUMNS, *SEMANTIC_CONTEXT, "bias")


@dataclass(frozen=True, slots=True)
class Semantic:
    """What an engine needs to ask a sentence encoder."""

    meanings: Meanings
    weights: Weights


def semantic_context(rows: Reals, scores: Reals, query: Query, facts: int) -> Reals:
    """Columns `SEMANTIC_CONTEXT` for rows of `SEMANTIC_RANK_COLUMNS`."""
    lexical = context(rows, scores, query, facts)
    return np.column_stack((lexical, leads(rows[:, -len(MEANING) :])))


def read_weights(path: Path) -> Weights:
    """Weights with the cosines' columns.

    Raises:
        BadEncoder: the file is no such file.
        OSError: the file can't be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return parse(content, SEMANTIC_RANK_COLUMNS, SEMANTIC_CONFIDENCE_COLUMNS)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise BadEncoder(
            f"{path} holds no weights; make them with `bench fit --semantic`"
        ) from None


@cache
def semantic_fitted() -> Weights:
    """The weights shipped; fitted with the encoder that docs/matching.md names."""
    return read_weights(SEMANTIC_WEIGHTS_FILE)


def weights_for(folder: Path) -> Weights:
    """The weights of the encoder in a folder: its own, or the ones shipped."""
    own = folder / BESIDE
    return read_weights(own) if own.is_file() else semantic_fitted()
