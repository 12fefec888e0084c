"""What is wrong with a fact, or soon will be: errors stop publishing, warnings don't."""

from collections.abc import Iterator
from datetime import date

from factbase.lint.addresses import lint_addresses
from factbase.lint.contradictions import contradictions, lint_contradictions
from factbase.lint.evidence import lint_evidence
from factbase.lint.examples import lint_examples
from factbase.lint.problem import Problem, Rule, Severity
from factbase.lint.wording import lint_wording
from factbase.model import Fact

__all__ = [
    "Problem",
    "Rule",
    "Severity",
    "contradictions",
    "lint",
    "lint_contradictions",
    "lint_examples",
]


def lint(fact: Fact, today: date) -> Iterator[Problem]:
    """What the fact alone tells, on a day (UTC)."""
    yield from lint_evidence(fact, today)
    yield from lint_wording(fact)
    yield from lint_addresses(fact)
