"""Gathers what the guards need about a fact, and remembers it while the fact is there."""

from __future__ import annotations

from collections import Counter, OrderedDict

from factbase.matching.decision import Finding
from factbase.matching.guards import inspect
from factbase.matching.guards.case import Case
from factbase.matching.normalise import fold
from factbase.matching.query import Query
from factbase.matching.shelf import BODY, Shelf
from factbase.matching.tokens import Tokens, tokenise
from factbase.matching.vocabulary import Vocabulary

_REMEMBERED = 4_096
_MOST_WORDINGS = 12
_MOST = 2 / 3


class Inspector:
    """Runs the guards on a candidate."""

    __slots__ = ("_facts", "_wordings")

    def __init__(self) -> None:
        self._facts: OrderedDict[int, tuple[frozenset[str], frozenset[str]]] = OrderedDict()
        self._wordings: OrderedDict[int, Tokens] = OrderedDict()

    def __call__(  # noqa: PLR0913, PLR0917 - one case, named part by part
        self,
        query: Query,
        passage: tuple[int, int],
        slot: int,
        field: int,
        shelf: Shelf,
        vocabulary: Vocabulary,
    ) -> tuple[Finding, ...]:
        """Findings for the passage of a message and a wording of a fact."""
        required, known = self._fact(slot, shelf, vocabulary)
        wording = self._wording(field, shelf)
        wordings = tuple(
            self._wording(other, shelf)
            for other in shelf.fields(slot)[:_MOST_WORDINGS]
            if shelf.kinds.view[other] != BODY
        )
        case = Case(query.tokens, *passage, wording, wordings, required, known)
        return inspect(case)

    def _fact(
        self, slot: int, shelf: Shelf, vocabulary: Vocabulary
    ) -> tuple[frozenset[str], frozenset[str]]:
        held = self._facts.get(slot)
        if held is not None:
            return held
        terms = vocabulary.terms
        kinds = shelf.kinds.view
        sets = {
            field: {terms[number] for number in shelf.terms(field).tolist()}
            for field in shelf.fields(slot)
        }
        named = [
            {term for term in held if term[0] == "@"}
            for field, held in sets.items()
            if kinds[field] != BODY
        ]
        counts = Counter(name for held in named for name in held)
        required = frozenset(n for n, times in counts.items() if times >= _MOST * len(named))
        known = frozenset(set().union(*sets.values()))
        self._facts[slot] = required, known
        if len(self._facts) > _REMEMBERED:
            self._facts.popitem(last=False)
        return required, known

    def _wording(self, field: int, shelf: Shelf) -> Tokens:
        held = self._wordings.get(field)
        if held is None:
            held = tokenise(fold(shelf.text(field)))
            self._wordings[field] = held
            if len(self._wordings) > _REMEMBERED:
                self._wordings.popitem(last=False)
        return held
