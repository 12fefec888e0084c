"""Two live facts that can't both be right."""

from __future__ import annotations

from typing import Any

from factbase.lint.contradictions import contradictions, contradicts, lint_contradictions
from factbase.matching.engine import Engine
from factbase.model import Fact, PartialDate, Stance, Status, Verdict, Wording
from tests.builders import a_community, a_fact, a_statement


def confirmed(slug: str = "bridge-shut", **override: Any) -> Fact:
    values: dict[str, Any] = {
        "claim": "Harbour bridge is closed for good!",
        "verdict": Verdict.TRUE,
        "wordings": (),
        "statements": (a_statement(stance=Stance.CONFIRMS),),
        "status": Status.PUBLISHED,
    }
    return a_fact(slug, **values | override)


def denied(**override: Any) -> Fact:
    return a_fact(**{"status": Status.PUBLISHED, "wordings": ()} | override)


def test_the_same_claim_with_opposing_verdicts() -> None:
    assert contradicts(denied(), confirmed())
    assert contradicts(confirmed(), denied())


def test_verdicts_that_take_neither_side_contradict_nothing() -> None:
    assert not contradicts(denied(), confirmed(verdict=Verdict.UNPROVEN))
    assert not contradicts(denied(), denied(slug="again", verdict=Verdict.FALSE))


def test_other_numbers_are_another_claim() -> None:
    one = denied(claim="The harbour bridge is closed for all of 2024")
    other = confirmed(claim="The harbour bridge is closed for all of 2025")
    assert not contradicts(one, other)


def test_dates_that_do_not_meet_are_another_occasion() -> None:
    later = a_statement(stance=Stance.CONFIRMS, said=PartialDate(2030, 5, 1))
    assert not contradicts(denied(), confirmed(statements=(later,)))
    year = a_statement(stance=Stance.CONFIRMS, said=PartialDate(2025))
    assert contradicts(denied(), confirmed(statements=(year,)))


def test_any_pair_of_wordings_counts() -> None:
    other = confirmed(
        claim="Traffic over the water has ended",
        wordings=(Wording("The harbour bridge is closed for good"),),
    )
    assert contradicts(denied(), other)


def published(*facts: Fact) -> tuple[dict[str, Fact], Engine]:
    from bot.checking.live_index import entry_of

    matcher = Engine()
    for fact in facts:
        matcher.add(entry_of(fact))
    return {fact.id: fact for fact in facts}, matcher


def test_found_among_the_neighbours_and_told_once() -> None:
    ferry = denied(slug="ferry", claim="The ferry sank on Sunday")
    held, matcher = published(denied(), confirmed(), ferry)
    (found,) = contradictions(held[denied().id], held, matcher)
    assert found.slug == "bridge-shut"
    (problem,) = lint_contradictions(held.values(), held, matcher)
    assert "bridge-shut" in problem.message
    assert "'denied'" in problem.message


def test_what_another_community_says_is_none_of_its_business() -> None:
    mine = denied(scope=a_community().id)
    theirs = confirmed(scope="elsewhere")
    held, matcher = published(mine, theirs)
    assert contradictions(mine, held, matcher) == ()
