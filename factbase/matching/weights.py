"""The fitted weights, read from a file that people can read, too."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np

from factbase.matching.columns import Reals
from factbase.matching.rows import NAMES

WEIGHTS_FILE = Path(__file__).parent / "weights.json"

CONTEXT = (
    "score",  # the ranker's score
    "lead",  # how far it stands above the best other candidate, 0..4; below it, negative
    "lead_cosine",
    "lead_cover",
    "lead_retrieval",
    "lead_gram_cosine",
    "lead_union",
    "lead_full",
    "length",  # log of the content words of the message
    "unknown",  # share of them that the base has never seen
    "size",  # log10 of the number of facts
)


SHORT, LONG = 12.0, 120.0
"""Content words of a short and of a long message; in between the weights are blended."""


@dataclass(frozen=True, slots=True)
class Linear:
    """Linear weights for short and long messages."""

    short: Reals
    long: Reals

    def blended(self, content: int) -> Reals:
        """The weights for a message of so many content words, by the log of their number."""
        part = np.float32(share_long(content))
        blend: Reals = (1 - part) * self.short + part * self.long
        return blend


@dataclass(frozen=True, slots=True)
class Weights:
    """Of the ranker by feature; of the confidence by feature, context and bias (last).

    The first of each pair is for languages told by words, English and Russian, and was fitted on
    English; the second for everything else, told by character n-grams as well.
    """

    rank: tuple[Linear, Linear]
    confidence: tuple[Linear, Linear]


def share_long(content: int) -> float:
    """How long a message of so many content words is, 0 (`SHORT`) to 1 (`LONG`)."""
    return min(1.0, max(0.0, math.log(max(1, content) / SHORT) / math.log(LONG / SHORT)))


RANK_COLUMNS = NAMES
CONFIDENCE_COLUMNS = (*NAMES, *CONTEXT, "bias")


def parse(
    content: dict[str, Any],
    rank_columns: tuple[str, ...] = RANK_COLUMNS,
    confidence_columns: tuple[str, ...] = CONFIDENCE_COLUMNS,
) -> Weights:
    """From the file's content; columns the file doesn't name weigh nothing."""

    def linear(part: dict[str, dict[str, float]], columns: tuple[str, ...]) -> Linear:
        short, long = (
            np.asarray([part[which].get(name, 0.0) for name in columns], np.float32)
            for which in ("short", "long")
        )
        return Linear(short, long)

    rank, sure = content["rank"], content["confidence"]
    return Weights(
        (linear(rank["english"], rank_columns), linear(rank["other"], rank_columns)),
        (linear(sure["english"], confidence_columns), linear(sure["other"], confidence_columns)),
    )


@cache
def fitted() -> Weights:
    """The weights shipped with the engine."""
    return parse(json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")))
