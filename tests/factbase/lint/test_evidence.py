"""What a fact rests on, and where it can be read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from factbase.lint import Rule, Severity, lint
from factbase.lint.addresses import looks_dead
from factbase.model import Fact, PartialDate, Stance, Verdict
from tests.builders import NOON, a_fact, a_source, a_statement


def errors(fact: Fact) -> set[Rule]:
    return {
        problem.rule for problem in lint(fact, NOON.date()) if problem.severity is Severity.ERROR
    }


def warnings(fact: Fact) -> set[Rule]:
    return {
        problem.rule for problem in lint(fact, NOON.date()) if problem.severity is Severity.WARNING
    }


def test_no_source() -> None:
    assert errors(a_fact(statements=())) == {Rule.NO_SOURCE}


def test_a_verdict_that_no_statement_carries() -> None:
    claimed = a_statement(stance=Stance.CLAIMS)
    assert errors(a_fact(verdict=Verdict.DENIED, statements=(claimed,))) == {Rule.NOT_CARRIED}
    assert errors(a_fact(verdict=Verdict.TRUE, statements=(claimed,))) == {Rule.NOT_CARRIED}
    assert errors(a_fact(verdict=Verdict.FALSE, statements=(claimed,))) == set()


def test_overtaken_by_nothing_newer() -> None:
    old = a_statement(stance=Stance.DEVELOPMENT, said=PartialDate(2024, 1, 1))
    new = a_statement(stance=Stance.DEVELOPMENT, said=PartialDate(2025, 6))
    denial = a_statement()
    assert errors(a_fact(verdict=Verdict.OVERTAKEN, statements=(denial, old))) == {
        Rule.NOT_OVERTAKEN
    }
    assert errors(a_fact(verdict=Verdict.OVERTAKEN, statements=(denial, new))) == set()


def test_a_denial_that_something_followed() -> None:
    new = a_statement(stance=Stance.DEVELOPMENT, said=PartialDate(2025, 6))
    denied = a_fact(verdict=Verdict.DENIED, statements=(a_statement(), new))
    assert Rule.MAYBE_OVERTAKEN in warnings(denied)
    assert errors(denied) == set()
    for verdict in (Verdict.OVERTAKEN, Verdict.FALSE):
        assert Rule.MAYBE_OVERTAKEN not in warnings(replace(denied, verdict=verdict))
    assert Rule.MAYBE_OVERTAKEN not in warnings(replace(denied, statements=(a_statement(),)))


def test_a_denial_that_a_confirmation_followed() -> None:
    new = a_statement(stance=Stance.CONFIRMS, said=PartialDate(2025, 6))
    for verdict in (Verdict.DENIED, Verdict.FALSE, Verdict.UNPROVEN):
        fact = a_fact(verdict=verdict, statements=(a_statement(), new))
        (found,) = (item for item in lint(fact, NOON.date()) if item.rule is Rule.MAYBE_OVERTAKEN)
        assert found.severity is Severity.WARNING
        assert "has a confirmation newer than every denial" in found.message
        assert f"'{verdict}': set it to 'true' or 'overtaken'" in found.message
        for settled in (Verdict.TRUE, Verdict.OVERTAKEN, Verdict.PARTLY_TRUE):
            assert Rule.MAYBE_OVERTAKEN not in warnings(replace(fact, verdict=settled))
            assert errors(replace(fact, verdict=settled)) == set()
        again = a_statement("It stays open, again.", said=PartialDate(2025, 7, 1))
        newest = replace(fact, statements=(*fact.statements, again))
        assert Rule.MAYBE_OVERTAKEN not in warnings(newest)


def test_dates_that_lie_ahead() -> None:
    assert errors(a_fact(statements=(a_statement(said=PartialDate(2029, 1, 10)),))) == {Rule.AHEAD}
    this_year = a_statement(said=PartialDate(2026), source=a_source(published=PartialDate(2026, 1)))
    assert errors(a_fact(statements=(this_year,))) == set()


def test_a_source_older_than_what_it_holds() -> None:
    for said, published, wrong in (
        ("2025-03-05", "2025-03-01", True),
        ("2025-03", "2025-02", True),
        ("2025-03-05", "2025-03-05", False),
        ("2025-03-05", "2025-03", False),
        ("2025-03-05", "2025", False),
        ("2025", "2025-03-01", False),
    ):
        source = a_source(published=PartialDate.parse(published))
        statement = a_statement(said=PartialDate.parse(said), source=source)
        assert (Rule.BEFORE_SAID in warnings(a_fact(statements=(statement,)))) is wrong


def test_sources_without_date_or_address() -> None:
    undated = a_statement(source=a_source(published=None))
    assert Rule.NO_DATE in warnings(a_fact(statements=(undated,)))
    nowhere = a_statement(source=a_source(url=""))
    assert Rule.NO_ADDRESS in warnings(a_fact(statements=(nowhere,)))


def test_a_denial_dated_to_a_year() -> None:
    assert Rule.NO_DATE in warnings(a_fact(statements=(a_statement(said=PartialDate(2025)),)))
    assert Rule.NO_DATE not in warnings(
        a_fact(statements=(a_statement(said=PartialDate(2025, 3)),))
    )


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://localhost:8080/story", "nowhere"),
        ("https://newsroom/story", "nowhere"),
        ("https://gazette.test/story", "nowhere"),
        ("http://192.168.1.7/story", "private"),
        ("http://[::1]/story", "private"),
        ("https://bit.ly/3xYz", "shortened"),
        ("https://gazette.example/a-long-story-abou...", "cut short"),
        ("https://gazette.example/404", "error page"),
        ("https://gazette.example/", "front page"),
    ],
)
def test_addresses_that_look_dead(url: str, why: str) -> None:
    assert why in looks_dead(url)
    assert Rule.DEAD_ADDRESS in warnings(a_fact(appearances=(url,)))


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/bridge",
        "https://gazette.example/?p=404",
        "https://8.8.8.8/story",
        "http://пример.рф/статья",
    ],
)
def test_addresses_that_look_alive(url: str) -> None:
    assert not looks_dead(url)
