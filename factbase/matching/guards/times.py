"""Time: the same thing in another year or month is another claim."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case
from factbase.matching.guards.numbers import quantities
from factbase.matching.tokens import Tokens

NAME = "time"
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
            "monday понедельник", "tuesday вторник", "wednesday среду", "thursday четверг",
            "friday пятницу пятница", "saturday субботу суббота", "sunday воскресенье",
        )
    )
    for form in forms.split()
}  # fmt: skip


def _said(tokens: Tokens, places: range) -> dict[str, set[int]]:
    """Years, months and weekdays named in a range of tokens."""
    months: set[int] = set()
    days: set[int] = set()
    for at in places:
        word = tokens.words[at].removesuffix(".")
        if word in _MONTHS and (tokens.capital[at] or word not in {"march", "мае"}):
            months.add(_MONTHS[word])
        elif word in _DAYS:
            days.add(_DAYS[word])
    years = {int(q.value) for q in quantities(tokens, places) if q.is_year}
    return {"year": years, "month": months, "day": days}


def _told(wording: Tokens) -> dict[str, set[int]]:
    return _said(wording, range(len(wording)))


def look(case: Case) -> Iterator[Finding]:
    """Years against years, months against months, weekdays against weekdays."""
    theirs = case.notes.of(_told, case.wording)
    if not any(theirs.values()):
        return
    mine = _said(case.message, case.around)
    for kind, wanted in theirs.items():
        given = mine[kind]
        if not wanted or not given or wanted & given:
            continue
        if kind == "year" and any(str(year) in case.known for year in given):
            continue
        detail = f"{kind} {_list(wanted)} in the claim, {_list(given)} said"
        yield Finding(NAME, True, detail)
        return


def _list(values: set[int]) -> str:
    return ", ".join(map(str, sorted(values)))
