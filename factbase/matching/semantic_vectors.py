"""Vectors of texts, kept by a hash of the text: a text is encoded once, whoever says it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Reals

Halves = NDArray[np.float16]
"""Vectors as they are kept: the cosine differs by less than 0.001 from that of full ones."""

KEY_BYTES = 16


def key_of(text: str) -> bytes:
    """What a text is kept by."""
    return hashlib.blake2b(text.encode("utf-8", "replace"), digest_size=KEY_BYTES).digest()


class Kept(Protocol):
    """Where vectors outlive the process."""

    def read(self) -> Iterable[tuple[bytes, Halves]]:
        """Every key with its vector, the oldest first."""
        ...

    def append(self, keys: list[bytes], vectors: Halves) -> None:
        """Keep more; doesn't raise, because vectors can be made anew."""
        ...


class Nowhere:
    """Keeps nothing."""

    def read(self) -> Iterable[tuple[bytes, Halves]]:
        """None."""
        return ()

    def append(self, keys: list[bytes], vectors: Halves) -> None:
        """Forget."""


class Vectors:
    """An append-only table of vectors, found by text."""

    __slots__ = ("_held", "_kept", "_row", "size")

    def __init__(self, size: int, kept: Kept | None = None) -> None:
        self.size = size
        self._kept: Kept = kept or Nowhere()
        self._held: Halves = np.zeros((64, size), np.float16)
        self._row: dict[bytes, int] = {}
        for key, vector in self._kept.read():
            self._put(key, vector)

    def __len__(self) -> int:
        return len(self._row)

    def row(self, key: bytes) -> int | None:
        """Where the vector of a text stands; None when it was never made."""
        return self._row.get(key)

    def at(self, rows: NDArray[np.int64]) -> Reals:
        """Vectors by their rows."""
        return self._held[rows].astype(np.float32)

    def keep(self, keys: list[bytes], vectors: Reals) -> None:
        """Take in vectors that were made."""
        halves = vectors.astype(np.float16)
        fresh = [i for i, key in enumerate(keys) if key not in self._row]
        for i in fresh:
            self._put(keys[i], halves[i])
        self._kept.append([keys[i] for i in fresh], halves[fresh])

    def _put(self, key: bytes, vector: Halves) -> None:
        row = self._row.setdefault(key, len(self._row))
        if row >= len(self._held):
            grown = np.zeros((len(self._held) * 3 // 2, self.size), np.float16)
            grown[: len(self._held)] = self._held
            self._held = grown
        self._held[row] = vector
