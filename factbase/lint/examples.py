"""Examples: messages that a fact must, or must not, answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum

from factbase.lint.problem import Problem, Rule, Severity
from factbase.matching.decision import Ambiguous, Lane, Match
from factbase.matching.ports import Matcher
from factbase.model import Audience, Example, Fact, Status


def lint_examples(facts: Iterable[Fact], matcher: Matcher) -> Iterator[Problem]:
    """Examples that the matcher, which holds all of these facts, decides otherwise."""
    for fact in facts:
        if fact.status is Status.PUBLISHED:
            yield from broken_examples(fact, matcher)


def broken_examples(fact: Fact, matcher: Matcher) -> Iterator[Problem]:
    """The examples of one published fact that don't hold."""
    for number, example in enumerate(fact.examples, 1):
        if outcome(fact, example, matcher) is Outcome.BROKEN:
            wanted = "must match and doesn't" if example.matches else "must not match and does"
            yield Problem(fact.slug, Severity.ERROR, f"example {number} {wanted}", Rule.EXAMPLE)


class Outcome(IntEnum):
    """How well an example holds; a change to a lower one is worth showing."""

    BROKEN = 0
    OFFERED = 1
    HOLDS = 2


def outcome(fact: Fact, example: Example, matcher: Matcher) -> Outcome:
    """What somebody who asks with these words gets: this fact, a choice with it, or not."""
    decision = matcher.decide(example.text, Lane.ADDRESSED, Audience(fact.scope))
    answered = isinstance(decision, Match) and decision.best.id == fact.id
    if answered or not example.matches:
        return Outcome.HOLDS if answered is example.matches else Outcome.BROKEN
    offered = isinstance(decision, Ambiguous) and any(
        candidate.id == fact.id for candidate in decision.candidates
    )
    return Outcome.OFFERED if offered else Outcome.BROKEN
