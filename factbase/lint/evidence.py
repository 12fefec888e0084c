"""Whether a fact rests on what it must rest on: sources, dates, statements, a review."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from factbase.ahead import ahead
from factbase.freshness import may_be_overtaken
from factbase.life import not_overtaken, uncarried, without_source
from factbase.lint.problem import Problem, Rule, Severity
from factbase.model import Fact, Stance
from factbase.overtaking import overtaking


def lint_evidence(fact: Fact, today: date) -> Iterator[Problem]:
    """What keeps the fact from being published, then what weakens it."""
    for rule, missing in _errors(fact):
        yield Problem(fact.slug, Severity.ERROR, f"lacks {missing}", rule)
    for found in ahead(fact, today):
        yield Problem(fact.slug, Severity.ERROR, f"has {found}", Rule.AHEAD)
    for rule, message in _warnings(fact):
        yield Problem(fact.slug, Severity.WARNING, message, rule)


def _errors(fact: Fact) -> Iterator[tuple[Rule, str]]:
    for rule, lacking in (
        (Rule.NO_SOURCE, without_source(fact)),
        (Rule.NOT_CARRIED, uncarried(fact)),
        (Rule.NOT_OVERTAKEN, not_overtaken(fact)),
    ):
        if lacking:
            yield rule, lacking


def _warnings(fact: Fact) -> Iterator[tuple[Rule, str]]:
    if not fact.wordings:
        yield Rule.NO_WORDINGS, "has no wordings besides the claim; headlines count"
    if not any(statement.source.url for statement in fact.statements):
        yield Rule.NO_ADDRESS, "has no source with an address"
    if fact.review_by is None:
        yield Rule.NO_REVIEW, "has no date by which to review it"
    for source in fact.sources:
        if source.published is None:
            yield Rule.NO_DATE, f"has a source without its date: {source.publisher}"
    for statement in fact.timeline:
        published = statement.source.published
        if published is not None and statement.said.after(published):
            older = f"has a source of {published} for what was said on {statement.said}"
            yield Rule.BEFORE_SAID, f"{older}: look which of the two dates is wrong"
    yield from _denials(fact)


def _denials(fact: Fact) -> Iterator[tuple[Rule, str]]:
    for denial in fact.of(Stance.DENIES):
        if denial.said.month is None:
            yield Rule.NO_DATE, f"dates a denial to a year only: {denial.said}"
    if may_be_overtaken(fact):
        yield Rule.MAYBE_OVERTAKEN, _doubt(fact)


def _doubt(fact: Fact) -> str:
    """What came after the denials, and what to do about the verdict."""
    confirmed = any(item.stance is Stance.CONFIRMS for item in overtaking(fact.statements))
    newer, verdicts = (
        ("confirmation", "'true' or 'overtaken'") if confirmed else ("development", "'overtaken'")
    )
    return (
        f"has a {newer} newer than every denial, and its verdict is still '{fact.verdict}': "
        f"set it to {verdicts}, or add a newer denial if there is one; "
        "until then only who asks is told"
    )
