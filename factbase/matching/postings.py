"""The inverted index: for each term the facts that hold it, and how strongly.

A frozen part in flat sorted arrays takes the bulk; what comes later lives in growing arrays
beside it, searched in the same way, so that a new fact is findable at once and nothing is
rebuilt. Impacts are one byte: the part of a BM25 score that belongs to term and fact.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.uint32]
Impacts = NDArray[np.uint8]


class Postings:
    """Slots and impacts by term number."""

    __slots__ = ("fresh", "fresh_count", "impacts", "slots", "starts")

    def __init__(self) -> None:
        self.starts: NDArray[np.int64] = np.zeros(1, np.int64)
        self.slots: Slots = np.zeros(0, np.uint32)
        self.impacts: Impacts = np.zeros(0, np.uint8)
        self.fresh: dict[int, tuple[array[int], array[int]]] = {}
        self.fresh_count = 0

    def add(self, slot: int, impacts: Iterable[tuple[int, int]]) -> None:
        """Note that a fact holds these (term, impact) pairs; slots come in rising order."""
        fresh = self.fresh
        for term, impact in impacts:
            held = fresh.get(term)
            if held is None:
                fresh[term] = held = (array("I"), array("B"))
            held[0].append(slot)
            held[1].append(impact)
            self.fresh_count += 1

    def lengths(self, terms: NDArray[np.int32]) -> NDArray[np.int64]:
        """How many facts hold each of these terms."""
        end = len(self.starts) - 1
        found = self.starts[np.minimum(terms + 1, end)] - self.starts[np.minimum(terms, end)]
        if self.fresh:
            waiting = (self.fresh.get(term) for term in terms.tolist())
            found += np.fromiter((len(held[0]) if held else 0 for held in waiting), np.int64)
        return found

    def parts(self, term: int) -> list[tuple[Slots, Impacts]]:
        """Views of the slots and impacts of a term; not to be kept."""
        found: list[tuple[Slots, Impacts]] = []
        if term + 1 < len(self.starts):
            a, b = self.starts[term], self.starts[term + 1]
            if b > a:
                found.append((self.slots[a:b], self.impacts[a:b]))
        held = self.fresh.get(term)
        if held is not None:
            found.append((np.frombuffer(held[0], np.uint32), np.frombuffer(held[1], np.uint8)))
        return found

    def freeze(self, terms: int) -> None:
        """Merge the fresh part into the frozen one. Costs time; loses nothing."""
        counts = np.zeros(terms + 1, np.int64)
        known = len(self.starts) - 1
        counts[1 : known + 1] = np.diff(self.starts)
        for term, held in self.fresh.items():
            counts[term + 1] += len(held[0])
        starts = np.cumsum(counts)
        slots = np.empty(int(starts[-1]), np.uint32)
        impacts = np.empty(int(starts[-1]), np.uint8)
        if len(self.slots):
            shift = starts[:known] - self.starts[:known]
            where = np.repeat(shift, np.diff(self.starts)) + np.arange(len(self.slots))
            slots[where] = self.slots
            impacts[where] = self.impacts
        for term, (new_slots, new_impacts) in self.fresh.items():
            end = int(starts[term + 1])
            slots[end - len(new_slots) : end] = np.frombuffer(new_slots, np.uint32)
            impacts[end - len(new_impacts) : end] = np.frombuffer(new_impacts, np.uint8)
        self.starts, self.slots, self.impacts = starts, slots, impacts
        self.fresh, self.fresh_count = {}, 0
