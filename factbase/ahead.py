"""Dates that nobody can know yet. Pure: whoever asks says which day it is."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime

from factbase.model import Fact, PartialDate


def is_ahead(day: PartialDate, today: date) -> bool:
    """Whether every day that is meant comes after today. The current month or year doesn't."""
    return day.earliest > today


def ahead(fact: Fact, today: date) -> Iterator[str]:
    """What of a fact is dated after today (UTC), as the end of a sentence about it."""
    for statement in fact.statements:
        if is_ahead(statement.said, today):
            yield f"a statement of {statement.said}, which is {after(today)}"
    for source in fact.sources:
        for day in (source.published, source.accessed):
            if day is not None and is_ahead(day, today):
                yield f"a source of {day} ({source.publisher}), which is {after(today)}"


def after(today: date) -> str:
    """What is wrong with such a date, and what to do."""
    return f"after today, {today} UTC: give the day on which it was said or published"


def day_of(moment: datetime) -> date:
    """The day of an aware moment in UTC."""
    return moment.astimezone(UTC).date()
