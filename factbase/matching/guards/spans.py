"""Spans of time that no numeral tells: "an hour", "half a year", "полгода", "трехдневный"."""

from __future__ import annotations

import re

from factbase.matching.guards.measures import is_one, unit
from factbase.matching.guards.numerals import PARTS
from factbase.matching.tokens import Tokens

_BENT = {
    "одно": 1, "двух": 2, "трех": 3, "четырех": 4, "пяти": 5, "шести": 6, "семи": 7, "восьми": 8,
    "девяти": 9, "десяти": 10, "двенадцати": 12, "пятнадцати": 15, "двадцати": 20,
    "тридцати": 30, "сорока": 40, "пятидесяти": 50, "шестидесяти": 60,
}  # fmt: skip
_LASTING = {"минутн": "minute", "часов": "hour", "дневн": "day", "суточн": "day",
            "недельн": "week", "месячн": "month", "летн": "year"}  # fmt: skip
_ADJECTIVE = re.compile(rf"([а-я]+?)({'|'.join(_LASTING)})[а-я]{{1,3}}")
_HALVES = ("полу", "пол")


def begins_span(word: str) -> bool:
    """Whether a word alone may tell a span of time, or half of something."""
    if word.startswith("пол") or unit(word) is not None:
        return True
    return word[0] >= "\u0400" and _ADJECTIVE.fullmatch(word) is not None


def span(tokens: Tokens, at: int) -> tuple[float, str, int, bool] | None:
    """Number and unit of a span that a token begins, its last token, and whether it is bare."""
    word = tokens.words[at]
    if word in PARTS:
        return _part(tokens, at)
    for begin in _HALVES:
        half = unit(word.removeprefix(begin)) if word.startswith(begin) else None
        if half is not None and half.kind == "time":
            return 0.5, half.name, at, False
    found = unit(word)
    if found is not None:
        is_bare = found.kind == "time" and is_one(tokens, at)
        return (1.0, found.name, at, True) if is_bare else None
    lasting = _ADJECTIVE.fullmatch(word) if word[0] >= "\u0400" else None
    number = _bent(lasting[1]) if lasting else None
    return (number, _LASTING[lasting[2]], at, False) if lasting and number else None


def _part(tokens: Tokens, at: int) -> tuple[float, str, int, bool] | None:
    """A part of a unit: "half an hour", "quarter of an hour", "четверть века"."""
    place = at + 1
    while place < len(tokens) and tokens.words[place] in {"of", "a", "an"}:
        place += 1
    found = unit(tokens.words[place]) if place < len(tokens) else None
    if found is None or found.kind != "time":
        return None
    return PARTS[tokens.words[at]], found.name, place, False


def _bent(text: str) -> float | None:
    """What the first part of a Russian adjective counts: "двадцатипяти"."""
    if text in _BENT:
        return _BENT[text]
    tens = next((begin for begin in _BENT if text.startswith(begin) and _BENT[begin] >= 20), None)  # noqa: PLR2004 - tens
    ones = _BENT.get(text[len(tens) :], 0) if tens else 0
    return _BENT[tens] + ones if tens and 0 < ones < 10 else None  # noqa: PLR2004 - ones
