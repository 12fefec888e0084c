"""Open a sentence encoder from its folder, with its weights and the vectors made before."""

from __future__ import annotations

from pathlib import Path

from factbase.matching.semantic_index import Meanings
from factbase.matching.semantic_onnx import OnnxEncoder
from factbase.matching.semantic_scoring import Semantic, weights_for
from factbase.matching.semantic_store import VectorFile
from factbase.matching.semantic_vectors import Vectors


def open_semantic(folder: Path, keep: Path | None = None, threads: int = 1) -> Semantic:
    """The encoder in `folder`; vectors of facts are kept in the folder `keep`, if any.

    Takes a moment: not on the event loop.

    Raises:
        BadEncoder: the extra isn't installed, or the folder holds no encoder.
        OSError: a file can't be read.
    """
    weights = weights_for(folder)
    encoder = OnnxEncoder(folder, threads=threads)
    kept = VectorFile(keep, encoder) if keep else None
    return Semantic(Meanings(encoder, Vectors(encoder.size, kept)), weights)
