"""The only two numbers of one kind: another amount of money, another span, another count."""

from __future__ import annotations

from factbase.matching.guards.amounts import Amount
from factbase.matching.guards.case import Case
from factbase.matching.guards.kinds import Kind
from factbase.matching.guards.retold import is_retold

_NEAR = 0.1
"""Numbers nearer than this part of the greater one are told as the same by many."""


def only_two(
    case: Case,
    theirs: tuple[Amount, ...],
    mine: tuple[Amount, ...],
    pairs: list[tuple[Amount, Amount]],
) -> tuple[str, str] | None:
    """The only two numbers of one kind, where the message repeats the rest of the claim."""
    for one, other in pairs:
        alone = _count(theirs, one) == _count(mine, other) == 1
        if _sort(one) != _sort(other) or not alone or one.agrees(other, _NEAR):
            continue
        money = one.kind is Kind.MONEY
        if money and 1 in {one.value, other.value}:
            continue  # "not one cent"
        if _sort(one) is not None and (money or is_retold(case)):
            return one.written, other.written
    return None


def _sort(amount: Amount) -> object:
    """What an amount is compared with, if it is the only one; None if it isn't then."""
    if amount.kind is Kind.MONEY:
        return amount.unit
    if amount.kind in {Kind.SHARE, Kind.MULTIPLE}:
        return Kind.SHARE
    return amount.kind if amount.kind in {Kind.DURATION, Kind.COUNT} else None


def _count(amounts: tuple[Amount, ...], like: Amount) -> int:
    """How many amounts are compared with the same ones."""
    return sum(_sort(one) == _sort(like) for one in amounts)
