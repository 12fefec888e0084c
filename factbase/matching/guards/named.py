"""Times that words name: seasons, parts of a day, feasts, and how regularly something is done."""

from __future__ import annotations

from factbase.matching.guards.measures import unit
from factbase.matching.lexicon import words
from factbase.matching.normalise import fold
from factbase.matching.tokens import Tokens

_TABLE = {
    "season": (
        "1 spring весной весна весны весну весне", "2 summer летом лето лету",
        "3 autumn осенью осени осень", "4 winter зимой зима зимы зиму зиме",
    ),
    "hour": (
        "1 morning dawn sunrise утром утра рассвете рассвета",
        "2 noon afternoon daylight днем", "3 evening dusk sunset вечером вечера закате заката",
        "4 night overnight midnight tonight ночью ночи",
    ),
    "feast": (
        "1 christmas xmas рождество рождества рождеству", "2 easter пасха пасху пасхи пасхе",
        "3 thanksgiving", "4 halloween", "5 ramadan рамадан рамадана",
    ),
    "cycle": (
        "1 daily ежедневно ежедневный ежедневная ежедневные",
        "7 weekly еженедельно еженедельный еженедельная еженедельные",
        "30 monthly ежемесячно ежемесячный ежемесячная ежемесячные",
        "365 annual annually yearly ежегодно ежегодный ежегодная ежегодные",
    ),
    "length": (
        "1 temporarily временно", "2 permanently forever indefinitely навсегда бессрочно навечно",
    ),
    "week": ("1 weekday weekdays будни будням", "2 weekend weekends выходные выходным выходных"),
}  # fmt: skip
_KINDS = {
    fold(form): (kind, int(number))
    for kind, lines in _TABLE.items()
    for number, *forms in map(str.split, lines)
    for form in forms
}
LOOSE = (*_TABLE, "decade", "shift", "end", "way")
"""Kinds that a text names in passing; years, months and weekdays are meant."""
_ENDS = words("end конец конца концу конце")
"""Before a unit of time: "by the end of the week"."""
_AGO = words("ago назад")
_EVERY = words("every each каждый каждую каждое")
_BEFORE_UNIT = words("of the this next этого следующего")


def named(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """Kind and number of the time that a token names, alone or with the unit behind it."""
    word = tokens.words[at]
    if word in _ENDS:
        return _unit_of("end", tokens, at)
    if word in _EVERY:
        return _unit_of("cycle", tokens, at)
    if word in _AGO and at and _is_time(tokens.words[at - 1]):
        return "way", -1
    if word == "через" and any(map(_is_time, tokens.words[at + 1 : at + 3])):
        return "way", 1
    return _KINDS.get(word)


def _is_time(word: str) -> bool:
    found = unit(word)
    return found is not None and found.kind == "time"


def _unit_of(kind: str, tokens: Tokens, at: int) -> tuple[str, int] | None:
    """The unit of time behind a token, in days: a year whose end is meant, or every one."""
    behind = (word for word in tokens.words[at + 1 : at + 4] if word not in _BEFORE_UNIT)
    found = unit(next(behind, ""))
    return (kind, int(found.worth)) if found is not None and found.kind == "time" else None
