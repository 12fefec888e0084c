"""What lint finds in a fact, and in a matcher that decides its examples otherwise."""

from __future__ import annotations

import pytest

from factbase.lint import Severity, lint, lint_examples
from factbase.matching.decision import (
    Ambiguous,
    Candidate,
    Decision,
    Entry,
    Lane,
    Match,
    MessageStance,
    NoMatch,
    Silence,
    Thresholds,
    Trail,
)
from factbase.model import Audience, Example, Fact, Source, Status, Verdict
from tests.builders import NOON, a_fact, a_source, a_statement

TRAIL = Trail(Lane.ADDRESSED, "index", MessageStance.ASSERTS, 0.5)


class ScriptedMatcher:
    """Decides each text as it was told to, and remembers who asked."""

    def __init__(self, **decisions: Decision) -> None:
        self.decisions = decisions
        self.asked: list[tuple[str, Lane, Audience]] = []

    def add(self, entry: Entry) -> None:
        raise AssertionError(entry)

    def remove(self, entry_id: str) -> None:
        raise AssertionError(entry_id)

    def compact(self) -> None:
        raise AssertionError

    def __len__(self) -> int:
        return 0

    def rank(self, text: str, audience: Audience, top: int = 20) -> tuple[Candidate, ...]:
        raise AssertionError((text, audience, top))

    def decide(
        self,
        text: str,
        lane: Lane,
        audience: Audience,
        thresholds: Thresholds | None = None,
        *,
        briefly: bool = False,
    ) -> Decision:
        assert thresholds is None
        assert not briefly
        self.asked.append((text, lane, audience))
        return self.decisions[text]

    def far(
        self, text: str, lane: Lane, audience: Audience, thresholds: Thresholds | None = None
    ) -> bool:
        raise AssertionError((text, lane, audience, thresholds))


def candidate(fact: Fact) -> Candidate:
    return Candidate(fact.id, 0.9, str(fact.claim), (0, 4))


def messages(fact: Fact) -> list[str]:
    return [problem.message for problem in lint(fact, NOON.date())]


def test_a_sound_fact_has_no_problems() -> None:
    assert messages(a_fact(review_by=NOON.date())) == []


@pytest.mark.parametrize(
    ("fact", "severity", "words"),
    [
        (a_fact(statements=()), Severity.ERROR, "a statement with its source"),
        (a_fact(verdict=Verdict.TRUE), Severity.ERROR, "carries the verdict"),
        (
            a_fact(verdict=Verdict.OVERTAKEN),
            Severity.ERROR,
            "'confirms' that is newer than every denial",
        ),
        (a_fact(wordings=()), Severity.WARNING, "no wordings"),
        (a_fact(), Severity.WARNING, "no date by which to review"),
        (
            a_fact(statements=(a_statement(source=a_source(url="")),)),
            Severity.WARNING,
            "no source with an address",
        ),
    ],
)
def test_what_is_wrong_is_said(fact: Fact, severity: Severity, words: str) -> None:
    found = [problem for problem in lint(fact, NOON.date()) if words in problem.message]
    assert [problem.severity for problem in found] == [severity]


def test_examples_are_put_to_the_matcher_as_if_somebody_asked() -> None:
    fact = a_fact(
        status=Status.PUBLISHED,
        scope="harbour",
        examples=(Example("yes", matches=True), Example("no", matches=False)),
    )
    other = a_fact("other")
    matcher = ScriptedMatcher(
        yes=Ambiguous((candidate(other), candidate(fact)), TRAIL),
        no=Match(candidate(other), TRAIL),
    )
    assert list(lint_examples([fact], matcher)) == []
    assert [(lane, audience) for _, lane, audience in matcher.asked] == [
        (Lane.ADDRESSED, Audience("harbour"))
    ] * 2


def test_examples_that_are_decided_otherwise_are_errors() -> None:
    examples = (Example("yes", matches=True), Example("no", matches=False))
    fact = a_fact(status=Status.PUBLISHED, examples=examples)
    matcher = ScriptedMatcher(
        yes=NoMatch(Silence.BELOW_THRESHOLD, TRAIL), no=Match(candidate(fact), TRAIL)
    )
    assert [(problem.severity, problem.message) for problem in lint_examples([fact], matcher)] == [
        (Severity.ERROR, "example 1 must match and doesn't"),
        (Severity.ERROR, "example 2 must not match and does"),
    ]


def test_only_what_is_published_can_be_found() -> None:
    fact = a_fact(examples=(Example("yes", matches=True),))
    assert list(lint_examples([fact], ScriptedMatcher())) == []


def test_a_source_may_have_an_address_or_a_day() -> None:
    assert Source("Gazette", url="https://gazette.example/").published is None
