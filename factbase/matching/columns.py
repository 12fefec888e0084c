"""What is known of each term by number, in flat arrays that grow."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from factbase.matching.slips import edge_keys, number_of

Ids = NDArray[np.int32]
Reals = NDArray[np.float32]

HEAD = 5
"""Letters that words of one family share at their beginning."""

HALF = np.float32(0.5)
"""Added to the number of facts that hold a term, as in BM25's idf."""

NAMES = ("counts", "heads", "tails", "first", "last")


@lru_cache(maxsize=8_192)
def edges_of(term: str) -> tuple[int, int]:
    """Numbers (1..2^20) of a word's beginning and, if it is long, its end; 0 for none.

    Words of one family, and the last word of a compound or hashtag, share them.
    """
    if term[0] in "@~" or term[0].isdigit():
        return 0, 0
    head = number_of(term[:HEAD]) if len(term) >= HEAD - 1 else 0
    return head, number_of("-" + term[-HEAD:]) if len(term) > HEAD + 1 else 0


@dataclass(frozen=True, slots=True)
class _Edges:
    """Edge numbers in order, and the term that each belongs to."""

    keys: Ids
    numbers: Ids


class Columns:
    """Prior counts, counts of facts (`logs`: log of both), families and edges of terms."""

    __slots__ = (
        "_by_first", "_by_last", "counts", "first", "heads", "last", "logs", "prior", "size",
        "tails",
    )  # fmt: skip

    def __init__(self) -> None:
        self.size = 0
        self.prior: Reals = np.zeros(1024, np.float32)
        self.logs: Reals = np.zeros(1024, np.float32)
        self.counts: Ids = np.zeros(1024, np.int32)
        self.heads: Ids = np.zeros(1024, np.int32)
        self.tails: Ids = np.zeros(1024, np.int32)
        self.first: Ids = np.zeros(1024, np.int32)
        self.last: Ids = np.zeros(1024, np.int32)
        self._by_first = self._by_last = _sorted(np.zeros(0, np.int32))

    def add(self, number: int, prior: float, term: str) -> None:
        """Note a new term; numbers come in order."""
        if number >= len(self.prior):
            spare = max(1024, number // 4)
            self.prior = np.concatenate([self.prior, np.zeros(spare, np.float32)])
            self.logs = np.concatenate([self.logs, np.zeros(spare, np.float32)])
            for name in NAMES:
                held = getattr(self, name)
                setattr(self, name, np.concatenate([held, np.zeros(spare, np.int32)]))
        self.prior[number] = prior
        self.heads[number], self.tails[number] = edges_of(term)
        self.first[number], self.last[number] = edge_keys(term)
        self.logs[number] = np.log(self.prior[number] + HALF)
        self.size = number + 1

    def count(self, ids: Ids, step: int) -> None:
        """Add `step` to the number of facts that hold each of these distinct terms."""
        self.counts[ids] += step
        self.logs[ids] = np.log(self.counts[ids].astype(np.float32) + self.prior[ids] + HALF)

    def recount(self) -> None:
        """Work out what is kept beside the counts, after they were read from a file."""
        self.logs = np.log(self.counts.astype(np.float32) + self.prior + HALF)

    def drawer(self, first: int, last: int) -> list[int]:
        """Numbers of the terms that begin or end like a word."""
        if not first:
            return []
        found: set[int] = set()
        for keys, edges, key in (
            (self.first, self._by_first, first),
            (self.last, self._by_last, last),
        ):
            begin, end = np.searchsorted(edges.keys, (key, key + 1)).tolist()
            found.update(edges.numbers[begin:end].tolist())
            packed = len(edges.keys)
            if packed < self.size:
                later = np.flatnonzero(keys[packed : self.size] == key)
                found.update((later + packed).tolist())
        return sorted(found)

    def freeze(self) -> None:
        """Give spare room back, and sort the terms by their edges."""
        for name in ("prior", "logs", *NAMES):
            setattr(self, name, getattr(self, name)[: self.size].copy())
        self._by_first, self._by_last = _sorted(self.first), _sorted(self.last)


def _sorted(keys: Ids) -> _Edges:
    order = np.argsort(keys, kind="stable")
    return _Edges(keys[order], order.astype(np.int32))
