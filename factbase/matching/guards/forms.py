"""Forms: when two names may be one, in another case, shortened, misspelt or by their initials."""

from __future__ import annotations

from itertools import takewhile
from operator import eq

from rapidfuzz.fuzz import ratio

_ALIKE = 75.0
"""Likeness in percent (rapidfuzz) from which two names with one first letter are one, misspelt."""
_BEGINNING = 4
_SHARE = 0.6
_SHORTEST = 3
_SEVERAL = 2


def is_form(one: str, other: str) -> bool:
    """Whether two words are one name in two forms, shortened or misspelt."""
    short, long = sorted((one, other), key=len)
    if short == long:
        return True
    if len(short) < _SHORTEST:
        return False
    alike = sum(takewhile(bool, map(eq, one, other)))
    return (
        long.startswith(short)
        or (long.endswith(short) and len(long) - len(short) >= _SHORTEST)  # "Госдума", "Дума"
        or (alike >= _BEGINNING and alike >= _SHARE * len(short))
        or (one[0] == other[0] and ratio(one, other) >= _ALIKE)
    )


def abbreviates(name: list[str], words: list[str]) -> bool:
    """Whether one of some words is short for a name of several: "ICC", "SCOTUS", "Минздрав"."""
    if len(name) < _SEVERAL:
        return False
    initials = "".join(word[0] for word in name)
    return any(
        word.startswith(initials)
        or (len(word) > 1 and initials.startswith(word))
        or _is_joined(word, name)
        for word in words
    )


def _is_joined(word: str, name: list[str]) -> bool:
    """Whether a word joins the beginnings of a name's first two words."""
    return any(
        name[0].startswith(word[:cut]) and name[1].startswith(word[cut:])
        for cut in range(_SHORTEST, len(word) - _SHORTEST + 1)
    )
