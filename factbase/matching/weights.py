"""The fitted weights, read from a file that people can read, too."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from factbase.matching.features import NAMES
from factbase.matching.vocabulary import Reals

WEIGHTS_FILE = Path(__file__).parent / "weights.json"

CONTEXT = (
    "score",  # the ranker's score
    "lead",  # how far it stands above the best other candidate, 0..4; below it, negative
    "lead_cosine",
    "lead_cover",
    "lead_retrieval",
    "length",  # log of the content words of the message
    "unknown",  # share of them that the base has never seen
    "size",  # log10 of the number of facts
)


@dataclass(frozen=True, slots=True)
class Weights:
    """Linear weights: of the ranker by feature, of the confidence by feature and context."""

    rank: Reals
    confidence: Reals
    bias: float


def parse(content: dict[str, Any]) -> Weights:
    """From the file's content; features the file doesn't name weigh nothing."""
    rank = [content["rank"].get(name, 0.0) for name in NAMES]
    confidence = [content["confidence"].get(name, 0.0) for name in (*NAMES, *CONTEXT)]
    return Weights(
        np.asarray(rank, np.float32),
        np.asarray(confidence, np.float32),
        float(content["confidence"]["bias"]),
    )


@cache
def fitted() -> Weights:
    """The weights shipped with the engine."""
    return parse(json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")))
