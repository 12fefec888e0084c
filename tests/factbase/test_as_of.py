"""What was known on a day: never a development too early, never a verdict nobody could give."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase.as_of import PastView, changed_since, past_view
from factbase.model import Fact, FactVersion, PartialDate, Stance, Status, Verdict
from tests.builders import a_change, a_fact, a_statement
from tests.strategies import facts

CLAIMED = a_statement("It is shut.", Stance.CLAIMS, said=PartialDate(2025, 2, 1))
DENIED = a_statement("It stays open.", Stance.DENIES, said=PartialDate(2025, 3, 1))
CLOSED = a_statement("The council closed it.", Stance.DEVELOPMENT, said=PartialDate(2025, 6))
OVERTAKEN = a_fact(verdict=Verdict.OVERTAKEN, statements=(CLAIMED, DENIED, CLOSED))


@pytest.mark.parametrize(
    ("day", "verdict"),
    [
        (date(2025, 1, 31), None),
        (date(2025, 2, 1), Verdict.UNPROVEN),
        (date(2025, 3, 1), Verdict.DENIED),
        (date(2025, 6, 15), Verdict.DENIED),  # some day of June: not certainly before the 15th
        (date(2025, 6, 30), Verdict.OVERTAKEN),
    ],
)
def test_the_verdict_of_each_day(day: date, verdict: Verdict | None) -> None:
    assert past_view(OVERTAKEN, (), day).verdict is verdict


def test_a_verdict_that_rests_on_later_evidence_was_not_given_then() -> None:
    found = a_statement("The log shows it open.", Stance.CONTEXT, said=PartialDate(2025, 5, 1))
    fact = a_fact(verdict=Verdict.FALSE, statements=(CLAIMED, found))
    assert past_view(fact, (), date(2025, 4, 1)).verdict is Verdict.UNPROVEN
    assert past_view(fact, (), date(2025, 5, 1)).verdict is Verdict.FALSE


def test_what_was_published_then_counts_more_than_what_can_be_inferred() -> None:
    then = a_fact(verdict=Verdict.UNPROVEN, statements=(CLAIMED, DENIED), status=Status.PUBLISHED)
    change = a_change(at=datetime(2025, 3, 20, tzinfo=UTC))
    versions = (FactVersion(then, change, ()),)
    assert past_view(OVERTAKEN, versions, date(2025, 3, 19)).verdict is Verdict.DENIED
    assert past_view(OVERTAKEN, versions, date(2025, 3, 20)).verdict is Verdict.UNPROVEN


def test_a_proposal_of_then_was_no_finding() -> None:
    draft = a_fact(verdict=Verdict.TRUE, statements=(CLAIMED,))
    versions = (FactVersion(draft, a_change(at=datetime(2025, 2, 2, tzinfo=UTC)), ()),)
    assert past_view(OVERTAKEN, versions, date(2025, 2, 3)).verdict is Verdict.UNPROVEN


def test_a_confirmation_overtakes_from_its_own_day_on() -> None:
    admitted = a_statement("We closed it.", Stance.CONFIRMS, said=PartialDate(2025, 6, 1))
    fact = a_fact(verdict=Verdict.OVERTAKEN, statements=(CLAIMED, DENIED, admitted))
    assert past_view(fact, (), date(2025, 5, 31)).verdict is Verdict.DENIED
    assert past_view(fact, (), date(2025, 6, 1)).verdict is Verdict.OVERTAKEN


def test_rough_dates_are_neither_known_nor_since() -> None:
    view = PastView(date(2025, 6, 15), None)
    assert not view.knew(CLOSED)
    assert view.may_have_known(CLOSED)
    assert not view.may_have_known(DENIED)


@settings(deadline=None, max_examples=100)
@given(facts(), st.dates())
def test_nothing_is_known_before_it_was_said(fact: Fact, day: date) -> None:
    view = past_view(fact, (), day)
    for statement in fact.statements:
        if view.knew(statement):
            assert statement.said.earliest <= day
        else:
            assert changed_since(fact, view)
    if all(view.knew(statement) for statement in fact.statements) and fact.statements:
        assert not changed_since(fact, view)
