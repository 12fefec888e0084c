"""Time and snowflakes: the server never asks the wall clock behind a test's back."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Protocol

DISCORD_EPOCH_MS = 1_420_070_400_000
"""Milliseconds from the Unix epoch to 2015-01-01, where snowflakes start."""


class Clock(Protocol):
    """What the server asks for the time (aware, UTC)."""

    def now(self) -> datetime:
        """The present moment."""
        ...


@dataclass(frozen=True, slots=True)
class RealClock:
    """The machine's clock, for a server that runs by itself."""

    def now(self) -> datetime:
        """The present moment."""
        return datetime.now(UTC)


@dataclass(slots=True)
class StillClock:
    """A clock that stands until a test moves it, so deadlines are tested without waiting."""

    moment: datetime = field(default_factory=lambda: datetime.now(UTC))

    def now(self) -> datetime:
        """The moment it was last set to."""
        return self.moment

    def advance(self, seconds: float) -> None:
        """Move on; interactions older than three seconds lapse by this alone."""
        self.moment += timedelta(seconds=seconds)


@dataclass(slots=True)
class Ids:
    """Snowflakes: unique, ascending, and carrying the clock's time."""

    clock: Clock
    _last: int = 0

    def next(self) -> str:
        """A fresh snowflake, as Discord writes it (a string of digits)."""
        milliseconds = int(self.clock.now().timestamp() * 1000) - DISCORD_EPOCH_MS
        self._last = max(self._last + 1, milliseconds << 22)
        return str(self._last)

    def next_guild(self) -> str:
        """A snowflake a millisecond on, so that guilds fall to different shards."""
        self._last += 1 << 22
        return self.next()
