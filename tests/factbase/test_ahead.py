"""Dates that nobody can know yet."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from factbase.ahead import ahead, day_of, is_ahead
from factbase.model import PartialDate
from tests.builders import a_fact, a_source, a_statement

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("written", "lies_ahead"),
    [
        ("2026-11-23", False),
        ("2026-11-24", True),
        ("2026-11", False),
        ("2026-12", True),
        ("2026", False),
        ("2027", True),
        ("~2026", False),
        ("~2027", True),
        ("2016-09-30", False),
    ],
)
def test_only_what_lies_wholly_after_today_does(written: str, *, lies_ahead: bool) -> None:
    assert is_ahead(PartialDate.parse(written), TODAY) is lies_ahead


def test_each_date_is_told() -> None:
    source = a_source(published=PartialDate(2031, 1), accessed=PartialDate(2029))
    fact = a_fact(statements=(a_statement(said=PartialDate(2029, 1, 10), source=source),))
    said, published, accessed = ahead(fact, TODAY)
    assert said.startswith("a statement of 2029-01-10, which is after today, 2026-11-23 UTC")
    assert published.startswith("a source of 2031-01 (Harbour Gazette)")
    assert accessed.startswith("a source of 2029 (Harbour Gazette)")
    assert not any(ahead(a_fact(), TODAY))


def test_the_day_is_that_of_utc() -> None:
    auckland = timezone(timedelta(hours=13))
    assert day_of(datetime(2026, 11, 24, 8, tzinfo=auckland)) == TODAY
    assert day_of(datetime(2026, 11, 23, 23, 59, tzinfo=UTC)) == TODAY
