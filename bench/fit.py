"""Fit the engine's weights on public data: `python -m bench fit --data FOLDER`.

With `--semantic FOLDER` the weights for the sentence encoder in that folder.

Two linear models, each for short and long messages and for English and other languages. The
ranker is a conditional logistic regression: among the candidates of a message the right one
should score highest. The confidence is a logistic regression over the first candidate's
measurements, on messages whose fact is there, whose fact was removed, and on ordinary
messages, over bases of several sizes. Plain numpy, fixed seeds: the same data gives the same
file.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from bench.data import NoData, ordinary
from bench.data import fitted as for_fitting
from bench.samples import Build, Floats, Sample, build_engine, gather, train_sets
from bench.semantic import SemanticBuild, unfitted
from factbase.matching.confidence import context, ranking
from factbase.matching.query import Query
from factbase.matching.semantic_scoring import (
    SEMANTIC_CONFIDENCE_COLUMNS,
    SEMANTIC_RANK_COLUMNS,
    SEMANTIC_WEIGHTS_FILE,
    semantic_context,
)
from factbase.matching.weights import (
    CONFIDENCE_COLUMNS,
    RANK_COLUMNS,
    WEIGHTS_FILE,
    Linear,
    Weights,
    fitted,
    share_long,
)

_SLIGHTEST = 0.1
"""Columns that vary less are not blown up: a base may use them more than the fit saw."""


def blocks(query: Query, values: Floats) -> Floats:
    """Columns for short and long, so that one linear model holds both."""
    part = share_long(query.content)
    return np.concatenate([(1 - part) * values, part * values], -1)


def adam(gradient: Any, size: int, steps: int = 700, rate: float = 0.05) -> Floats:
    """Minimise by Adam (Kingma and Ba, 2015) with full batches: deterministic."""
    weights, first, second = np.zeros(size), np.zeros(size), np.zeros(size)
    for step in range(1, steps + 1):
        slope = gradient(weights)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        pace = rate * (1.0 if step < steps * 0.7 else 0.2)
        scaled = np.sqrt(second / (1 - 0.999**step)) + 1e-8
        weights -= pace * (first / (1 - 0.9**step)) / scaled
    return weights


def fit_ranker(samples: list[Sample], ridge: float = 4e-3) -> Linear:
    """Conditional logistic regression over the candidates of each message."""
    kept = [one for one in samples if one.right.any() and not one.right.all()]
    width = max(len(one.right) for one in kept)
    columns = 2 * kept[0].rows.shape[1]
    table = np.zeros((len(kept), width, columns))
    target = np.zeros((len(kept), width))
    mask = np.zeros((len(kept), width), bool)
    for i, one in enumerate(kept):
        count = len(one.right)
        table[i, :count] = blocks(one.query, one.rows)
        target[i, :count] = one.right / one.right.sum()
        mask[i, :count] = True
    scale = np.maximum(table[mask].std(0), _SLIGHTEST)
    table /= scale
    shares = np.asarray([one.weight for one in kept])
    shares /= shares.sum()

    def gradient(weights: Floats) -> Floats:
        scores = np.where(mask, table @ weights, -1e9)
        odds = np.exp(scores - scores.max(1, keepdims=True))
        odds /= odds.sum(1, keepdims=True)
        slope: Floats = np.einsum("m,mk,mkf->f", shares, odds - target, table) + ridge * weights
        return slope

    return _linear(adam(gradient, columns) / scale, columns // 2)


def _linear(weights: Floats, width: int) -> Linear:
    return Linear(weights[:width].astype(np.float32), weights[width:].astype(np.float32))


def confidence_row(one: Sample, weights: Weights) -> tuple[Floats, bool]:
    """The first candidate's measurements with context and bias, and whether it is right."""
    rows = one.rows.astype(np.float32)
    scores = ranking(rows, one.query, weights)
    best = int(np.argmax(scores))
    meant = rows.shape[1] > len(RANK_COLUMNS)
    extra = (semantic_context if meant else context)(rows, scores, one.query, one.facts)
    row = np.concatenate([rows[best], extra[best], [1.0]]).astype(np.float64)
    return blocks(one.query, row), bool(one.right[best])


def fit_confidence(samples: list[Sample], weights: Weights, ridge: float = 1e-3) -> Linear:
    """Logistic regression: is the first candidate right?"""
    made = [confidence_row(one, weights) for one in samples]
    table = np.asarray([row for row, _ in made])
    target = np.asarray([right for _, right in made], float)
    shares = np.asarray([one.weight for one in samples])
    shares /= shares.sum()
    scale = np.maximum(table.std(0), _SLIGHTEST)
    table = table / scale

    def gradient(coefficients: Floats) -> Floats:
        odds = 1 / (1 + np.exp(-np.clip(table @ coefficients, -30, 30)))
        slope: Floats = ((odds - target) * shares) @ table + ridge * coefficients
        return slope

    fitted_weights = adam(gradient, table.shape[1], steps=1_500)
    return _linear(fitted_weights / scale, table.shape[1] // 2)


def main(arguments: list[str]) -> int:
    """Fit and write the weights."""
    parser = argparse.ArgumentParser(prog="python -m bench fit", description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--semantic", type=Path, help="folder of a sentence encoder")
    parser.add_argument("--out", type=Path, help="file to write, instead of the engine's own")
    chosen = parser.parse_args(arguments)
    try:
        sets = train_sets(chosen.data)
        lines = ordinary(chosen.data / "ordinary")
    except NoData as missing:
        print(missing)
        return 2
    chatter = for_fitting(lines)
    random.Random(7).shuffle(chatter)  # noqa: S311 - a repeatable order
    build: Build = build_engine
    file = WEIGHTS_FILE
    columns: tuple[str, ...] = RANK_COLUMNS
    judged_by: tuple[str, ...] = CONFIDENCE_COLUMNS
    if chosen.semantic:
        build = SemanticBuild(chosen.semantic, unfitted())
        file, columns, judged_by = (
            SEMANTIC_WEIGHTS_FILE, SEMANTIC_RANK_COLUMNS, SEMANTIC_CONFIDENCE_COLUMNS,
        )  # fmt: skip
    ranked, judged = gather(sets, chatter, build)
    kinds = (True, False)
    ranker = tuple(fit_ranker([s for s in ranked if s.query.stemmed is k]) for k in kinds)
    weights = replace(fitted(), rank=(ranker[0], ranker[1]))
    sure = tuple(
        fit_confidence([s for s in judged if s.query.stemmed is k], weights) for k in kinds
    )
    content = {
        "date": datetime.now(UTC).date().isoformat(),
        "data": sorted({data.name for data, _ in sets} | {f"ordinary/{name}" for name in lines}),
        "how": "python -m bench fit --data FOLDER" + " --semantic FOLDER" * bool(chosen.semantic),
        "rank": {name: _readable(one, columns) for name, one in _named(ranker)},
        "confidence": {name: _readable(one, judged_by) for name, one in _named(sure)},
    }
    target = chosen.out or file
    target.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    print(f"wrote {target}")
    return 0


def _named(pair: tuple[Linear, ...]) -> list[tuple[str, Linear]]:
    return list(zip(("english", "other"), pair, strict=True))


def _readable(one: Linear, columns: tuple[str, ...]) -> dict[str, dict[str, float]]:
    return {
        which: {name: round(float(v), 4) for name, v in zip(columns, values, strict=True)}
        for which, values in (("short", one.short), ("long", one.long))
    }
