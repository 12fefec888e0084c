"""Figures of another kind in one place: "46 August" for "14 August", "1804 goats" for "600"."""

from __future__ import annotations

from collections.abc import Iterable

from factbase.matching.guards.amounts import Amount
from factbase.matching.guards.case import Case, swaps
from factbase.matching.guards.kinds import Kind
from factbase.matching.guards.told import Told


def in_stead(
    case: Case, theirs: Told, mine: Told, ours: Iterable[Amount], others: Iterable[Amount]
) -> tuple[str, str] | None:
    """A number where the claim has a day or a time, or what looks like a year where it counts.

    `ours` and `others` are the amounts of the claim and of the message that the other lacks.
    """
    spans = (*((one.first, one.last) for one in theirs.dates),
             *((one.first, one.last) for one in theirs.clocks))  # fmt: skip
    counts = [one for one in others if one.kind in {Kind.COUNT, Kind.ORDINAL}] if spans else []
    for swap in swaps(case) if counts else ():
        for one in counts:
            here = one.first <= swap.here <= one.last
            if swap.firm and here and any(a <= swap.there <= b for a, b in spans):
                return case.wording.words[swap.there], one.written
    terms, known = case.message.terms, {year for year, _ in theirs.years}
    for year, at in mine.years:
        behind = terms[at + 1] if at + 1 < len(terms) else ""
        if year not in known and str(year) not in case.known:
            for one in ours:
                if one.kind is Kind.COUNT and "" != one.unit == behind:
                    return one.written, str(year)
    return None
