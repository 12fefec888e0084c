"""The seam of the optional sentence encoder: what the engine asks of it, and how it fails.

Without an encoder nothing here is used. `semantic_onnx.py` holds the one that ships.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from factbase.matching.columns import Reals


class BadEncoder(ValueError):
    """The encoder can't be used; the message says what to do."""


class Encoder(Protocol):
    """Turns texts into vectors that lie close when the texts mean the same."""

    @property
    def name(self) -> str:
        """Differs whenever the vectors of a text may differ; for keeping vectors on disk."""
        ...

    @property
    def size(self) -> int:
        """How many numbers a vector has."""
        ...

    def encode(self, texts: Sequence[str]) -> Reals:
        """One row a text, of length 1; the vector of a text doesn't depend on the others.

        May be called from any thread, by several at once.
        """
        ...
