"""Verdicts: a closed vocabulary, mapped to schema.org ratings.

`denied` is not `false`: an official denial is a statement by an interested party. It is reported
as one, with its day, whether it names evidence or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What a claim review concludes."""

    FALSE = "false"
    DENIED = "denied"
    MISLEADING = "misleading"
    UNPROVEN = "unproven"
    PARTLY_TRUE = "partly-true"
    TRUE = "true"
    OVERTAKEN = "overtaken"
    CONTEXT = "context"

    @property
    def rating(self) -> Rating:
        """The schema.org rating that this verdict is published as."""
        return _RATINGS[self]

    @property
    def rating_at_the_time(self) -> Rating:
        """The rating of a finding that something newer on record may have overtaken. No number:
        it would be taken for the rating of today.
        """
        return _AT_THE_TIME.get(self, self.rating)

    @property
    def direction(self) -> int:
        """-1 speaks against the claim, 1 for it, 0 takes neither side."""
        return _DIRECTIONS.get(self, 0)


@dataclass(frozen=True, slots=True)
class Rating:
    """schema.org/Rating as ClaimReview uses it.

    `value` runs from 1 (false) to 5 (true); none when a number would say too much.
    The scale is the one in Google's ClaimReview documentation.
    """

    name: str
    value: int | None

    worst = 1
    best = 5


_RATINGS = {
    Verdict.FALSE: Rating("False", 1),
    Verdict.DENIED: Rating("Officially denied; a denial is no proof", None),
    Verdict.MISLEADING: Rating("Misleading", 2),
    Verdict.UNPROVEN: Rating("Unproven", None),
    Verdict.PARTLY_TRUE: Rating("Partly true", 3),
    Verdict.TRUE: Rating("True", 5),
    Verdict.OVERTAKEN: Rating("Earlier finding overtaken by later events", None),
    Verdict.CONTEXT: Rating("Context", None),
}
_AT_THE_TIME = {
    Verdict.FALSE: Rating("Found false at the time; a confirmation has come since", None),
    Verdict.DENIED: Rating("Denied at the time; more has come since", None),
    Verdict.UNPROVEN: Rating("Unproven at the time; more has come since", None),
}
_DIRECTIONS = {
    Verdict.FALSE: -1,
    Verdict.DENIED: -1,
    Verdict.MISLEADING: -1,
    Verdict.TRUE: 1,
}
