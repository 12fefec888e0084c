"""Quantities: another number of the same things is another claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case, swaps
from factbase.matching.guards.counting import (
    alone,
    has_unit,
    is_percent,
    other_unit,
    scale,
    value,
)
from factbase.matching.tokens import Tokens

NAME = "number"
_CLOSE = 0.04
_FIRST_YEAR, _LAST_YEAR = 1800, 2100


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what is counted: the next telling term, and the one before."""

    value: float
    unit: str
    before: str
    written: str
    scaled: bool = False
    rough: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it reads as a year."""
        whole = self.written.isdigit() and len(self.written) == 4  # noqa: PLR2004 - as years are written
        return whole and _FIRST_YEAR <= self.value <= _LAST_YEAR


def quantities(tokens: Tokens, places: range) -> list[Quantity]:
    """Every number in a range of tokens."""
    found: list[Quantity] = []
    end = places.start
    for at in places:
        if at < end:
            continue
        amount, rough = value(tokens, at), False
        scaled = None if amount is None else scale(tokens.words[at])
        if amount is None:
            some = alone(tokens, at)
            if some is None:
                continue
            amount, rough = some
        elif scaled is not None:
            amount *= scaled
        begin = end = at + 1
        while end < len(tokens) and (further := scale(tokens.words[end])) is not None:
            amount *= further
            end += 1
        unit = next((t for t in tokens.terms[end : end + 2] if t), "")
        if end < len(tokens) and is_percent(tokens.words[end]):
            unit = "%"
        before = next((t for t in reversed(tokens.terms[max(0, at - 2) : at]) if t), "")
        of_scale = end > begin or scaled is not None
        found.append(Quantity(amount, unit, before, tokens.words[at], of_scale, rough))
    return found


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))


def _told(wording: Tokens) -> list[Quantity]:
    return [q for q in quantities(wording, range(len(wording))) if not q.is_year]


def look(case: Case) -> Iterator[Finding]:
    """A number of the wording that has another in its place."""
    exchanged = _units(case) if case.notes.of(has_unit, case.wording) else None
    theirs = case.notes.of(_told, case.wording)
    if theirs and exchanged is None:
        mine = quantities(case.message, case.around)
        exchanged = _beside(case, theirs, mine) or _between(case, theirs)
    if exchanged is not None:
        yield Finding(NAME, True, f"{exchanged[0]} in the claim, {exchanged[1]} said")


def _beside(case: Case, theirs: list[Quantity], mine: list[Quantity]) -> tuple[str, str] | None:
    """Two numbers of the same things."""
    for one in theirs:
        if any(_same(one.value, other.value) for other in mine):
            continue
        for other in mine:
            if one.rough != other.rough:
                continue  # "thousands" may be 3,000
            beside = (one.unit and one.unit == other.unit) or (
                one.before and one.before == other.before and not other.is_year
            )
            elsewhere = any(_same(other.value, third.value) for third in theirs)
            known = other.written in case.known and not other.scaled
            if beside and not elsewhere and not known:
                return one.written, other.written
    return None


def _units(case: Case) -> tuple[str, str] | None:
    """Two units of one kind in the same place."""
    words = ((case.wording.words[s.there], case.message.words[s.here]) for s in swaps(case))
    return next((pair for pair in words if other_unit(*pair)), None)


def _between(case: Case, theirs: list[Quantity]) -> tuple[str, str] | None:
    """Two numbers between the same neighbours."""
    for swap in swaps(case):
        one, other = value(case.wording, swap.there), value(case.message, swap.here)
        if not swap.firm or one is None or other is None or _same(one, other):
            continue
        there, here = case.wording.words[swap.there], case.message.words[swap.here]
        counted = any(there == quantity.written for quantity in theirs)
        if counted and here not in case.known and not any(_same(other, q.value) for q in theirs):
            return there, here
    return None
