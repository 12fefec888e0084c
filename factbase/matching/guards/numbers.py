"""Quantities: another number of the same things is another claim."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from factbase.matching.decision import Finding
from factbase.matching.guards import scores, verbatim
from factbase.matching.guards.amounts import Amount
from factbase.matching.guards.case import Case, swaps
from factbase.matching.guards.kinds import Kind
from factbase.matching.guards.measures import has_unit, other_unit
from factbase.matching.guards.only import only_two
from factbase.matching.guards.ranks import other_rank, ranks
from factbase.matching.guards.retold import is_retold, is_told_in_part
from factbase.matching.guards.singles import one_or_several, several, singles
from factbase.matching.guards.stead import in_stead
from factbase.matching.guards.told import told, told_of
from factbase.matching.tokens import Tokens

NAME = "number"
_ALIKE = (Kind.SHARE, Kind.TIMES, Kind.MULTIPLE, Kind.AGE)
"""Kinds that have one unit each."""


def _ranks(wording: Tokens) -> dict[str, int]:
    return ranks(wording, range(len(wording)))


def look(case: Case) -> Iterator[Finding]:
    """A number of the wording that has another in its place."""
    theirs = told_of(case.wording).amounts
    mine = told(case.message, case.around).amounts
    units = case.notes.of(has_unit, case.wording)
    exchanged = (
        (_units(case, theirs, mine) if units else None)
        or _told_apart(case, theirs, mine)
        or _one_or_several(case, theirs, mine)
    )
    if exchanged is None and case.notes.of(_ranks, case.wording) and is_retold(case):
        mine_ranked = ranks(case.message, case.around)
        exchanged = other_rank(case.notes.of(_ranks, case.wording), mine_ranked)
    if exchanged is None and is_retold(case):
        exchanged = scores.differing(case) or verbatim.one_figure(case)
    if exchanged is not None:
        yield Finding(NAME, True, f"{exchanged[0]} in the claim, {exchanged[1]} said")


def _told_apart(
    case: Case, theirs: tuple[Amount, ...], mine: tuple[Amount, ...]
) -> tuple[str, str] | None:
    """Two numbers of which each has nothing like it in the other text."""
    everywhere = told_of(case.message).amounts
    ours = [one for one in theirs if not any(map(one.agrees, everywhere))]
    others = [
        other for other in mine if not any(map(other.agrees, theirs)) and not _is_known(case, other)
    ]
    pairs = [(one, other) for one in ours for other in others if one.rough == other.rough]
    for one, other in pairs:
        if _is_beside(case, one, other):
            return one.written, other.written
    for one, other in product(theirs, others):  # the claim may have one number in two places
        if one.rough == other.rough and _is_between(case, one, other):
            return one.written, other.written
    here = told(case.message, case.around)
    return only_two(case, theirs, mine, pairs) or in_stead(
        case, told_of(case.wording), here, ours, others
    )


def _is_known(case: Case, amount: Amount) -> bool:
    """Whether the fact has a number of the message elsewhere."""
    if amount.first == amount.last and not amount.scaled:
        term = case.message.terms[amount.first]
        return term in case.known or amount.written in case.known
    return any(
        other.kind is amount.kind and (other.value, other.most) == (amount.value, amount.most)
        for text in (*case.wordings, *case.bodies())
        for other in told_of(text).amounts
    )


def _is_beside(case: Case, one: Amount, other: Amount) -> bool:
    """Whether two numbers are of the same things."""
    if one.kind is not other.kind or not is_told_in_part(case):
        return False
    if one.implied or other.implied:
        return False
    if one.kind in _ALIKE:
        return True
    if "" != one.before == other.before:
        return True
    if one.kind in {Kind.LABEL, Kind.MONEY} or (one.kind is Kind.DURATION and not is_retold(case)):
        return False
    return "" != one.unit == other.unit


def _is_between(case: Case, one: Amount, other: Amount) -> bool:
    """Whether two numbers stand between the same neighbours."""
    if one.kind is not other.kind and Kind.COUNT not in {one.kind, other.kind}:
        return False
    return any(
        swap.firm and one.first <= swap.there <= one.last and other.first <= swap.here <= other.last
        for swap in swaps(case)
    )


def _one_or_several(
    case: Case, theirs: tuple[Amount, ...], mine: tuple[Amount, ...]
) -> tuple[str, str] | None:
    """One thing in one of the texts, several of the same in the other."""
    if not (theirs or mine) or not is_retold(case):
        return None
    whole = range(len(case.wording))
    more = several(case.message, case.around, mine)
    found = one_or_several(singles(case.wording, whole, theirs), more) if more else None
    if found and not any(map(found[1].agrees, theirs)) and not _is_known(case, found[1]):
        return found[0], found[1].written
    more = several(case.wording, whole, theirs)
    found = one_or_several(singles(case.message, case.around, mine), more) if more else None
    if found and not any(map(found[1].agrees, mine)):
        return found[1].written, found[0]
    return None


def _units(
    case: Case, theirs: tuple[Amount, ...], mine: tuple[Amount, ...]
) -> tuple[str, str] | None:
    """Two units of one kind in the same place, unless both amounts are worth the same."""
    for swap in swaps(case):
        there, here = case.wording.words[swap.there], case.message.words[swap.here]
        if other_unit(there, here):
            one = next((a for a in theirs if swap.there in {a.last, a.last + 1}), None)
            other = next((a for a in mine if swap.here in {a.last, a.last + 1}), None)
            if one is None or other is None or not (one.worth and one.agrees(other)):
                return there, here
    return None
