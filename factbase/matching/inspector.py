"""Gathers what the guards need about a fact, and remembers it while the fact is there."""

from __future__ import annotations

from collections import Counter, OrderedDict
from dataclasses import dataclass, field
from functools import partial

from factbase.matching.decision import Finding
from factbase.matching.guards import inspect
from factbase.matching.guards.case import Case
from factbase.matching.guards.notes import Notes
from factbase.matching.normalise import fold
from factbase.matching.query import Query
from factbase.matching.shelf import BODY, MISS, WORDING, Shelf
from factbase.matching.tokens import Tokens, tokenise
from factbase.matching.vocabulary import Vocabulary

_REMEMBERED = 1_024
_MOST_WORDINGS = 40
_MOST = 2 / 3


@dataclass(frozen=True, slots=True)
class _About:
    """What is the same for every message that is held against a fact.

    Its first wordings; names that most wordings hold; terms of the wordings, and of all texts;
    those of its misses in order; texts read so far by the number of their field; and what
    guards found out about them.
    """

    wordings: tuple[Tokens, ...]
    required: frozenset[str]
    claimed: frozenset[str]
    known: frozenset[str]
    misses: tuple[tuple[str, ...], ...]
    texts: dict[int, Tokens]
    notes: Notes = field(default_factory=Notes)


class Inspector:
    """Runs the guards on a candidate."""

    __slots__ = ("_facts",)

    def __init__(self) -> None:
        self._facts: OrderedDict[int, _About] = OrderedDict()

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
        return inspect(
            Case(
                message=query.tokens,
                first=passage[0],
                last=passage[1],
                wording=_text(about.texts, field, shelf),
                wordings=about.wordings,
                required=about.required,
                known=about.known,
                claimed=about.claimed,
                bodies=partial(_bodies, about, slot, shelf),
                misses=about.misses,
                notes=about.notes,
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


def _text(texts: dict[int, Tokens], field: int, shelf: Shelf) -> Tokens:
    held = texts.get(field)
    if held is None:
        held = texts[field] = tokenise(fold(shelf.text(field)))
    return held


def _bodies(about: _About, slot: int, shelf: Shelf) -> tuple[Tokens, ...]:
    bodies = (at for at in shelf.fields(slot) if shelf.kinds[at] == BODY)
    return tuple(_text(about.texts, at, shelf) for at in bodies)


def _about(slot: int, shelf: Shelf, vocabulary: Vocabulary) -> _About:
    terms = vocabulary.terms
    sets: dict[int, list[frozenset[str]]] = {WORDING: [], BODY: [], MISS: []}
    for at in shelf.fields(slot):
        held = frozenset(terms[number] for number in shelf.terms(at).tolist())
        sets[shelf.kinds[at]].append(held)
    named = [{term for term in held if term[0] == "@"} for held in sets[WORDING]]
    counts = Counter(name for held in named for name in held)
    misses = tuple(
        tuple(terms[number] for number in shelf.terms(at).tolist())
        for at in shelf.fields(slot)
        if shelf.kinds[at] == MISS
    )
    first = [at for at in shelf.fields(slot) if shelf.kinds[at] == WORDING]
    texts: dict[int, Tokens] = {}
    claimed = frozenset().union(*sets[WORDING])
    return _About(
        wordings=tuple(_text(texts, at, shelf) for at in first[:_MOST_WORDINGS]),
        required=frozenset(n for n, times in counts.items() if times >= _MOST * len(named)),
        claimed=claimed,
        known=claimed.union(*sets[BODY]),
        misses=misses,
        texts=texts,
    )
