"""Terms by number, how many facts hold each, and how telling each is.

How telling a term is (its idf) mixes what the base shows with what is known beforehand: a
base of five facts about one country can't tell from counts that "country" is a common word
and "microchip" is not. The prior is worth `PRIOR_FACTS` imaginary facts, in which a common
word appears `COMMON_SHARE` of the time and any other `OTHER_SHARE`.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np

from factbase.matching import slips
from factbase.matching.columns import HALF, Columns, Ids, Reals
from factbase.matching.lexicon import common, names
from factbase.matching.slips import edge_keys
from factbase.matching.stems import stem

PRIOR_FACTS = 200.0
COMMON_SHARE = 0.04
OTHER_SHARE = 0.002
NAME_SHARE = 0.02

BEGINNING = 3
"""Letters that stemming leaves alone at the beginning of a word."""


def _common_terms() -> frozenset[str]:
    return frozenset(stem(word) for word in common())


@cache
def _forms_of(code: str) -> list[str]:
    return names().forms(code)


def _code_of(form: str) -> str:
    known = names()
    return (known.words.get(form) or known.stems[form]).code


class Vocabulary:
    """Numbers for terms, growing only; counts of facts per term and scope."""

    __slots__ = (
        "_begins", "_common", "_name_forms", "by_scope", "columns", "facts", "guesses", "ids",
        "terms",
    )  # fmt: skip

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.terms: list[str] = []
        self.columns = Columns()
        self.facts = 0
        self.by_scope: dict[str, tuple[int, dict[int, int]]] = {}
        self._common = _common_terms()
        self._name_forms: dict[str, list[str]] = {}
        self._begins: set[str] = set()
        self.guesses: dict[str, list[int]] = {}
        """How unknown words were read; chatter repeats itself. Forgotten when a term is new."""

    def __len__(self) -> int:
        return len(self.terms)

    def number(self, term: str) -> int:
        """The number of a term, new if need be."""
        known = self.ids.get(term)
        if known is not None:
            return known
        number = len(self.terms)
        if self.guesses:
            self.guesses = {}
        self.ids[term] = number
        self.terms.append(term)
        self.columns.add(number, PRIOR_FACTS * self._share(term), term)
        self._note_name(term)
        return number

    def restore(self, terms: list[str]) -> None:
        """Take over terms by number from a snapshot; their columns come apart."""
        self.terms = terms
        self.ids = {term: number for number, term in enumerate(terms)}
        for term in terms:
            self._note_name(term)

    def _note_name(self, term: str) -> None:
        """Remember how a name is written, for those who mistype it, and how words begin."""
        if term[0] == "@":
            for form in _forms_of(term[1:]):
                self._name_forms.setdefault(form[:2], []).append(form)
                self._begins.add(form[:BEGINNING])
        elif term[0] != "~":
            self._begins.add(term[:BEGINNING])

    def begins(self, word: str) -> bool:
        """Whether some term may begin like this word; spares looking up what can't be there."""
        return word[:BEGINNING] in self._begins

    def nearest(self, word: str) -> int | None:
        """The number of the term a mistyped word was meant to be, or None."""
        best: tuple[float, str] | None = None
        for form in dict.fromkeys((stem(word), word)):
            drawer = [self.terms[i] for i in self.columns.drawer(*edge_keys(form))]
            for found in (slips.nearest(form, drawer), self._nearest_name(form)):
                if found is not None and (best is None or found[1] < best[0]):
                    best = (found[1], found[0])
        return None if best is None else self.ids[best[1]]

    def _nearest_name(self, word: str) -> tuple[str, float] | None:
        found = slips.nearest(word, self._name_forms.get(word[:2], []))
        return None if found is None else ("@" + _code_of(found[0]), found[1])

    def _share(self, term: str) -> float:
        if term in self._common:
            return COMMON_SHARE
        return NAME_SHARE if term[0] == "@" else OTHER_SHARE

    def count(self, ids: Ids, scope: str, step: int) -> None:
        """Note that a fact of `scope` with these distinct terms came (1) or went (-1)."""
        if not scope:
            self.facts += step
            self.columns.count(ids, step)
            return
        facts, held = self.by_scope.get(scope, (0, {}))
        for number in ids.tolist():
            held[number] = held.get(number, 0) + step
        self.by_scope[scope] = (facts + step, held)

    def visible(self, number: int, scope: str) -> bool:
        """Whether some fact that an audience of `scope` sees holds this term."""
        if self.columns.counts[number] > 0:
            return True
        own = self.by_scope.get(scope) if scope else None
        return own is not None and own[1].get(number, 0) > 0

    def hidden(self, numbers: list[int], scope: str) -> set[int]:
        """Which of these terms, -1 for none, no fact holds that an audience of `scope` sees."""
        known = [number for number in numbers if number >= 0]
        if not known:
            return set()
        unheld = np.flatnonzero(self.columns.counts.take(known) <= 0).tolist()
        return {known[at] for at in unheld if not self.visible(known[at], scope)}

    def seen(self, scope: str) -> int:
        """How many facts an audience of `scope` sees."""
        own = self.by_scope.get(scope) if scope else None
        return self.facts + (own[0] if own else 0)

    def idf(self, ids: Ids, scope: str) -> Reals:
        """How telling these terms are for an audience of `scope`: natural log, above 0.

        log(1 + (N - n) / (n + 1/2)) for n of N facts, imaginary ones of the prior included.
        """
        facts = self.facts
        own = self.by_scope.get(scope) if scope else None
        if own is None:
            every = math.log(facts + PRIOR_FACTS + HALF)
            told: Reals = np.float32(every) - self.columns.logs.take(ids)
            return told
        held = own[1]
        flat = [held.get(number, 0) for number in ids.ravel().tolist()]
        counts = self.columns.counts[ids] + np.asarray(flat, np.float32).reshape(ids.shape)
        every = math.log(facts + own[0] + PRIOR_FACTS + HALF)
        theirs: Reals = np.float32(every) - np.log(counts + self.columns.prior[ids] + HALF)
        return theirs
