"""What a load on the core was like: times, memory, outcomes."""

from __future__ import annotations

import platform
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

_FEW = 30
"""Seconds of which a slope says nothing."""


class Series:
    """Seconds, in room taken beforehand: what is measured must not look like memory that grows."""

    def __init__(self, most: int) -> None:
        self._room = np.ones(most)
        self._count = 0

    def append(self, seconds: float) -> None:
        """Add one; what comes beyond the room is left out."""
        if self._count < len(self._room):
            self._room[self._count] = seconds
            self._count += 1

    def __len__(self) -> int:
        return self._count

    def ms(self) -> tuple[float, float, float]:
        """Median, 99th percentile and the worst, in ms; zeros of nothing."""
        held = self._room[: self._count] if self._count else np.zeros(1)
        p50, p99, worst = np.percentile(held * 1_000, (50, 99, 100))
        return float(p50), float(p99), float(worst)


@dataclass(slots=True)
class Seen:
    """What was measured."""

    asked: Series
    unasked: Series
    lags: Series
    resident: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    dropped: int = 0
    took: float = 1.0


def report(seen: Seen, facts: int, rate: int) -> None:
    """Print it all."""
    done = len(seen.asked) + len(seen.unasked)
    print(f"{platform.platform()}, Python {platform.python_version()}")
    print(f"{facts} facts, {rate} messages/s: {done} handled, {seen.dropped} passed over")
    print(f"handled a second: {done / seen.took:.0f}")
    for name, values in (
        ("receive to decision, asked", seen.asked),
        ("receive to decision, unasked", seen.unasked),
        ("event-loop lag", seen.lags),
    ):
        print("{}, ms: p50 {:.1f}  p99 {:.1f}  worst {:.1f}".format(name, *values.ms()))
    held = np.asarray(seen.resident)
    minutes = [f"{np.median(held[at : at + 60]):.0f}" for at in range(0, len(held), 60)]
    print(f"resident MB, median of each minute: {' '.join(minutes)}")
    later = held[len(held) // 4 :]
    if len(later) > _FEW:
        slope = np.polyfit(np.arange(len(later)), later, 1)[0]
        print(f"after the first quarter: {60 * slope:+.2f} MB a minute, at most {later.max():.0f}")
    print("outcomes:", dict(seen.outcomes.most_common()))
