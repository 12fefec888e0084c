"""Two live facts that say the opposite of the same claim about the same time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from factbase.lint.likeness import alike, words_of
from factbase.lint.problem import Problem, Rule, Severity
from factbase.matching.ports import Matcher
from factbase.model import Audience, Fact

NEAR_IDENTICAL = 90.0
"""Share of common words (0..100) from which two wordings make the same claim: one word in ten
may differ, and a difference of one word can already be another country or year."""
_NUMBER = re.compile(r"\d+")
_LOOKED_AT = 8
"""Neighbours of a fact that are compared with it. Near-identical wordings rank among the
first; more would only cost time."""


def contradicts(one: Fact, other: Fact) -> bool:
    """Whether the verdicts are opposed, two wordings near-identical, and the dates overlap."""
    opposed = one.verdict.direction * other.verdict.direction < 0
    return opposed and one.id != other.id and _overlap(one, other) and _same_claim(one, other)


def lint_contradictions(
    facts: Iterable[Fact], published: Mapping[str, Fact], matcher: Matcher
) -> Iterator[Problem]:
    """Contradictions of these facts with what is published, each pair once."""
    told: set[frozenset[str]] = set()
    for fact in facts:
        for other in contradictions(fact, published, matcher):
            pair = frozenset((fact.id, other.id))
            if pair not in told:
                told.add(pair)
                yield contradiction(fact, other)


def contradictions(fact: Fact, published: Mapping[str, Fact], matcher: Matcher) -> tuple[Fact, ...]:
    """Published facts that contradict this one, among its nearest neighbours."""
    if not fact.verdict.direction:
        return ()
    texts = dict.fromkeys(wording.text for wording in (*fact.claim, *fact.wordings))
    near = [
        candidate.id
        for text in texts
        for candidate in matcher.rank(text, Audience(fact.scope), _LOOKED_AT)
    ]
    others = (published.get(fact_id) for fact_id in dict.fromkeys(near))
    return tuple(other for other in others if other is not None and contradicts(fact, other))


def contradiction(fact: Fact, other: Fact) -> Problem:
    """The finding, in words."""
    message = f"is rated '{fact.verdict}' and {other.slug} '{other.verdict}' on the same claim"
    return Problem(fact.slug, Severity.WARNING, message, Rule.CONTRADICTION)


def _same_claim(one: Fact, other: Fact) -> bool:
    theirs = [words_of(wording.text) for wording in (*other.claim, *other.wordings)]
    mine = [words_of(wording.text) for wording in (*one.claim, *one.wordings)]
    return any(_near_identical(text, their) for text in mine for their in theirs)


def _near_identical(text: str, other: str) -> bool:
    """The same words but for a few, and the same numbers."""
    same_numbers = set(_NUMBER.findall(text)) == set(_NUMBER.findall(other))
    return same_numbers and alike(text, other) >= NEAR_IDENTICAL


def _overlap(one: Fact, other: Fact) -> bool:
    """Whether the days of which their statements speak meet; unknown days meet all others."""
    mine, theirs = _span(one), _span(other)
    return mine is None or theirs is None or (mine[0] <= theirs[1] and theirs[0] <= mine[1])


def _span(fact: Fact) -> tuple[date, date] | None:
    days = [statement.said for statement in fact.statements]
    if not days:
        return None
    return min(day.earliest for day in days), max(day.latest for day in days)
