"""From a text to the slots filed under it, by a 64-bit hash; exact for all practical purposes.

A frozen part in sorted arrays (12 bytes a key) and a growing dictionary beside it. Keys are
never taken out: whoever looks up checks that the slot is still alive.
"""

from __future__ import annotations

from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray


def hash_of(text: str) -> int:
    """A hash that is the same in every process. Collisions: about 3e-8 among a million keys."""
    return int.from_bytes(
        blake2b(text.encode("utf-8", "replace"), digest_size=8).digest(), "little"
    )


_MOST_WAITING = 5_000


class HashIndex:
    """Slots by hash of a text."""

    __slots__ = ("fresh", "hashes", "more", "slots")

    def __init__(self) -> None:
        self.hashes: NDArray[np.uint64] = np.zeros(0, np.uint64)
        self.slots: NDArray[np.uint32] = np.zeros(0, np.uint32)
        self.fresh: dict[int, int] = {}
        self.more: dict[int, list[int]] = {}

    def __len__(self) -> int:
        return len(self.hashes) + len(self.fresh)

    def add(self, text: str, slot: int) -> None:
        """File a slot under a text."""
        key = hash_of(text)
        if self.fresh.setdefault(key, slot) != slot:
            self.more.setdefault(key, []).append(slot)

    def find(self, text: str) -> list[int]:
        """Slots filed under a text, the oldest first."""
        key = hash_of(text)
        wanted = np.uint64(key)
        begin = int(self.hashes.searchsorted(wanted))
        frozen: list[int] = []
        if begin < len(self.hashes) and self.hashes[begin] == wanted:
            end = int(self.hashes.searchsorted(wanted, "right"))
            frozen = self.slots[begin:end].tolist()
        later = [self.fresh[key], *self.more.get(key, ())] if key in self.fresh else []
        return frozen + later

    def freeze(self) -> None:
        """Move everything into the sorted part."""
        keys = [*self.fresh, *(key for key, slots in self.more.items() for _ in slots)]
        slots = [*self.fresh.values(), *(slot for held in self.more.values() for slot in held)]
        hashes = np.concatenate([self.hashes, np.asarray(keys, np.uint64)])
        places = np.concatenate([self.slots, np.asarray(slots, np.uint32)])
        order = np.argsort(hashes, kind="stable")
        self.hashes, self.slots = hashes[order], places[order]
        self.fresh, self.more = {}, {}

    def settle(self) -> None:
        """Freeze when much is waiting; seldom enough that loading stays linear in effect."""
        if len(self.fresh) > max(_MOST_WAITING, len(self.hashes) // 8):
            self.freeze()
