"""An encoder for the benchmarks: each text is encoded once, and kept beside the model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from factbase.matching.columns import Reals
from factbase.matching.decision import Entry
from factbase.matching.engine import Engine
from factbase.matching.semantic import Encoder
from factbase.matching.semantic_index import Meanings
from factbase.matching.semantic_onnx import OnnxEncoder
from factbase.matching.semantic_scoring import (
    SEMANTIC_CONFIDENCE_COLUMNS,
    SEMANTIC_RANK_COLUMNS,
    Semantic,
)
from factbase.matching.semantic_store import VectorFile
from factbase.matching.semantic_vectors import Vectors, key_of
from factbase.matching.weights import Linear, Weights


def unfitted() -> Weights:
    """Weights of nothing, to measure with before there are any."""
    rank, sure = (
        np.zeros(len(columns), np.float32)
        for columns in (SEMANTIC_RANK_COLUMNS, SEMANTIC_CONFIDENCE_COLUMNS)
    )
    ranker, judge = Linear(rank, rank), Linear(sure, sure)
    return Weights((ranker, ranker), (judge, judge))


class Remembering:
    """An encoder that makes no vector twice."""

    def __init__(self, encoder: Encoder, vectors: Vectors) -> None:
        self._encoder = encoder
        self._vectors = vectors

    @property
    def name(self) -> str:
        """The encoder's."""
        return self._encoder.name

    @property
    def size(self) -> int:
        """The encoder's."""
        return self._encoder.size

    def encode(self, texts: Sequence[str]) -> Reals:
        """One row a text."""
        keys = [key_of(text) for text in texts]
        new = {k: t for k, t in zip(keys, texts, strict=True) if self._vectors.row(k) is None}
        if new:
            self._vectors.keep(list(new), self._encoder.encode(list(new.values())))
        rows = [row for key in keys if (row := self._vectors.row(key)) is not None]
        return self._vectors.at(np.asarray(rows, np.int64))


class SemanticBuild:
    """Builds engines that share one encoder and its vectors."""

    def __init__(self, folder: Path, weights: Weights) -> None:
        self.encoder = OnnxEncoder(folder)
        self._vectors = Vectors(self.encoder.size, VectorFile(folder, self.encoder))
        self._weights = weights

    def __call__(self, facts: Sequence[Entry], *, timed: bool = False) -> Engine:
        """An engine with every vector made; `timed` encodes each message as the bot does."""
        encoder = self.encoder if timed else Remembering(self.encoder, self._vectors)
        meanings = Meanings(encoder, self._vectors)
        engine = Engine(semantic=Semantic(meanings, self._weights))
        engine.load(facts)
        meanings.settle()
        return engine
