"""What an encoder makes of the facts of one engine: vectors by slot, and an exact search in them.

A fact waits until its texts are encoded; until then it is found by its words alone. Nothing here
encodes a fact by itself: whoever owns the engine calls `settle`, or `batch` and `take` with the
encoding done in a thread in between.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from factbase.matching.columns import Reals
from factbase.matching.decision import Entry
from factbase.matching.normalise import fold
from factbase.matching.semantic import Encoder
from factbase.matching.semantic_vectors import Vectors, key_of

MOST_WORDINGS = 12
"""Wordings of a fact that are encoded, the first ones."""

ADDED = 20
"""Candidates that only the vectors find."""

MOST_SCANNED = 100_000
"""Slots up to which all vectors are compared: 15 ms then. A larger base gets no candidates from
the vectors, only the new order of those that words find."""

MEANING = (
    "near",  # cosine of message and the nearest text of the fact, its explanation included
    "near_all",  # cosine of message and the mean of the fact's texts
)

MESSAGE_WORDS = 60
"""Words of a message that are encoded, the first ones. On the tip line's long messages 64, 96,
128 and 256 tokens ranked equally well, and time grows with them."""

_LONGEST = 2_000
_REMEMBERED = 64

Batch = list[tuple[bytes, str]]


def told(text: str) -> str:
    """A text as the encoder reads it: folded, so that disguises and addresses don't count."""
    return " ".join(fold(text[:_LONGEST]).split())


def _nothing() -> None:
    pass


class Meanings:
    """Vectors of facts by slot. Not for several threads but for `foresee`."""

    def __init__(self, encoder: Encoder, vectors: Vectors | None = None) -> None:
        self._encoder = encoder
        self._vectors = Vectors(encoder.size) if vectors is None else vectors
        self._keys: dict[int, tuple[bytes, ...]] = {}
        self._left: dict[int, int] = {}
        self._rows: dict[int, NDArray[np.int64]] = {}
        self._means: Reals = np.zeros((64, encoder.size), np.float32)
        self._slots = 0
        self._waiting: dict[bytes, str] = {}
        self._wanted: dict[bytes, list[int]] = {}
        self._messages: OrderedDict[str, Reals] = OrderedDict()
        self.woken: Callable[[], None] = _nothing
        """Called when something waits to be encoded."""

    @property
    def waiting(self) -> int:
        """How many texts wait to be encoded."""
        return len(self._waiting)

    def add(self, slot: int, entry: Entry) -> None:
        """Take in a fact; its vectors come later unless its texts were seen before."""
        texts = [*entry.wordings[:MOST_WORDINGS], entry.explanation]
        read = dict.fromkeys(filter(None, map(told, texts)))
        keys = {key_of(text): text for text in read}
        self._keys[slot] = tuple(keys)
        missing = [key for key in keys if self._vectors.row(key) is None]
        self._left[slot] = len(missing)
        for key in missing:
            self._waiting[key] = keys[key]
            self._wanted.setdefault(key, []).append(slot)
        if missing:
            self.woken()
        else:
            self._complete(slot)

    def forget(self, slot: int) -> None:
        """Drop a fact."""
        self._keys.pop(slot, None)
        self._left.pop(slot, None)
        if self._rows.pop(slot, None) is not None:
            self._means[slot] = 0

    def batch(self, most: int = 16) -> Batch:
        """Texts to encode next, those of facts that are gone left out."""
        taken: Batch = []
        while self._waiting and len(taken) < most:
            key = next(iter(self._waiting))
            text = self._waiting.pop(key)
            if any(slot in self._keys for slot in self._wanted[key]):
                taken.append((key, text))
            else:
                del self._wanted[key]
        return taken

    def take(self, batch: Batch, vectors: Reals) -> None:
        """Take in the vectors of a batch."""
        self._vectors.keep([key for key, _ in batch], vectors)
        for key, _ in batch:
            for slot in self._wanted.pop(key, ()):
                if slot in self._left:
                    self._left[slot] -= 1
                    if not self._left[slot]:
                        self._complete(slot)

    def settle(self) -> None:
        """Encode everything that waits, here and now."""
        while batch := self.batch():
            self.take(batch, self.encode(batch))

    def encode(self, batch: Batch) -> Reals:
        """Vectors of a batch; may be called from a thread."""
        return self._encoder.encode([text for _, text in batch])

    def _complete(self, slot: int) -> None:
        rows = [row for key in self._keys[slot] if (row := self._vectors.row(key)) is not None]
        if not rows:
            return
        if slot >= len(self._means):
            room = max(slot + 1, len(self._means) * 3 // 2)
            grown = np.zeros((room, self._encoder.size), np.float32)
            grown[: len(self._means)] = self._means
            self._means = grown
        self._slots = max(self._slots, slot + 1)
        self._rows[slot] = np.asarray(rows, np.int64)
        mean = self._vectors.at(self._rows[slot]).mean(0)
        self._means[slot] = mean / max(float(np.linalg.norm(mean)), 1e-6)

    def foresee(self, text: str) -> None:
        """Encode a message beforehand, from a thread: the search then finds its vector ready."""
        self.of(text)

    def of(self, text: str) -> Reals:
        """The vector of a message; the last ones are remembered."""
        read = " ".join(told(text).split(" ", MESSAGE_WORDS)[:MESSAGE_WORDS])
        found = self._messages.get(read)
        if found is None:
            found = self._encoder.encode([read])[0]
            self._messages[read] = found
            while len(self._messages) > _REMEMBERED:
                self._messages.popitem(last=False)
        return found

    def look(
        self, text: str, slots: NDArray[np.int64], seen: NDArray[np.bool_] | None
    ) -> tuple[NDArray[np.int64], Reals | None]:
        """Further candidates besides `slots`, and columns `MEANING` for those and these.

        None for the columns, and nobody further, while one of `slots` waits for its vectors.
        """
        nobody = np.zeros(0, np.int64)
        if not all(slot in self._rows for slot in slots.tolist()):
            return nobody, None
        vector = self.of(text)
        more = self._beyond(vector, slots, seen)
        every = np.concatenate((slots, more))
        return more, self._measured(vector, every) if len(every) else None

    def _beyond(
        self, vector: Reals, slots: NDArray[np.int64], seen: NDArray[np.bool_] | None
    ) -> NDArray[np.int64]:
        """The nearest slots that an audience sees besides these, nearest first."""
        count = self._slots
        if not count or count > MOST_SCANNED:
            return np.zeros(0, np.int64)
        near = self._means[:count] @ vector
        if seen is not None:
            near[~seen[:count]] = -1
        near[slots[slots < count]] = -1
        best = np.argpartition(-near, min(ADDED, count) - 1)[:ADDED]
        best = best[near[best] > 0]
        order: NDArray[np.int64] = best[np.lexsort((best, -near[best]))].astype(np.int64)
        return order

    def _measured(self, vector: Reals, slots: NDArray[np.int64]) -> Reals:
        rows = [self._rows[slot] for slot in slots.tolist()]
        starts = np.cumsum([0, *(len(one) for one in rows)])[:-1]
        near = self._vectors.at(np.concatenate(rows)) @ vector
        return np.column_stack((np.maximum.reduceat(near, starts), self._means[slots] @ vector))
