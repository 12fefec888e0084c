"""Vectors on disk: a file that only grows, one record a text, for one encoder.

A record is the hash of the text and the vector in half precision; the name of the file holds the
encoder's. A record cut off by a crash is overwritten; a file that can't be written costs only
time, because vectors can be made anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np

from factbase.matching.semantic import Encoder
from factbase.matching.semantic_vectors import KEY_BYTES, Halves


class VectorFile:
    """Implements `factbase.matching.semantic_vectors.Kept`."""

    def __init__(self, folder: Path, encoder: Encoder) -> None:
        self.path = folder / f"vectors-{encoder.name}.f16"
        self._kind = np.dtype([("key", f"V{KEY_BYTES}"), ("vector", "<f2", (encoder.size,))])
        self.broken = False
        """Whether the last writing failed."""

    def read(self) -> Iterator[tuple[bytes, Halves]]:
        """Every whole record."""
        if not self.path.is_file():
            return
        count = self.path.stat().st_size // self._kind.itemsize
        for record in np.fromfile(self.path, self._kind, count):
            yield bytes(record["key"]), record["vector"]

    def append(self, keys: list[bytes], vectors: Halves) -> None:
        """Add records."""
        if not keys:
            return
        records = np.zeros(len(keys), self._kind)
        records["key"] = np.frombuffer(b"".join(keys), f"V{KEY_BYTES}")
        records["vector"] = vectors
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                whole = file.tell() // self._kind.itemsize * self._kind.itemsize
                file.truncate(whole)
                file.write(records.tobytes())
        except OSError:
            self.broken = True
        else:
            self.broken = False
