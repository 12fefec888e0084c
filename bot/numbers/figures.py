"""A community's numbers, as values."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the last `days`.

    `replies` of every kind; `cards` with a fact, `unasked` of them unprompted; `wrong` cards
    that somebody reported. `hours_to_correct` is the median from a report on a fact to its next
    correction, none without any. `unanswered` questions, and facts by how often they were shown.
    """

    days: int
    replies: int
    cards: int
    unasked: int
    wrong: int
    corrections: int
    hours_to_correct: float | None
    unanswered: int
    most_asked: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Advice:
    """What a higher threshold for speaking unprompted would have cost: good and wrong replies
    that would not have been given.
    """

    threshold: float
    good: int
    wrong: int
