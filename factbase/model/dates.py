"""Partial dates: a year, a month or a day, and whether it is known exactly."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

from factbase.errors import InvalidValue

_ISO = re.compile(r"(~?)([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A point in time known to the year, the month or the day.

    `exact` is false for "around": the span is then a best estimate. As text: ISO 8601
    reduced precision (`2016`, `2016-09`, `2016-09-30`), with `~` in front when inexact.

    Raises:
        InvalidValue: no such day, or a day without a month.
    """

    year: int
    month: int | None = None
    day: int | None = None
    exact: bool = True

    def __post_init__(self) -> None:
        if self.day is not None and self.month is None:
            raise InvalidValue("date", "a day needs its month")
        try:
            date(
                self.year,
                1 if self.month is None else self.month,
                1 if self.day is None else self.day,
            )
        except ValueError as problem:
            raise InvalidValue("date", f"no such date: {problem}") from None

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read the ISO form, with an optional leading `~`.

        Raises:
            InvalidValue: not of that form.
        """
        found = _ISO.fullmatch(text.strip())
        if found is None:
            raise InvalidValue("date", "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ when inexact")
        about, year, month, day = found.groups()
        return cls(int(year), int(month) if month else None, int(day) if day else None, not about)

    @classmethod
    def of(cls, moment: date | datetime) -> PartialDate:
        """The day of a date, or of an aware moment in UTC."""
        if isinstance(moment, datetime):
            moment = moment.astimezone(UTC)
        return cls(moment.year, moment.month, moment.day)

    @property
    def earliest(self) -> date:
        """First day that this date can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """Last day that this date can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def after(self, other: PartialDate) -> bool:
        """True when every day of this span lies after every day of the other."""
        return self.earliest > other.latest

    @property
    def order(self) -> tuple[date, date]:
        """Sort key: by first possible day, the better known first."""
        return self.earliest, self.latest

    def __str__(self) -> str:
        parts = [f"{self.year:04d}", *(f"{part:02d}" for part in (self.month, self.day) if part)]
        return ("" if self.exact else "~") + "-".join(parts)
