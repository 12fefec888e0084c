"""The engine's own thresholds, and how they were chosen.

`UNPROMPTED` aims at 1 answer in 2,000 ordinary messages and 1 % of messages whose fact is
missing: at 0.92 it was 0.9 in 2,000 that no fit had seen on 13,825 claims, and none of 199
(docs/matching.md), so one step more.
`ADDRESSED` is where a match is more likely right than wrong, `OFFER` where two or three
candidates are still worth a look; both follow from the confidence being a probability and
were not tuned.
"""

from __future__ import annotations

from factbase.matching.decision import Lane, Thresholds

UNPROMPTED = 0.93
ADDRESSED = 0.5
OFFER = 0.2

RIVAL = 0.12
"""Two candidates closer than this (in confidence) are both shown to somebody who asks."""

FEWEST_TERMS = 2
"""Distinct telling terms a message must share with a wording. One word is never a match."""


def of(lane: Lane, asked: Thresholds | None) -> float:
    """The confidence a match needs in a lane."""
    if lane is Lane.UNPROMPTED:
        given = asked.unprompted if asked else None
        return UNPROMPTED if given is None else given
    given = asked.addressed if asked else None
    return ADDRESSED if given is None else given


def offer(asked: Thresholds | None) -> float:
    """The confidence from which a candidate is offered to somebody who asked."""
    given = asked.offer if asked else None
    return OFFER if given is None else given
