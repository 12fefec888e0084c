"""The engine's own thresholds, and how they were chosen.

`UNPROMPTED` aims at 1 answer in 2,000 ordinary messages and 1 % of messages whose fact is
missing: at 0.92 it was 0.9 in 2,000 that no fit had seen on 13,825 claims, and none of 199
(docs/matching.md), so one step more.
`ADDRESSED` is where a match is more likely right than wrong, `OFFER` where two or three
candidates are still worth a look; both follow from the confidence being a probability and
were not tuned.
"""

from __future__ import annotations

import math

from factbase.matching.decision import Lane, Thresholds

UNPROMPTED = 0.93
ADDRESSED = 0.5
OFFER = 0.2

BESIDE = 0.015
"""The same for the second one beside a single candidate worth a look: of 34 such seconds on
CheckThat! 2021 2A (dev and a third of train) that had more, seven were the right fact, of 26 below
none."""

RIVAL = 0.12
"""Two candidates closer than this (in confidence) are both shown to somebody who asks."""

FEWEST_TERMS = 2
"""Distinct telling terms a message must share with a wording. One word is never a match."""

PROMISING_FROM = 0.9
"""Thresholds below this are for people who want to hear more: then no message is passed over."""


def promising(needed: float, facts: int) -> float:
    """What the best candidate must bring in retrieval before it is worth a closer look.

    For speaking unasked, with a threshold `needed` on a base of `facts`. On bases of 5, 50, 1,000,
    13,825 and 86,376 facts (train splits of eight sets) nothing that reached a confidence of 0.9
    brought less than 4.7, 4.1, 6.0, 12 and 12.6; here it is 1.9, 2.8, 4.8, 6.6 and 7.9, which
    passes over two thirds to nine tenths of ordinary messages.
    """
    return 1.6 * math.log10(facts + 10) if needed >= PROMISING_FROM else 0.0


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
