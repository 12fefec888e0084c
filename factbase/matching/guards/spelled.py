"""Numbers as they are spelled out: "twenty five", "one hundred and twenty", "сорок шесть"."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.matching.guards.numerals import ORDINALS, PLAIN
from factbase.matching.tokens import Tokens

_JOINING = frozenset({" ", "-"})
_TEN, _HUNDRED = 10, 100


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number below a thousand in words, the token behind it, and whether it is an ordinal."""

    value: float
    end: int
    ordinal: bool = False


def spelled(tokens: Tokens, at: int) -> Spelled | None:
    """Number words up to 999 that belong together."""
    end, total = at, 0.0
    while end < len(tokens) and (end == at or tokens.gap(end - 1) in _JOINING):
        word = tokens.words[end]
        number = PLAIN.get(word)
        if number is not None and (end == at or _fits(total, number)):
            total += number
        elif word == "hundred" and 0 < total < _HUNDRED:
            total *= _HUNDRED
        elif word in ORDINALS and (end == at or _fits(total, ORDINALS[word])):
            return Spelled(total + ORDINALS[word], end + 1, ordinal=True)
        elif not (word == "and" and _goes_on(tokens, end, total)):
            break
        end += 1
    return Spelled(total, end) if end > at else None


def _fits(total: float, number: float) -> bool:
    """Whether a word can stand behind others of the same number: "twenty five", not "five six"."""
    if not total or number != int(number) or not number:
        return False
    if number < _TEN:
        return total % _TEN == 0 and total % _HUNDRED != _TEN
    return number < _HUNDRED and total % _HUNDRED == 0


def _goes_on(tokens: Tokens, at: int, total: float) -> bool:
    """Whether "and" stands within a number: "one hundred and twenty"."""
    if total % _HUNDRED or not total or at + 1 >= len(tokens):
        return False
    further = spelled(tokens, at + 1)
    return further is not None and further.value < _HUNDRED and not further.ordinal
