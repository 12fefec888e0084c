"""Gathers what the guards need about a fact, and remembers it while the fact is there."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass

from factbase.matching.decision import Finding
from factbase.matching.guards import inspect
from factbase.matching.guards.case import Case
from factbase.matching.normalise import fold
from factbase.matching.query import Query
from factbase.matching.shelf import BODY, MISS, WORDING, Shelf
from factbase.matching.tokens import Tokens, tokenise
from factbase.matching.vocabulary import Vocabulary

_REMEMBERED = 1_024
_MOST_WORDINGS = 12
_MOST = 2 / 3


@dataclass(frozen=True, slots=True)
class _About:
    """Names that most wordings hold, all terms of the fact, and those of its misses in order.

    `wordings` are the numbers of the fields that are wordings, the first few.
    """

    wordings: tuple[int, ...]
    required: frozenset[str]
    known: frozenset[str]
    misses: tuple[tuple[str, ...], ...]


class Inspector:
    """Runs the guards on a candidate."""

    __slots__ = ("_facts", "_wordings")

    def __init__(self) -> None:
        self._facts: OrderedDict[int, _About] = OrderedDict()
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
        about = self._fact(slot, shelf, vocabulary)
        wording = self._wording(field, shelf)
        wordings = tuple([self._wording(other, shelf) for other in about.wordings])
        return inspect(
            Case(
                message=query.tokens,
                first=passage[0],
                last=passage[1],
                wording=wording,
                wordings=wordings,
                required=about.required,
                known=about.known,
                misses=about.misses,
            )
        )

    def _fact(self, slot: int, shelf: Shelf, vocabulary: Vocabulary) -> _About:
        held = self._facts.get(slot)
        if held is None:
            held = _about(slot, shelf, vocabulary)
            self._facts[slot] = held
            if len(self._facts) > _REMEMBERED:
                self._facts.popitem(last=False)
        return held

    def _wording(self, field: int, shelf: Shelf) -> Tokens:
        held = self._wordings.get(field)
        if held is None:
            held = tokenise(fold(shelf.text(field)))
            self._wordings[field] = held
            if len(self._wordings) > _REMEMBERED:
                self._wordings.popitem(last=False)
        return held


def _about(slot: int, shelf: Shelf, vocabulary: Vocabulary) -> _About:
    terms = vocabulary.terms
    sets: dict[int, list[frozenset[str]]] = {WORDING: [], BODY: [], MISS: []}
    for field in shelf.fields(slot):
        held = frozenset(terms[number] for number in shelf.terms(field).tolist())
        sets[shelf.kinds[field]].append(held)
    named = [{term for term in held if term[0] == "@"} for held in sets[WORDING]]
    counts = Counter(name for held in named for name in held)
    required = frozenset(n for n, times in counts.items() if times >= _MOST * len(named))
    known = frozenset().union(*sets[WORDING], *sets[BODY])
    misses = tuple(
        tuple(terms[number] for number in shelf.terms(field).tolist())
        for field in shelf.fields(slot)
        if shelf.kinds[field] == MISS
    )
    first = shelf.fields(slot)[:_MOST_WORDINGS]
    wordings = tuple(field for field in first if shelf.kinds[field] == WORDING)
    return _About(wordings, required, known, misses)
