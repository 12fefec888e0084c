"""What is wrong with a fact, or soon will be: errors stop publishing, warnings don't."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from factbase.life import missing_to_publish
from factbase.matching.decision import Ambiguous, Lane, Match
from factbase.matching.ports import Matcher
from factbase.model import Audience, Fact, Status


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding about one fact."""

    slug: str
    severity: Severity
    message: str


def lint(fact: Fact) -> Iterator[Problem]:
    """What the fact alone tells."""
    for missing in missing_to_publish(fact):
        yield Problem(fact.slug, Severity.ERROR, f"lacks {missing}")
    if not fact.wordings:
        yield Problem(
            fact.slug, Severity.WARNING, "has no wordings besides the claim; headlines count"
        )
    if not any(statement.source.url for statement in fact.statements):
        yield Problem(fact.slug, Severity.WARNING, "has no source with an address")
    if fact.review_by is None:
        yield Problem(fact.slug, Severity.WARNING, "has no date by which to review it")


def lint_examples(facts: Iterable[Fact], matcher: Matcher) -> Iterator[Problem]:
    """Examples that the matcher, which holds all of these facts, decides otherwise."""
    for fact in facts:
        if fact.status is not Status.PUBLISHED:
            continue
        for number, example in enumerate(fact.examples, 1):
            decision = matcher.decide(example.text, Lane.ADDRESSED, Audience(fact.scope))
            answered = isinstance(decision, Match) and decision.best.id == fact.id
            offered = isinstance(decision, Ambiguous) and any(
                candidate.id == fact.id for candidate in decision.candidates
            )
            if example.matches and not (answered or offered):
                yield Problem(fact.slug, Severity.ERROR, f"example {number} must match and doesn't")
            if not example.matches and answered:
                yield Problem(
                    fact.slug, Severity.ERROR, f"example {number} must not match and does"
                )
