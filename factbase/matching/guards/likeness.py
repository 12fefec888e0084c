"""Likeness: when a word in another's place is the same one, or one that the fact itself uses."""

from __future__ import annotations

from itertools import pairwise, takewhile
from operator import eq

from rapidfuzz.fuzz import ratio

from factbase.matching.guards.counting import value
from factbase.matching.guards.months import month
from factbase.matching.guards.reading import Reading
from factbase.matching.slips import is_contrary
from factbase.matching.tokens import Tokens

_TYPO = 80.0
"""Likeness in percent (rapidfuzz) from which two words are one, misspelt."""
_FAMILY = 5


def is_same(reading: Reading, there: int, here: int) -> bool:
    """Whether both are one word: misspelt, in another form, or a number in figures."""
    one, other = reading.case.wording.words[there], reading.message.words[here]
    number = value(reading.case.wording, there)
    if number is not None and number == value(reading.message, here):
        return True
    if month(one) is not None and month(one) == month(other):
        return True
    if is_contrary(one, other):
        return False
    short, long = sorted((one, other), key=len)
    return ratio(one, other) >= _TYPO or _is_family(short, long)


def is_explained(reading: Reading, here: list[int], at: int) -> bool:
    """Whether an explanation of the fact has the word, no name, beside the same one as here."""
    case, place = reading.case, here.index(at)
    if reading.is_name(at) or case.message.terms[at] not in case.known:
        return False
    beside = [case.message.terms[i] for i in here[max(0, place - 1) : place + 2] if i != at]
    pairs = {frozenset((case.message.terms[at], term)) for term in beside}
    return any(not pairs.isdisjoint(case.notes.of(_pairs, body)) for body in case.bodies())


def _pairs(body: Tokens) -> frozenset[frozenset[str]]:
    """Neighbouring telling terms of a text, in any order."""
    return frozenset(map(frozenset, pairwise(filter(None, body.terms))))


def _is_family(short: str, long: str) -> bool:
    """Whether two words begin alike, or one is the other behind a short Russian preposition."""
    for begin in ("", "в", "на", "по"):
        rest = long.removeprefix(begin)
        if rest != long or not begin:
            alike = sum(takewhile(bool, map(eq, short, rest)))
            if alike >= _FAMILY - len(begin) and alike > len(long) / 2:
                return True
    return False
