"""Proposed, published, corrected, retired: what may follow what, and what is missing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given

from factbase import life
from factbase.ahead import ahead
from factbase.errors import IllegalTransition
from factbase.model import Fact, PartialDate, Stance, Statement, Status, Verdict
from tests.builders import NOON, a_change, a_fact, a_source, a_statement
from tests.strategies import facts


def published(**override: Any) -> Fact:
    return a_fact(status=Status.PUBLISHED, version=2, **override)


def test_publishing_makes_a_new_version_and_says_who() -> None:
    change = a_change(by="console:juno")
    after = life.publish(a_fact(), change)
    assert (after.status, after.version, after.updated_by, after.updated) == (
        Status.PUBLISHED,
        2,
        "console:juno",
        change.at,
    )
    assert after.created_by == a_fact().created_by


def test_only_proposals_are_published() -> None:
    with pytest.raises(IllegalTransition, match="it is published already") as told:
        life.publish(a_fact(status=Status.PUBLISHED), a_change())
    assert told.value.step == "published"


def test_who_works_on_a_retired_fact_is_told_the_way_back() -> None:
    retired = a_fact(status=Status.RETIRED)
    for step in (
        lambda: life.publish(retired, a_change()),
        lambda: life.correct(retired, a_fact(), a_change()),
        lambda: life.merge(a_fact(id="other"), retired, a_change()),
    ):
        with pytest.raises(IllegalTransition, match=r"it is retired: .*factbot facts reopen"):
            step()


def test_a_retired_fact_is_proposed_anew_as_the_next_version_of_itself() -> None:
    gone, _ = life.merge(published(), published(id="other", slug="other"), a_change())
    change = a_change(by="operator")
    again = life.reopen(gone, change)
    assert (again.status, again.merged_into, again.version, again.updated_by) == (
        Status.PROPOSED,
        "",
        gone.version + 1,
        "operator",
    )
    assert life.publish(again, change).status is Status.PUBLISHED
    with pytest.raises(IllegalTransition, match="it is proposed, not retired"):
        life.reopen(again, change)


def test_without_statement_nothing_is_published() -> None:
    bare = a_fact(statements=(), verdict=Verdict.UNPROVEN)
    with pytest.raises(IllegalTransition) as told:
        life.publish(bare, a_change())
    assert str(told.value) == (
        "bridge-closed can't be published: it lacks a statement with its source: "
        "add who said what, when, and where that can be read"
    )


@pytest.mark.parametrize(
    ("verdict", "stance", "enough"),
    [
        (Verdict.DENIED, Stance.CLAIMS, False),
        (Verdict.DENIED, Stance.CONTEXT, False),
        (Verdict.DENIED, Stance.DENIES, True),
        (Verdict.TRUE, Stance.CLAIMS, False),
        (Verdict.TRUE, Stance.CONFIRMS, True),
        (Verdict.TRUE, Stance.CONTEXT, True),
        (Verdict.MISLEADING, Stance.CONTEXT, True),
        (Verdict.CONTEXT, Stance.CONTEXT, True),
    ],
)
def test_a_verdict_needs_a_statement_that_carries_it(
    verdict: Verdict, stance: Stance, *, enough: bool
) -> None:
    fact = a_fact(verdict=verdict, statements=(a_statement(stance=stance),))
    missing = life.missing_to_publish(fact)
    assert (not missing) is enough
    if missing:
        assert verdict.value in missing[0]


@pytest.mark.parametrize(
    ("denied", "developed", "overtaken"),
    [
        ("2016-09-30", "2025-04-17", True),
        ("2016", "2017", True),
        ("2016-09-30", "2016-09-30", False),
        ("2016", "2016-12", False),
        ("2017", "2016", False),
    ],
)
def test_overtaken_needs_a_newer_development(
    denied: str, developed: str, *, overtaken: bool
) -> None:
    fact = a_fact(
        verdict=Verdict.OVERTAKEN,
        statements=(
            a_statement("Denied", said=PartialDate.parse(denied)),
            a_statement("Happened", Stance.DEVELOPMENT, said=PartialDate.parse(developed)),
        ),
    )
    if overtaken:
        assert life.publish(fact, a_change()).status is Status.PUBLISHED
    else:
        with pytest.raises(
            IllegalTransition,
            match=r"it lacks a statement of stance .* that is newer than every denial",
        ):
            life.publish(fact, a_change())


def test_developments_alone_overtake_nothing() -> None:
    fact = a_fact(verdict=Verdict.OVERTAKEN, statements=(a_statement(stance=Stance.DEVELOPMENT),))
    assert life.missing_to_publish(fact)


def test_a_correction_keeps_identity_and_status() -> None:
    fact = published()
    other = a_fact(
        id="another", scope="harbour", slug="bridge-open", verdict=Verdict.UNPROVEN, version=9
    )
    after = life.correct(fact, other, a_change())
    assert (after.id, after.scope, after.status, after.version) == (
        fact.id,
        fact.scope,
        Status.PUBLISHED,
        3,
    )
    assert (after.slug, after.verdict) == ("bridge-open", Verdict.UNPROVEN)


def test_a_published_fact_can_not_be_corrected_into_an_unfounded_one() -> None:
    bare = a_fact(statements=())
    with pytest.raises(IllegalTransition, match="can't be corrected") as told:
        life.correct(published(), bare, a_change())
    assert told.value.missing
    assert life.correct(a_fact(), bare, a_change()).statements == ()


def test_retired_is_the_end() -> None:
    gone = life.retire(published(), a_change())
    assert (gone.status, gone.version) == (Status.RETIRED, 3)
    for step in (life.publish, life.retire):
        with pytest.raises(IllegalTransition, match="retired"):
            step(gone, a_change())
    with pytest.raises(IllegalTransition, match="it is retired"):
        life.correct(gone, published(), a_change())


def test_proposals_may_be_retired() -> None:
    assert life.retire(a_fact(), a_change()).status is Status.RETIRED


@given(facts())
def test_whatever_is_published_lacks_nothing(fact: Fact) -> None:
    missing = life.missing_to_publish(fact)
    dated = not any(ahead(fact, NOON.date()))
    if fact.status is Status.PROPOSED and not missing and dated:
        after = life.publish(fact, a_change())
        assert life.missing_to_publish(after) == ()
        assert after.version == fact.version + 1
        return
    with pytest.raises(IllegalTransition) as told:
        life.publish(fact, a_change())
    assert told.value.missing
    if fact.status is Status.PROPOSED and dated:
        assert told.value.missing == missing


TOMORROW = PartialDate(2026, 1, 16)


@pytest.mark.parametrize(
    "statement",
    [
        a_statement(said=TOMORROW),
        a_statement(source=a_source(published=TOMORROW)),
        a_statement(source=a_source(accessed=PartialDate(2027))),
    ],
    ids=["said", "published", "accessed"],
)
def test_nothing_that_lies_ahead_is_stored(statement: Statement) -> None:
    dated = a_fact(statements=(statement,))
    with pytest.raises(IllegalTransition, match="after today, 2026-01-15 UTC: give the day"):
        life.proposed(dated, a_change())
    with pytest.raises(IllegalTransition, match="can't be published: it has a s"):
        life.publish(dated, a_change())
    for before in (a_fact(), published()):
        with pytest.raises(IllegalTransition, match="can't be corrected: it has a s"):
            life.correct(before, dated, a_change())
    later = a_change(at=NOON + timedelta(days=400))
    assert life.proposed(dated, later) == dated
    assert life.publish(dated, later).status is Status.PUBLISHED
    assert life.retire(dated, a_change()).status is Status.RETIRED
