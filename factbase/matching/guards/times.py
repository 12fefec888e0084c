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
    words = [tokens.words[at].removesuffix(".") for at in places]
    caps = [tokens.capital[at] for at in places]
    months = {
        _MONTHS[word]
        for word, capital in zip(words, caps, strict=True)
        if word in _MONTHS and (capital or word not in {"march", "мае"})
    }
    return {
        "year": {int(q.value) for q in quantities(tokens, places) if q.is_year},
        "month": months,
        "day": {_DAYS[word] for word in words if word in _DAYS},
    }


def look(case: Case) -> Iterator[Finding]:
    """Years against years, months against months, weekdays against weekdays."""
    theirs = _said(case.wording, range(len(case.wording)))
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
