"""Examples: messages that a fact must, or must not, answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

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
        if not example_holds(fact, example, matcher):
            wanted = "must match and doesn't" if example.matches else "must not match and does"
            yield Problem(fact.slug, Severity.ERROR, f"example {number} {wanted}", Rule.EXAMPLE)


def example_holds(fact: Fact, example: Example, matcher: Matcher) -> bool:
    """Whether somebody who asks with these words gets, or doesn't get, this fact."""
    decision = matcher.decide(example.text, Lane.ADDRESSED, Audience(fact.scope))
    answered = isinstance(decision, Match) and decision.best.id == fact.id
    if not example.matches:
        return not answered
    return answered or (
        isinstance(decision, Ambiguous)
        and any(candidate.id == fact.id for candidate in decision.candidates)
    )
