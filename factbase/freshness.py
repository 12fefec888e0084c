"""Whether anybody has looked at an old denial since, or at what came after it. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from factbase.model import Fact, Stance, Verdict
from factbase.overtaking import overtaking

_RESTS_ON_DENIALS = {Verdict.DENIED, Verdict.UNPROVEN}
"""Verdicts that a denial alone can carry; the others rest on more than somebody's word."""
AGAIN = timedelta(days=180)
"""When a fact that was found to hold falls due again."""


def denial_is_stale(fact: Fact, today: date, days: int) -> bool:
    """Whether the newest denial that a fact rests on is older than so many days, and nobody
    has looked at the fact for as long. Saving a version counts as a look, and so does the day
    a source was last accessed.
    """
    denials = fact.of(Stance.DENIES)
    if fact.verdict not in _RESTS_ON_DENIALS or not denials:
        return False
    oldest = today - timedelta(days=days)
    newest = max(denial.said.latest for denial in denials)
    return newest < oldest and last_look(fact) < oldest


def may_be_overtaken(fact: Fact) -> bool:
    """Whether something came after every denial that a fact rests on, and its verdict doesn't
    say so: perhaps what was denied has come true since. A confirmation speaks against
    the verdict `false` as well.
    """
    if not fact.of(Stance.DENIES):
        return False
    newer = {statement.stance for statement in overtaking(fact.statements)}
    if fact.verdict is Verdict.FALSE:
        return Stance.CONFIRMS in newer
    return fact.verdict in _RESTS_ON_DENIALS and bool(newer)


def last_look(fact: Fact) -> date:
    """The day of the newest version or of the newest access to a source."""
    seen = [source.accessed.latest for source in fact.sources if source.accessed is not None]
    return max([fact.updated.date(), *seen])


def next_review(fact: Fact, today: date) -> date:
    """When a fact that was found to hold today falls due again. No earlier than it would have,
    and never on the day that is on record: what is saved as it was gets no version, and it is
    by its version that it counts as looked at.
    """
    due = today + AGAIN
    if fact.review_by is None or fact.review_by < due:
        return due
    return fact.review_by + timedelta(days=1)
