"""Flat numpy arrays that grow at the end."""

from __future__ import annotations

from typing import Any, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Kind = TypeVar("Kind", bound=np.generic)

_LARGE = 1 << 20
_SPARE = 32


class Growing(Generic[Kind]):
    """An array with room at the end; `view` is the used part."""

    __slots__ = ("_held", "size")

    def __init__(self, held: NDArray[Kind]) -> None:
        self._held = held
        self.size = len(held)

    @property
    def view(self) -> NDArray[Kind]:
        """The used part, without a copy; not to be kept across additions."""
        return self._held[: self.size]

    def __getitem__(self, at: int) -> int:
        """One value as a plain whole number; `at` is from 0 and within the used part."""
        value: int = self._held.item(at)
        return value

    def extend(self, values: Any) -> None:
        """Append values."""
        end = self.size + len(values)
        if end > len(self._held):
            spare = end // 8 if end > _LARGE else end
            grown = np.empty(end + spare + 16, self._held.dtype)
            grown[: self.size] = self.view
            self._held = grown
        self._held[self.size : end] = values
        self.size = end

    def trim(self) -> None:
        """Give spare room back but for a little, so that the next addition copies nothing."""
        held = np.empty(self.size + self.size // _SPARE + 16, self._held.dtype)
        held[: self.size] = self.view
        self._held = held


class Texts:
    """Many short texts in one block of bytes."""

    __slots__ = ("block", "ends")

    def __init__(self) -> None:
        self.block = bytearray()
        self.ends: Growing[np.uint32] = Growing(np.zeros(1, np.uint32))

    def __len__(self) -> int:
        return self.ends.size - 1

    def __getitem__(self, at: int) -> str:
        return self.block[self.ends[at] : self.ends[at + 1]].decode("utf-8", "replace")

    def add(self, text: str) -> None:
        """Append a text."""
        self.block += text.encode("utf-8", "replace")
        self.ends.extend([len(self.block)])
