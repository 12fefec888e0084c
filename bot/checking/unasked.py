"""Whether a fact may be said without being asked for, whatever the match."""

from __future__ import annotations

from datetime import date

from bot.checking.outcome import Quiet
from factbase.freshness import denial_is_stale, may_be_overtaken
from factbase.model import Fact

DENIAL_DAYS = 365
"""Days after which a denial needs a later look, unless the settings say otherwise: what an
office denied a year ago may have been admitted since."""


def lost_right(fact: Fact, today: date, denial_days: int) -> Quiet | None:
    """Why a fact waits to be asked for; none when it may be said unprompted."""
    if fact.asked_only:
        return Quiet.ASKED_ONLY
    if fact.review_by is not None and fact.review_by < today:
        return Quiet.REVIEW_DUE
    if may_be_overtaken(fact):
        return Quiet.MAYBE_OVERTAKEN
    if denial_is_stale(fact, today, denial_days):
        return Quiet.DENIAL_TOO_OLD
    return None
