"""Time: the same thing in another year or month is another claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factbase.matching.decision import Finding
from factbase.matching.guards.blocks import is_repeated
from factbase.matching.guards.case import Case
from factbase.matching.guards.dates import said
from factbase.matching.guards.kinds import Kind
from factbase.matching.guards.named import LOOSE
from factbase.matching.guards.relative import sides, states, which
from factbase.matching.guards.retold import is_retold, is_told_in_part
from factbase.matching.guards.told import Told, told, told_of
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

NAME = "time"
_AGO = words("ago назад")
_SOME_DAYS = 3


def look(case: Case) -> Iterator[Finding]:
    """Years against years, months against months, and so on."""
    if not case.notes.of(_tells, case.wording):
        return
    close = is_retold(case)
    mine = told(case.message, case.around)
    detail = (_relative(case) if is_repeated(case) else None) or _pointed(case, mine, close=close)
    if detail is None and is_told_in_part(case):
        detail = _named(case, said(case.message, case.around), close=close)
    if detail is not None:
        yield Finding(NAME, True, detail)


def _named(case: Case, mine: dict[str, set[int]], *, close: bool) -> str | None:
    """Which year, month, weekday or part of a day differs."""
    for kind, theirs in case.notes.of(_told, case.wording).items():
        wanted, given = theirs, mine[kind]
        if kind == "year" and close and theirs & given:
            wanted, given = theirs - given, given - theirs  # "from 2009 to 2011", "to 2012"
        if not wanted or not given or wanted & given or (kind in LOOSE and not close):
            continue
        if kind == "year" and any(str(year) in case.known for year in given):
            continue
        return f"{kind} {_list(wanted)} in the claim, {_list(given)} said"
    return None


def _pointed(case: Case, mine: Told, *, close: bool) -> str | None:
    """Which day of a month or which time by the clock differs."""
    theirs = told_of(case.wording)
    if (
        close
        and any(
            not one.months.isdisjoint(other.months) for one in theirs.dates for other in mine.dates
        )
        and not any(one.agrees(other) for one in theirs.dates for other in mine.dates)
    ):
        return "another day of the month than in the claim"
    if not close or not theirs.clocks or not mine.clocks:
        return None
    ours = [one for one in theirs.clocks if not any(map(one.agrees, mine.clocks))]
    others = [one for one in mine.clocks if not any(map(one.agrees, theirs.clocks))]
    return "another time of day than in the claim" if ours and others else None


def _told(wording: Tokens) -> dict[str, set[int]]:
    return said(wording, range(len(wording)))


def _relative(case: Case) -> str | None:
    """Which of two times told relatively differ; None when they agree, or one isn't told."""
    units, parts = case.notes.of(_which, case.wording), case.notes.of(_sides, case.wording)
    called = case.notes.of(_states, case.wording)
    term = (
        (_differing(called, states(case.message, case.around)) if called else None)
        or (_differing(units, which(case.message, case.around)) if units else None)
        or (_differing(parts, sides(case.message, case.around)) if parts else None)
        or _shifted(case)
    )
    return f"another {term} than in the claim" if term else None


def _tells(wording: Tokens) -> bool:
    """Whether a wording tells any time."""
    told_ones = told_of(wording)
    return bool(
        told_ones.clocks
        or told_ones.dates
        or _far(wording, range(len(wording)))
        or _sides(wording)
        or _states(wording)
        or any(_told(wording).values())
    )


def _which(wording: Tokens) -> dict[str, int]:
    return which(wording, range(len(wording)))


def _sides(wording: Tokens) -> dict[str, str]:
    return sides(wording, range(len(wording)))


def _states(wording: Tokens) -> dict[str, str]:
    return states(wording, range(len(wording)))


def _differing(theirs: Mapping[str, str | int], mine: Mapping[str, str | int]) -> str | None:
    return next((term for term, time in theirs.items() if mine.get(term, time) != time), None)


def _shifted(case: Case) -> str | None:
    """A day told from today, where the other text tells a week, month or year so."""
    whole = range(len(case.wording))
    one, other = case.notes.of(_told, case.wording), said(case.message, case.around)
    if bool(one["shift"]) is bool(other["shift"]):
        return None
    far = _far(case.message, case.around) if one["shift"] else _far(case.wording, whole)
    return next(iter(far), None)


def _far(tokens: Tokens, places: range) -> dict[str, int]:
    """Units of time that are told from today: "last week", "two months ago"."""
    far = which(tokens, places)
    for one in told(tokens, places).amounts:
        behind = tokens.words[one.last + 1 : one.last + 2]
        if one.kind is Kind.DURATION and behind and behind[0] in _AGO and one.days >= _SOME_DAYS:
            far[one.unit] = -1
    return far


def _list(values: set[int]) -> str:
    return ", ".join(map(str, sorted(values)))
