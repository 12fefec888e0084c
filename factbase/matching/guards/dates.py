"""Dates: years, months, weekdays, seasons, hours and decades that a text names."""

from __future__ import annotations

import re

from factbase.matching.guards.months import month, month_at, weekday
from factbase.matching.guards.named import LOOSE, named
from factbase.matching.guards.told import told
from factbase.matching.tokens import Tokens

_SHIFTED = {
    "yesterday": {1}, "вчера": {1}, "today": {1, 2}, "сегодня": {1, 2}, "tomorrow": {2},
    "завтра": {2}, "послезавтра": {3}, "позавчера": {0},
}  # fmt: skip
"""What is told today may be told tomorrow as yesterday's."""
_DECADE = re.compile(r"(?:1[89]|20)?(\d)0s")
_TENS = re.compile(r"(?:1[89]|20)?(\d)0")
_DECADES = {
    "двадцаты": 2, "тридцаты": 3, "сороковы": 4, "пятидесяты": 5, "шестидесяты": 6,
    "семидесяты": 7, "восьмидесяты": 8, "девяносты": 9, "нулевы": 0, "двухтысячны": 0,
}  # fmt: skip


def is_date(word: str) -> bool:
    """Whether a word names a month or a weekday."""
    return word == "may" or month(word) is not None or weekday(word) is not None


def _decade(tokens: Tokens, at: int) -> int | None:
    """The decade that "1990s", "90-х" or "девяностых" names, by its figure of tens."""
    word = tokens.words[at]
    found = _DECADE.fullmatch(word)
    if found is None and tokens.words[at + 1 : at + 2] in (["х"], ["е"]) and tokens.gap(at) == "-":
        found = _TENS.fullmatch(word)
    if found is not None:
        return int(found[1])
    return next((n for stem, n in _DECADES.items() if word in {stem + "е", stem + "х"}), None)


def said(tokens: Tokens, places: range) -> dict[str, set[int]]:
    """What times of each kind a range of tokens names."""
    read = told(tokens, places)
    found: dict[str, set[int]] = {kind: set() for kind in ("year", "month", "day", *LOOSE)}
    found["year"].update(year for year, _ in read.years)
    found["month"].update(number for date in read.dates for number in date.months)
    clocked = {at for clock in read.clocks for at in range(clock.first + 1, clock.last + 1)}
    for at in places:
        word = tokens.words[at].removesuffix(".")
        number, day = month_at(tokens, at), weekday(word)
        if number is not None:
            found["month"].add(number)
        elif day is not None:
            found["day"].add(day)
        elif word in _SHIFTED:
            found["shift"] |= _SHIFTED[word]
        elif at not in clocked and (time := named(tokens, at)) is not None:
            found[time[0]].add(time[1])
        elif (word[:1].isdigit() or word[-1:] in {"е", "х"}) and (
            decade := _decade(tokens, at)
        ) is not None:
            found["decade"].add(decade)
    return found
