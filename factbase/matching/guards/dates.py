"""Dates: years, months, weekdays, seasons, hours and decades that a text names."""

from __future__ import annotations

import re

from factbase.matching.guards.numbers import quantities
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_MONTHS = {
    form: number
    for number, forms in enumerate(
        (
            "january jan январь января январе", "february feb февраль февраля феврале",
            "march марта марте", "april apr апрель апреля апреле", "мая мае",
            "june jun июнь июня июне", "july jul июль июля июле",
            "august aug август августа августе", "september sept sep сентябрь сентября сентябре",
            "october oct октябрь октября октябре", "november nov ноябрь ноября ноябре",
            "december dec декабрь декабря декабре",
        ),
        1,
    )
    for form in forms.split()
}  # fmt: skip
_DAYS = {
    form: number
    for number, forms in enumerate(
        (
            "monday понедельник понедельника", "tuesday вторник вторника",
            "wednesday среду среда среды", "thursday четверг четверга",
            "friday пятницу пятница пятницы", "saturday субботу суббота субботы",
            "sunday воскресенье воскресенья",
        )
    )
    for form in forms.split()
}  # fmt: skip
_BEFORE_MAY = words("in by since until early late mid last next this of")
"""Behind these "may" is the month."""
_SEASONS = {
    "spring": 1, "веснои": 1, "весны": 1, "весну": 1, "summer": 2, "летом": 2, "autumn": 3,
    "осенью": 3, "осени": 3, "осень": 3, "winter": 4, "зимои": 4, "зимы": 4, "зиму": 4,
}  # fmt: skip
_HOURS = {
    "morning": 1, "утром": 1, "утра": 1, "noon": 2, "afternoon": 2, "днем": 2, "evening": 3,
    "вечером": 3, "вечера": 3, "night": 4, "overnight": 4, "midnight": 4, "tonight": 4, "ночью": 4,
    "ночи": 4,
}  # fmt: skip
_KINDS = {
    form: (kind, number)
    for kind, forms in (("season", _SEASONS), ("hour", _HOURS))
    for form, number in forms.items()
}
_SHIFTED = {
    "yesterday": {1}, "вчера": {1}, "today": {1, 2}, "сегодня": {1, 2}, "tomorrow": {2},
    "завтра": {2}, "послезавтра": {3}, "позавчера": {0},
}  # fmt: skip
"""What is told today may be told tomorrow as yesterday's."""
LOOSE = ("season", "hour", "decade", "shift")
"""Kinds that a text names in passing; years, months and weekdays are meant."""
_DECADE = re.compile(r"(?:1[89]|20)?(\d)0s")
_DECADES = {
    "двадцаты": 2, "тридцаты": 3, "сороковы": 4, "пятидесяты": 5, "шестидесяты": 6,
    "семидесяты": 7, "восьмидесяты": 8, "девяносты": 9, "нулевы": 0, "двухтысячны": 0,
}  # fmt: skip


def month(word: str) -> int | None:
    """The number of the month that a word names, in full or shortened."""
    return _MONTHS.get(word)


def is_date(word: str) -> bool:
    """Whether a word names a month or a weekday."""
    return word in _MONTHS or word in _DAYS


def _decade(word: str) -> int | None:
    """The decade that "1990s", "90s" or "девяностых" names, by its figure of tens."""
    found = _DECADE.fullmatch(word)
    if found is not None:
        return int(found[1])
    return next((n for stem, n in _DECADES.items() if word in {stem + "е", stem + "х"}), None)


def said(tokens: Tokens, places: range) -> dict[str, set[int]]:
    """What times of each kind a range of tokens names."""
    found: dict[str, set[int]] = {kind: set() for kind in ("year", "month", "day", *LOOSE)}
    for at in places:
        word = tokens.words[at].removesuffix(".")
        if word in _MONTHS and (tokens.capital[at] or word not in {"march", "мае"}):
            found["month"].add(_MONTHS[word])
        elif word == "may" and at and tokens.words[at - 1] in _BEFORE_MAY:
            found["month"].add(5)
        elif word in _DAYS:
            found["day"].add(_DAYS[word])
        elif word in _SHIFTED:
            found["shift"] |= _SHIFTED[word]
        elif word in _KINDS:
            found[_KINDS[word][0]].add(_KINDS[word][1])
        elif (word[0].isdigit() or word[-1] in "ех") and (decade := _decade(word)) is not None:
            found["decade"].add(decade)
    found["year"].update(int(q.value) for q in quantities(tokens, places) if q.is_year)
    return found
