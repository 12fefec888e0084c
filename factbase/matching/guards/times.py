"""Time: the same thing in another year or month is another claim."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from factbase.matching.decision import Finding
from factbase.matching.guards.blocks import is_repeated
from factbase.matching.guards.case import Case
from factbase.matching.guards.dates import LOOSE, said
from factbase.matching.guards.relative import sides, which
from factbase.matching.tokens import Tokens

NAME = "time"


def _told(wording: Tokens) -> dict[str, set[int]]:
    return said(wording, range(len(wording)))


def look(case: Case) -> Iterator[Finding]:
    """Years against years, months against months, and so on."""
    if not case.notes.of(_tells, case.wording):
        return
    close = is_repeated(case)
    relative = _relative(case) if close else None
    if relative is not None:
        yield Finding(NAME, True, relative)
        return
    theirs = case.notes.of(_told, case.wording)
    mine = said(case.message, case.around)
    for kind, wanted in theirs.items():
        given = mine[kind]
        if not wanted or not given or wanted & given or (kind in LOOSE and not close):
            continue
        if kind == "year" and any(str(year) in case.known for year in given):
            continue
        detail = f"{kind} {_list(wanted)} in the claim, {_list(given)} said"
        yield Finding(NAME, True, detail)
        return


def _relative(case: Case) -> str | None:
    """Which of two times told relatively differ; None when they agree, or one isn't told."""
    units, parts = case.notes.of(_which, case.wording), case.notes.of(_sides, case.wording)
    term = (
        (_differing(units, which(case.message, case.around)) if units else None)
        or (_differing(parts, sides(case.message, case.around)) if parts else None)
        or _shifted(case)
    )
    return f"another {term} than in the claim" if term else None


def _tells(wording: Tokens) -> bool:
    """Whether a wording tells any time."""
    return bool(_which(wording) or _sides(wording) or any(_told(wording).values()))


def _which(wording: Tokens) -> dict[str, int]:
    return which(wording, range(len(wording)))


def _sides(wording: Tokens) -> dict[str, str]:
    return sides(wording, range(len(wording)))


def _differing(theirs: Mapping[str, str | int], mine: Mapping[str, str | int]) -> str | None:
    return next((term for term, time in theirs.items() if mine.get(term, time) != time), None)


def _shifted(case: Case) -> str | None:
    """A day told from today, where the other text tells a week, month or year so."""
    one = case.notes.of(_told, case.wording)
    if not one["shift"] and not case.notes.of(_which, case.wording):
        return None
    other = said(case.message, case.around)
    if bool(one["shift"]) is bool(other["shift"]):
        return None
    units = (
        which(case.message, case.around) if one["shift"] else case.notes.of(_which, case.wording)
    )
    return next(iter(units), None)


def _list(values: set[int]) -> str:
    return ", ".join(map(str, sorted(values)))
