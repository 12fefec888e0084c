"""Partial dates: what can be one, how they are written, which comes after which."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.errors import InvalidValue
from factbase.model import PartialDate
from tests.strategies import partial_dates


@pytest.mark.parametrize(
    "text",
    [
        "2016-00",
        "2016-00-00",
        "2016-05-00",
        "2016-13",
        "2016-02-30",
        "0000",
        "16",
        "2016-5",
        "2016-05-03T10:00",
        "2016/05/03",
        "~",
        "",
        "yesterday",
        "-2016",
        "٢٠١٦",
        "２０１６",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match="date"):
        PartialDate.parse(text)


@pytest.mark.parametrize(
    ("month", "day"), [(0, None), (0, 0), (1, 0), (13, None), (2, 30), (None, 5), (-1, 1)]
)
def test_days_that_never_were_are_refused(month: int | None, day: int | None) -> None:
    with pytest.raises(InvalidValue, match="date"):
        PartialDate(2016, month, day)


@given(partial_dates())
def test_a_date_survives_being_written(one: PartialDate) -> None:
    assert PartialDate.parse(str(one)) == one


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_refused_with_a_hint(text: str) -> None:
    try:
        found = PartialDate.parse(text)
    except InvalidValue:
        return
    assert str(found) == text.strip()


@given(partial_dates())
def test_a_span_holds_its_first_and_last_day(one: PartialDate) -> None:
    assert one.earliest <= one.latest
    if one.day is not None:
        assert one.earliest == one.latest
    assert one.earliest.year == one.latest.year == one.year


@given(partial_dates(), partial_dates())
def test_after_is_strict_and_agrees_with_the_order(one: PartialDate, other: PartialDate) -> None:
    assert not one.after(one)
    assert not (one.after(other) and other.after(one))
    if one.after(other):
        assert one.order > other.order
        assert one.earliest > other.latest


@pytest.mark.parametrize(
    ("later", "earlier", "expected"),
    [
        ("2017", "2016-12-31", True),
        ("2017-01", "2016", True),
        ("2016-12-31", "2016", False),
        ("2016", "2016-12-31", False),
        ("2016-10", "2016-09-30", True),
        ("~2018", "2017", True),
        ("2025-04-17", "2025-04-17", False),
    ],
)
def test_overlapping_spans_are_not_after_one_another(
    later: str, earlier: str, *, expected: bool
) -> None:
    assert PartialDate.parse(later).after(PartialDate.parse(earlier)) is expected


def test_a_moment_becomes_its_day_in_utc() -> None:
    late = datetime(2025, 4, 18, 1, tzinfo=timezone(timedelta(hours=3)))
    assert PartialDate.of(late) == PartialDate(2025, 4, 17)
    assert PartialDate.of(datetime(2025, 4, 17, 23, 59, tzinfo=UTC)) == PartialDate(2025, 4, 17)
    assert PartialDate.of(date(2025, 4, 17)) == PartialDate(2025, 4, 17)
