"""An old denial that nobody has looked at since."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from factbase.freshness import denial_is_stale
from factbase.model import Fact, PartialDate, Stance, Verdict
from tests.builders import a_fact, a_source, a_statement

TODAY = date(2026, 1, 15)


def fact(updated: date = date(2024, 3, 1), **override: Any) -> Fact:
    moment = datetime(updated.year, updated.month, updated.day, tzinfo=UTC)
    return a_fact(**{"created": moment, "updated": moment} | override)


def said(day: PartialDate, **source: Any) -> Any:
    return (a_statement(said=day, source=a_source(**source)),)


def test_old_and_never_looked_at() -> None:
    assert denial_is_stale(fact(statements=said(PartialDate(2024, 1, 1))), TODAY, 365)


def test_the_age_is_a_setting() -> None:
    old = fact(statements=said(PartialDate(2024, 1, 1)))
    assert not denial_is_stale(old, TODAY, 3_650)


def test_a_newer_denial() -> None:
    statements = (*said(PartialDate(2024, 1, 1)), *said(PartialDate(2025, 12, 1)))
    assert not denial_is_stale(fact(statements=statements), TODAY, 365)


def test_a_later_look_at_the_fact_or_a_source() -> None:
    old = said(PartialDate(2024, 1, 1))
    assert not denial_is_stale(fact(date(2025, 6, 1), statements=old), TODAY, 365)
    looked = said(PartialDate(2024, 1, 1), accessed=PartialDate(2025, 6))
    assert not denial_is_stale(fact(statements=looked), TODAY, 365)


def test_only_verdicts_that_rest_on_a_denial() -> None:
    old = said(PartialDate(2024, 1, 1))
    assert not denial_is_stale(fact(verdict=Verdict.FALSE, statements=old), TODAY, 365)
    claimed = (a_statement(stance=Stance.CLAIMS, said=PartialDate(2024, 1, 1)),)
    assert not denial_is_stale(fact(verdict=Verdict.UNPROVEN, statements=claimed), TODAY, 365)
