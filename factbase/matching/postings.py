"""The inverted index: for each term the facts that hold it, and how strongly.

A frozen part in flat sorted arrays takes the bulk; what comes later lives in growing arrays
beside it, searched in the same way, so that a new fact is findable at once and nothing is
rebuilt. Impacts are one byte: the part of a BM25 score that belongs to term and fact.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Slots = NDArray[np.uint32]
Impacts = NDArray[np.uint8]


_MOST_WAITING = 200_000


@dataclass(frozen=True, slots=True)
class _Waiting:
    """Postings as they came, side by side."""

    terms: array[int] = field(default_factory=lambda: array("I"))
    slots: array[int] = field(default_factory=lambda: array("I"))
    impacts: array[int] = field(default_factory=lambda: array("B"))


@dataclass(frozen=True, slots=True)
class _Flat:
    """Postings side by side."""

    terms: NDArray[np.uint32]
    slots: Slots
    impacts: Impacts


class Postings:
    """Slots and impacts by term number."""

    __slots__ = ("fresh", "impacts", "slots", "starts", "waiting")

    def __init__(self) -> None:
        self.starts: NDArray[np.int64] = np.zeros(1, np.int64)
        self.slots: Slots = np.zeros(0, np.uint32)
        self.impacts: Impacts = np.zeros(0, np.uint8)
        self.fresh: dict[int, tuple[array[int], array[int]]] = {}
        self.waiting = _Waiting()

    def add(self, slot: int, impacts: Iterable[tuple[int, int]]) -> None:
        """Note that a fact holds these (term, impact) pairs; slots come in rising order."""
        fresh = self.fresh
        for term, impact in impacts:
            held = fresh.get(term)
            if held is None:
                fresh[term] = held = (array("I"), array("B"))
            held[0].append(slot)
            held[1].append(impact)

    def wait(self, slot: int, impacts: Iterable[tuple[int, int]]) -> None:
        """The same in a tenth of the memory, but not to be found before `freeze`."""
        for term, impact in impacts:
            self.waiting.terms.append(term)
            self.waiting.slots.append(slot)
            self.waiting.impacts.append(impact)

    def spans(self, terms: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Where each of these terms begins in the frozen part, and how many facts hold it there."""
        begin = self.starts.take(terms, mode="clip")  # what came later begins and ends at the end
        counts = self.starts.take(terms + 1, mode="clip")
        counts -= begin
        return begin, counts

    def lengths(self, terms: NDArray[np.int32], frozen: NDArray[np.int64]) -> NDArray[np.int64]:
        """How many facts hold each of these terms, with those beside the `frozen` ones."""
        if not self.fresh:
            return frozen
        waiting = (self.fresh.get(term) for term in terms.tolist())
        return frozen + np.fromiter((len(held[0]) if held else 0 for held in waiting), np.int64)

    def frozen(
        self, begin: NDArray[np.int64], counts: NDArray[np.int64]
    ) -> tuple[NDArray[np.intp], Impacts]:
        """Slots and impacts of the frozen part, one span after another."""
        where = (begin + counts - counts.cumsum()).repeat(counts)
        where += np.arange(len(where))
        return self.slots.take(where).astype(np.intp), self.impacts.take(where)

    def later(self, term: int) -> tuple[Slots, Impacts] | None:
        """Views of the slots and impacts that aren't frozen yet; not to be kept."""
        held = self.fresh.get(term)
        if held is None:
            return None
        return np.frombuffer(held[0], np.uint32), np.frombuffer(held[1], np.uint8)

    def settle(self, terms: int) -> None:
        """Freeze when much is waiting."""
        if len(self.waiting.terms) > max(_MOST_WAITING, len(self.slots) // 2):
            self.freeze(terms)

    def freeze(self, terms: int) -> None:
        """Merge what is fresh or waiting into the frozen part. Costs time; loses nothing."""
        new = self._sorted()
        known = len(self.starts) - 1
        counts = np.bincount(new.terms, minlength=terms)
        fresh_starts = np.concatenate([[0], np.cumsum(counts)])
        counts[:known] += np.diff(self.starts)
        starts = np.concatenate([[0], np.cumsum(counts)])
        slots = np.empty(int(starts[-1]), np.uint32)
        impacts = np.empty(int(starts[-1]), np.uint8)
        for old_starts, old_slots, old_impacts, last in (
            (self.starts, self.slots, self.impacts, False),
            (fresh_starts, new.slots, new.impacts, True),
        ):
            held = np.diff(old_starts)
            first = starts[1:] - held if last else starts[: len(held)]
            where = np.repeat(first - old_starts[:-1], held)
            where += np.arange(len(where))
            slots[where] = old_slots
            impacts[where] = old_impacts
        self.starts, self.slots, self.impacts = starts, slots, impacts
        self.fresh, self.waiting = {}, _Waiting()

    def _sorted(self) -> _Flat:
        """What is fresh or waiting by term, slots rising within each."""
        fresh = self.fresh
        lengths = np.fromiter((len(held[0]) for held in fresh.values()), np.int64, len(fresh))
        terms = [np.repeat(np.fromiter(fresh, np.uint32, len(fresh)), lengths)]
        slots = [np.frombuffer(held[0], np.uint32) for held in fresh.values()]
        impacts = [np.frombuffer(held[1], np.uint8) for held in fresh.values()]
        terms.append(np.frombuffer(self.waiting.terms, np.uint32))
        slots.append(np.frombuffer(self.waiting.slots, np.uint32))
        impacts.append(np.frombuffer(self.waiting.impacts, np.uint8))
        every = np.concatenate(terms)
        order = np.argsort(every, kind="stable")
        return _Flat(every[order], np.concatenate(slots)[order], np.concatenate(impacts)[order])
