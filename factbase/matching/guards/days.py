"""Days of a calendar: "7 марта", "March 7th, 2024", "07.03.2024"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import permutations

from factbase.matching.guards.figures import ORDINAL
from factbase.matching.guards.months import month_at
from factbase.matching.guards.numerals import ORDINALS, PLAIN
from factbase.matching.tokens import Tokens

_WHOLE = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th|го|е)?")
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_LAST_DAY, _LAST_MONTH, _CENTURY = 31, 12, 100
_THREE = 3


@dataclass(frozen=True, slots=True)
class Date:
    """A day of a calendar: how it may be read (day, month, year or 0), and its tokens."""

    readings: frozenset[tuple[int, int, int]]
    first: int
    last: int

    def agrees(self, other: Date) -> bool:
        """Whether both may be the same day."""
        return any(
            one[:2] == two[:2] and (one[2] == two[2] or not one[2] * two[2])
            for one in self.readings
            for two in other.readings
        )

    @property
    def months(self) -> set[int]:
        """Months that it may be in."""
        return {month for _, month, _ in self.readings}


def dates(tokens: Tokens, places: Iterable[int]) -> Iterator[Date]:
    """Every day of a calendar that begins, or whose month stands, at some tokens."""
    for at in places:
        word = tokens.words[at]
        if word[0].isdigit():
            found = _figures(tokens, at)
            if found is not None:
                yield found
        elif month_at(tokens, at) is not None:
            yield from _beside(tokens, at)


def _figures(tokens: Tokens, at: int) -> Date | None:
    """A day in figures only, whichever of its two first parts the month is."""
    whole = _WHOLE.fullmatch(tokens.words[at])
    parts, last = (list(whole.groups()), at) if whole else (tokens.words[at : at + _THREE], at + 2)
    if not whole:
        if len(parts) < _THREE or not all(part.isdigit() for part in parts):
            return None
        gap = tokens.gap(at)
        if gap not in {"/", "-", "."} or tokens.gap(at + 1) != gap:
            return None
    place = next((i for i in (2, 0) if _YEAR.fullmatch(parts[i])), 2)
    year = parts.pop(place)
    if len(year) != 2 and not _YEAR.fullmatch(year):  # noqa: PLR2004 - as years are shortened
        return None
    rest = [int(part) for part in parts]
    whole_year = int(year) if int(year) > _CENTURY else 2_000 + int(year)
    orders = [rest[::-1]] if place == 0 else list(permutations(rest))
    readings = frozenset(
        (day, month, whole_year)
        for day, month in orders
        if 0 < day <= _LAST_DAY and 0 < month <= _LAST_MONTH
    )
    return Date(readings, at, last) if readings else None


def _beside(tokens: Tokens, at: int) -> Iterator[Date]:
    """Days before or behind the name of a month, and the year behind."""
    number = month_at(tokens, at) or 0
    days = list(_before(tokens, at))
    last = at
    if not days:
        days = list(_behind(tokens, at))
        last = max((place for _, place in days), default=at)
    first = min((at, *(place for _, place in days)))
    year = tokens.words[last + 1] if last + 1 < len(tokens) else ""
    known = _YEAR.fullmatch(year) is not None and tokens.gap(last).strip(" ,.") == ""
    last += known
    for day, _ in days:
        yield Date(frozenset({(day, number, int(year) if known else 0)}), first, last)


def _before(tokens: Tokens, at: int) -> Iterator[tuple[int, int]]:
    """Days that end before a place, from the last one back: "7-9 марта", "the 7th of March"."""
    place = at - 1
    while place >= 0 and tokens.words[place] in {"of", *ORDINAL}:
        place -= 1
    while place >= 0 and at - place <= 2 * _THREE:
        day = _day(tokens, place)
        if day is None or tokens.gap(place).strip(" -,") != "":
            return
        tens = int(PLAIN.get(tokens.words[place - 1], 0)) if place else 0
        compound = tens in {20, 30} and day < 10  # noqa: PLR2004 - "twenty first"
        place -= compound
        yield day + tens * compound, place
        place -= 1
        if place < 0 or (tokens.gap(place) != "-" and tokens.words[place] not in {"и", "and"}):
            return
        place -= tokens.words[place] in {"и", "and"}


def _behind(tokens: Tokens, at: int) -> Iterator[tuple[int, int]]:
    """Days behind the name of a month: "March 7-9", "March the 7th"."""
    place = at + 1
    if tokens.words[at] >= "\u0400":
        return  # "в марте 7 человек"
    if tokens.words[place : place + 1] == ["the"]:
        place += 1
    while place < len(tokens) and tokens.gap(place - 1).strip(" .-") == "":
        day = _day(tokens, place)
        if day is None or ":" in tokens.words[place]:
            return
        yield day, place
        if tokens.gap(place) != "-":
            return
        place += 1


def _day(tokens: Tokens, at: int) -> int | None:
    found = _DAY.fullmatch(tokens.words[at])
    day = int(found[1]) if found else int(ORDINALS.get(tokens.words[at], 0))
    return day if 0 < day <= _LAST_DAY else None
