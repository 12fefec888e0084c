"""Amounts: a number with what it counts, and when two of them may be one."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.matching.guards.bounds import bound
from factbase.matching.guards.counting import Count
from factbase.matching.guards.kinds import Kind
from factbase.matching.guards.measures import unit
from factbase.matching.tokens import Tokens

_CLOSE = 0.04
_CLOSE_UNITS = 0.1
"""Four weeks are about a month."""
_WHOLE = 100
_OPEN = 1.25
"""What people still call "over 100"."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with what is counted: the next telling term, and the one before.

    `value` and `most` are its ends, the same for a single number; `worth` is what its unit is
    worth among those of its kind, 0 where units are the same or can't be compared. `first` and
    `last` (inclusive) are its tokens. `implied` says that a unit alone tells it ("an hour"),
    `bound` on which side it is open ("over 100").
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
    bound: int = 0

    def agrees(self, other: Amount, close: float = _CLOSE) -> bool:
        """Whether both may be one number: about the same, or one within the other's ends."""
        kinds = {self.kind, other.kind}
        if self.worth and other.worth and len(kinds) == 1 and self.worth != other.worth:
            return _meet(self._weighed, other._weighed, _CLOSE_UNITS)
        if kinds == {Kind.SHARE, Kind.MULTIPLE}:
            share, times = sorted((self, other), key=lambda one: one.kind is Kind.MULTIPLE)
            less = _WHOLE / max(times.value, 1)
            alike = (times.value * _WHOLE, (times.value - 1) * _WHOLE, less)
            return any(_meet((one, one), (share.value, share.most), close) for one in alike)
        if len(kinds) > 1 and Kind.TIMES in kinds:
            return False
        if self.bound != other.bound:
            return _meet(self._open, other._open, close)
        return _meet((self.value, self.most), (other.value, other.most), close)

    @property
    def _open(self) -> tuple[float, float]:
        """Both ends with what a bound leaves open."""
        return (
            self.value / _OPEN if self.bound < 0 else self.value,
            self.most * _OPEN if self.bound > 0 else self.most,
        )

    @property
    def days(self) -> float:
        """How long a span of time is at least."""
        return self.value * self.worth

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
        bound=bound(tokens, at),
    )
