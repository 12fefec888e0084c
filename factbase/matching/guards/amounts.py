"""Amounts: a number with what it counts, and when two of them may be one."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.matching.guards.counting import Count
from factbase.matching.guards.kinds import Kind
from factbase.matching.guards.measures import unit
from factbase.matching.tokens import Tokens

_CLOSE = 0.04
_CLOSE_UNITS = 0.1
"""Four weeks are about a month."""
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what is counted: the next telling term, and the one before.

    `value` and `most` are its ends, the same for a single number; `worth` is what its unit is
    worth among those of its kind, 0 where units are the same or can't be compared. `first` and
    `last` (inclusive) are its tokens. `implied` says that a unit alone tells it ("an hour").
    """

    value: float
    most: float
    kind: Kind
    unit: str
    before: str
    first: int
    last: int
    written: str
    worth: float = 0.0
    rough: bool = False
    scaled: bool = False
    implied: bool = False

    def agrees(self, other: Amount, close: float = _CLOSE) -> bool:
        """Whether both may be one number: about the same, or one within the other's ends."""
        kinds = {self.kind, other.kind}
        if self.worth and other.worth and len(kinds) == 1 and self.worth != other.worth:
            return _meet(self._weighed, other._weighed, _CLOSE_UNITS)
        if kinds == {Kind.SHARE, Kind.MULTIPLE}:
            share, times = sorted((self, other), key=lambda one: one.kind is Kind.MULTIPLE)
            alike = (times.value * _WHOLE, (times.value - 1) * _WHOLE, _WHOLE / times.value)
            return any(_meet((one, one), (share.value, share.most), close) for one in alike)
        if len(kinds) > 1 and Kind.TIMES in kinds:
            return False
        return _meet((self.value, self.most), (other.value, other.most), close)

    @property
    def _weighed(self) -> tuple[float, float]:
        return self.value * self.worth, self.most * self.worth


def _meet(one: tuple[float, float], other: tuple[float, float], close: float) -> bool:
    room = close * max(abs(one[1]), abs(other[1]))
    return one[0] <= other[1] + room and other[0] <= one[1] + room


def made(tokens: Tokens, at: int, held: Count, kind: Kind, name: str) -> Amount:
    """The amount that a number at a token is, of a kind and in a unit."""
    found = unit(name) if kind in {Kind.DURATION, Kind.MEASURE} else None
    return Amount(
        value=held.value,
        most=max(held.value, held.most),
        kind=kind,
        unit=name,
        before=next((t for t in reversed(tokens.terms[max(0, at - 2) : at]) if t), ""),
        first=at,
        last=held.end - 1,
        written=tokens.text[tokens.starts[at] : tokens.ends[held.end - 1]].lower(),
        worth=found.worth if found else 0.0,
        rough=held.rough,
        scaled=held.scale != 1,
    )
