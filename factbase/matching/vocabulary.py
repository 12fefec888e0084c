"""Terms by number, how many facts hold each, and how telling each is.

How telling a term is (its idf) mixes what the base shows with what is known beforehand: a
base of five facts about one country can't tell from counts that "country" is a common word
and "microchip" is not. The prior is worth `PRIOR_FACTS` imaginary facts, in which a common
word appears `COMMON_SHARE` of the time and any other `OTHER_SHARE`.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from factbase.matching.lexicon import common, names
from factbase.matching.slips import Slips
from factbase.matching.stems import stem

Ids = NDArray[np.int32]
Reals = NDArray[np.float32]

PRIOR_FACTS = 200.0
COMMON_SHARE = 0.04
OTHER_SHARE = 0.002
NAME_SHARE = 0.02
HEAD = 5
"""Letters that words of one family share at their beginning."""


def _common_terms() -> frozenset[str]:
    return frozenset(stem(word) for word in common())


@lru_cache(maxsize=65_536)
def _edges_of(term: str) -> tuple[str, str]:
    if term[0] in "@~" or term[0].isdigit():
        return "", ""
    head = term[:HEAD] if len(term) >= HEAD - 1 else ""
    return head, "-" + term[-HEAD:] if len(term) > HEAD + 1 else ""


class Vocabulary:
    """Numbers for terms, growing only; counts of facts per term and scope."""

    __slots__ = ("_common", "_edges", "_slips", "by_scope", "counts", "facts", "heads", "ids", "prior", "tails", "terms")

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.terms: list[str] = []
        self.prior: Reals = np.zeros(1024, np.float32)
        self.counts: Ids = np.zeros(1024, np.int32)
        self.facts = 0
        self.heads: Ids = np.zeros(1024, np.int32)
        self.tails: Ids = np.zeros(1024, np.int32)
        self._edges: dict[str, int] = {}
        self.by_scope: dict[str, tuple[int, dict[int, int]]] = {}
        self._common = _common_terms()
        self._slips = Slips()

    def __len__(self) -> int:
        return len(self.terms)

    def number(self, term: str) -> int:
        """The number of a term, new if need be."""
        known = self.ids.get(term)
        if known is not None:
            return known
        number = len(self.terms)
        self.ids[term] = number
        self.terms.append(term)
        if number >= len(self.prior):
            self.prior = np.concatenate([self.prior, np.zeros_like(self.prior)])
            self.counts = np.concatenate([self.counts, np.zeros_like(self.counts)])
            self.heads = np.concatenate([self.heads, np.zeros_like(self.heads)])
            self.tails = np.concatenate([self.tails, np.zeros_like(self.tails)])
        self.prior[number] = PRIOR_FACTS * self._share(term)
        self._slips.add(term)
        if term[0] == "@":
            self._slips.add_name(term, names().forms(term[1:]))
        self.heads[number], self.tails[number] = self.edges(term)
        return number

    def edges(self, term: str) -> tuple[int, int]:
        """Numbers of a word's beginning and, if it is long, its end; 0 for none.

        Words of one family, and the last word of a compound or hashtag, share them.
        """
        edges = self._edges
        head, tail = _edges_of(term)
        return (
            edges.setdefault(head, len(edges) + 1) if head else 0,
            edges.setdefault(tail, len(edges) + 1) if tail else 0,
        )

    def known_edges(self, term: str) -> tuple[int, int]:
        """The same without making new numbers."""
        head, tail = _edges_of(term)
        return self._edges.get(head, 0), self._edges.get(tail, 0)

    def nearest(self, word: str) -> int | None:
        """The number of the term a mistyped word was meant to be, or None."""
        root = stem(word)
        found = self._slips.nearest(root) or self._slips.nearest(word)
        return None if found is None else self.ids[found]

    def _share(self, term: str) -> float:
        if term in self._common:
            return COMMON_SHARE
        return NAME_SHARE if term[0] == "@" else OTHER_SHARE

    def count(self, ids: Ids, scope: str, step: int) -> None:
        """Note that a fact of `scope` with these distinct terms came (1) or went (-1)."""
        if not scope:
            self.facts += step
            self.counts[ids] += step
            return
        facts, held = self.by_scope.get(scope, (0, {}))
        for number in ids.tolist():
            held[number] = held.get(number, 0) + step
        self.by_scope[scope] = (facts + step, held)

    def idf(self, ids: Ids, scope: str) -> Reals:
        """How telling these terms are for an audience of `scope`: natural log, above 0."""
        counts = self.counts[ids].astype(np.float32)
        facts = self.facts
        own = self.by_scope.get(scope) if scope else None
        if own is not None:
            facts += own[0]
            held = own[1]
            flat = [held.get(number, 0) for number in ids.ravel().tolist()]
            counts += np.asarray(flat, np.float32).reshape(ids.shape)
        every = np.float32(facts + PRIOR_FACTS)
        share = (counts + self.prior[ids]) / every
        odds: Reals = np.log1p((1 - share) / (share + np.float32(0.5) / every))
        return odds
