"""Stand-ins with manners: named, and as small as what they stand in for."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class StandingClock:
    """A clock that stands still until it is moved."""

    def __init__(self, moment: datetime = datetime(2026, 1, 15, 12, tzinfo=UTC)) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def advance(self, **step: float) -> None:
        """Move on by a `timedelta` of these parts."""
        self.moment += timedelta(**step)
