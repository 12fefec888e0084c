"""Blocks: a few words of a wording that have others in their place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from factbase.matching.guards.case import Case, lined

LONGEST = 3
"""Telling words of a block."""
_TWO = 2
_HALF = 0.5
"""Below it what stands in another's place says little: long texts share places by chance."""


@dataclass(frozen=True, slots=True)
class Block:
    """Words of the wording, and of the message in their place; how many agree on either side."""

    there: list[int]
    here: list[int]
    behind: int
    ahead: int

    @property
    def inner(self) -> bool:
        """Whether words agree on both sides."""
        return bool(self.behind and self.ahead)

    @property
    def firm(self) -> bool:
        """Whether they do, or two on one side where the wording has nothing on the other."""
        return self.inner or max(self.behind, self.ahead) >= _TWO


def is_repeated(case: Case) -> bool:
    """Whether a message has half of the wording's telling words in its order."""
    return case.once(_has_half)


def _has_half(case: Case) -> bool:
    there, _, operations = lined(case)
    return sum(b.size for b in operations.as_matching_blocks()) >= _HALF * len(there)


def blocks(case: Case) -> Iterator[Block]:
    """What is exchanged, on the wording's edges as many words as it has there."""
    there, here, operations = lined(case)
    found = [(b.a, b.b, b.size) for b in operations.as_matching_blocks() if b.size]
    ends = [(0, 0, 0), *found, (len(there), len(here), 0)]
    for (a, b, size), (next_a, next_b, next_size) in pairwise(ends):
        one, other = there[a + size : next_a], here[b + size : next_b]
        if not next_size:  # the wording's end: as many words behind what agrees
            other = other[: len(one)]
        elif not size:
            other = other[max(0, len(other) - len(one)) :]
        if 0 < len(one) <= LONGEST and 0 < len(other) <= len(one) + 1:
            yield Block(one, other, size, next_size)
