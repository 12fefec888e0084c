"""When two sentences say it in the same words."""

from __future__ import annotations

import re

from rapidfuzz import fuzz

from factbase.matching.normalise import fold

_WORD = re.compile(r"\w+")


def words_of(text: str) -> str:
    """The words of a text, folded and in lower case."""
    return " ".join(_WORD.findall(fold(text).lower()))


def alike(one: str, other: str) -> float:
    """How far two texts, given as `words_of`, have the same words: 0..100, order left aside."""
    return fuzz.token_sort_ratio(one, other)


def holds(text: str, other: str) -> float:
    """How far one of two texts holds the words of the other: 0..100."""
    return fuzz.token_set_ratio(text, other)
