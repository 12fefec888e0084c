"""What was known of a claim on a day in the past, and what has come since. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from factbase.life import overtaken
from factbase.model import Fact, FactVersion, Stance, Statement, Status, Verdict


@dataclass(frozen=True, slots=True)
class PastView:
    """A fact as it stood at the end of a day (UTC): `verdict` is what could be concluded
    then, none when nothing was on record yet. `published` is the version that was public, if
    one was: its claim and summary are the only ones that were written by then.
    """

    day: date
    verdict: Verdict | None
    published: Fact | None = None

    def knew(self, statement: Statement) -> bool:
        """Whether the statement had certainly been made by then. A date that only may lie
        before that day doesn't count: better called new than known too early.
        """
        return statement.said.latest <= self.day

    def may_have_known(self, statement: Statement) -> bool:
        """Whether the statement's date is too rough to say on which side of that day it lies."""
        return statement.said.earliest <= self.day < statement.said.latest


def past_view(fact: Fact, versions: Iterable[FactVersion], day: date) -> PastView:
    """The fact on that day: by the version published then, else by the statements made by
    then.
    """
    published = [
        version.fact
        for version in versions
        if version.fact.status is Status.PUBLISHED and version.change.at.date() <= day
    ]
    if published:
        return PastView(day, published[-1].verdict, published[-1])
    return PastView(day, _verdict_by(fact, day))


def changed_since(fact: Fact, view: PastView) -> bool:
    """Whether there is anything to say that was not known then."""
    later = any(not view.knew(statement) for statement in fact.statements)
    return later or view.verdict is not fact.verdict


def _verdict_by(fact: Fact, day: date) -> Verdict | None:
    """What the statements made by that day carry. Nobody wrote a verdict down then, so only
    the plain ones are inferred: denied when it was denied, else unproven.
    """
    then = replace(fact, statements=_by(fact, day))
    known = {item.stance for item in then.statements}
    later = {item.stance for item in fact.statements if item.said.latest > day}
    if not known:
        return None
    if not later or _still_carried(then, known, later):
        return fact.verdict
    return Verdict.DENIED if Stance.DENIES in known else Verdict.UNPROVEN


def _by(fact: Fact, day: date) -> tuple[Statement, ...]:
    return tuple(item for item in fact.statements if item.said.latest <= day)


def _still_carried(then: Fact, known: set[Stance], later: set[Stance]) -> bool:
    """Whether the verdict of today rests on what was known then already."""
    match then.verdict:
        case Verdict.OVERTAKEN:
            return overtaken(then) and Stance.DEVELOPMENT not in later
        case Verdict.DENIED:
            return Stance.DENIES in known
        case Verdict.TRUE:
            return Stance.CONFIRMS in known
        case _:
            return later <= {Stance.DEVELOPMENT, Stance.CLAIMS}
