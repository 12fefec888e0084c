"""What a text tells in numbers: amounts, times of day, days and years, read once."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from factbase.matching.guards.amounts import Amount, made
from factbase.matching.guards.clock import Clock, clocks, names_time
from factbase.matching.guards.counting import Count, count
from factbase.matching.guards.days import Date, dates
from factbase.matching.guards.kinds import Kind, kind_of
from factbase.matching.guards.months import month
from factbase.matching.guards.numerals import NUMERALS
from factbase.matching.guards.ranges import often, range_of
from factbase.matching.guards.shares import ALL, EVERY, HALVED, MOST, share
from factbase.matching.guards.spans import begins_span, span
from factbase.matching.guards.years import numbering, year_at
from factbase.matching.tokens import Tokens

_READ = "told"
_LEADING_ZERO = re.compile(r"0\d")
"""Of a day, a time or a telephone number."""
_SHARES = EVERY | HALVED | MOST


@dataclass(frozen=True, slots=True)
class Told:
    """What a text tells in numbers: amounts, times of day, days, and years with their places."""

    amounts: tuple[Amount, ...]
    clocks: tuple[Clock, ...]
    dates: tuple[Date, ...]
    years: tuple[tuple[int, int], ...]


def told(tokens: Tokens, places: range) -> Told:
    """What a range of tokens tells in numbers; the text is read once."""
    held = tokens.found.get(_READ)
    if not isinstance(held, Told):
        tokens.found[_READ] = held = _read(tokens)
    if len(places) == len(tokens):
        return held
    return Told(
        tuple([one for one in held.amounts if one.first in places]),
        tuple([one for one in held.clocks if one.first in places]),
        tuple([one for one in held.dates if one.last in places]),
        tuple([one for one in held.years if one[1] in places]),
    )


def told_of(tokens: Tokens) -> Told:
    """What a whole text tells in numbers."""
    return told(tokens, range(len(tokens)))


def agreeing(mine: Told, theirs: list[Told]) -> frozenset[int]:
    """Places of words of one text that tell an amount, a time or a day of others."""
    if not (mine.amounts or mine.clocks or mine.dates):
        return frozenset()
    found: tuple[Amount | Clock | Date, ...] = (
        *(one for one in mine.amounts if any(one.agrees(o) for t in theirs for o in t.amounts)),
        *(one for one in mine.clocks if any(one.agrees(o) for t in theirs for o in t.clocks)),
        *(one for one in mine.dates if any(one.agrees(o) for t in theirs for o in t.dates)),
    )
    return frozenset(at for one in found for at in range(one.first, one.last + 1))


def _read(tokens: Tokens) -> Told:
    places = [at for at, word in enumerate(tokens.words) if _may_tell(word)]
    days, times = tuple(dates(tokens, places)), tuple(clocks(tokens, places))
    told_apart: tuple[Clock | Date, ...] = (*days, *times)
    taken = {at for each in told_apart for at in range(each.first, each.last + 1)}
    amounts, years, end = list[Amount](), list[tuple[int, int]](), 0
    for at in places:
        if at < end or at in taken:
            continue
        year = year_at(tokens, at)
        if year is not None:
            years.append((year, at))
            continue
        found = _amount(tokens, at, amounts)
        if found is not None:
            end = found.last + 1
            if found.kind is not Kind.NUMBERING:
                amounts.append(found)
    years += [(year, day.last) for day in days for _, _, year in day.readings if year]
    return Told(tuple(amounts), times, days, tuple(years))


@lru_cache(maxsize=16_384)
def _may_tell(word: str) -> bool:
    """Whether a word may tell a number, a day or a time; most words don't."""
    if word[0].isdigit() or word in NUMERALS or word in _SHARES or begins_span(word):
        return True
    return word == "may" or month(word.removesuffix(".")) is not None or names_time(word)


def _amount(tokens: Tokens, at: int, before: list[Amount]) -> Amount | None:
    """The amount that a token begins."""
    part = share(tokens, at)
    if part is not None:
        most = ALL if tokens.words[at] in MOST else 0.0
        return made(tokens, at, Count(part[0], part[1], most=most), Kind.SHARE, "%")
    repeated = often(tokens, at)
    if repeated is not None:
        return repeated
    held = None if _LEADING_ZERO.match(tokens.words[at]) else count(tokens, at)
    if held is None:
        return _span(tokens, at, before)
    if numbering(tokens, at, held):
        return made(tokens, at, held, Kind.NUMBERING, "")
    held = range_of(tokens, at, held)
    kind, name, last = kind_of(tokens, at, held)
    return replace(made(tokens, at, held, kind, name), last=last)


def _span(tokens: Tokens, at: int, before: list[Amount]) -> Amount | None:
    """A span of time without a numeral; no rate ("twice a week")."""
    found = span(tokens, at)
    if found is None:
        return None
    number, name, last, implied = found
    if implied and before and at - before[-1].last <= 2:  # noqa: PLR2004 - an article between
        return None
    held = made(tokens, at, Count(number, last + 1), Kind.DURATION, name)
    return replace(held, implied=implied)
