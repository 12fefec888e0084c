"""Months and weekdays by their names, in English and Russian."""

from __future__ import annotations

import re

from factbase.matching.lexicon import words
from factbase.matching.normalise import fold
from factbase.matching.tokens import Tokens

_SOFT = "ь я ю ем е"
_MONTHS = {
    fold(form): number
    for number, (english, stem, endings) in enumerate(
        (
            ("january jan", "январ", _SOFT), ("february feb", "феврал", _SOFT),
            ("march", "март", " а у ом е"), ("april apr", "апрел", _SOFT),
            ("", "ма", "й я ю ем е"), ("june jun", "июн", _SOFT), ("july jul", "июл", _SOFT),
            ("august aug", "август", " а у ом е"), ("september sept sep", "сентябр", _SOFT),
            ("october oct", "октябр", _SOFT), ("november nov", "ноябр", _SOFT),
            ("december dec", "декабр", _SOFT),
        ),
        1,
    )
    for form in (*english.split(), *(stem + end for end in endings.split(" ")))
}  # fmt: skip
_MAY = 5
_BEFORE_MAY = words("in by since until till early late mid last next this of")
"""Behind these "may" is the month."""
_WEEK = """
    monday mondays понедельник понедельника понедельнику понедельником понедельнике понедельники
    tuesday tuesdays вторник вторника вторнику вторником вторнике вторники вторникам
    wednesday wednesdays среду среда среды средам средои
    thursday thursdays четверг четверга четвергу четвергом четверге четверги четвергам
    friday fridays пятницу пятница пятницы пятнице пятницеи пятницам
    saturday saturdays субботу суббота субботы субботе субботои субботам
    sunday sundays воскресенье воскресенья воскресенью воскресеньем воскресеньям
"""
_DAYS = {
    form: number for number, day in enumerate(_WEEK.strip().split("\n")) for form in day.split()
}
_DAY = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")


def month(word: str) -> int | None:
    """The number of the month that a word names, in full or shortened."""
    return _MONTHS.get(word)


def weekday(word: str) -> int | None:
    """The number of the weekday that a word names, Monday is 0."""
    return _DAYS.get(word)


def month_at(tokens: Tokens, at: int) -> int | None:
    """The month that a token names; "may" and "march" are more than that in English."""
    word = tokens.words[at].removesuffix(".")
    before = tokens.words[at - 1] if at else ""
    if word == "may":
        meant = before in _BEFORE_MAY or (tokens.capital[at] and _beside_a_day(tokens, at))
        return _MAY if meant else None
    if word == "march" and not tokens.capital[at] and not _beside_a_day(tokens, at):
        return None
    return _MONTHS.get(word)


def _beside_a_day(tokens: Tokens, at: int) -> bool:
    beside = (*tokens.words[max(0, at - 1) : at], *tokens.words[at + 1 : at + 2])
    return any(_DAY.fullmatch(word) for word in beside)
