"""How often one person, or one place, may ask."""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Allowance:
    """`times` within `seconds`."""

    times: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Allowed:
    """Go ahead."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Too often. `seconds` until it may be tried again; `tell` only once per window, so that
    the refusal is no flood of its own.
    """

    seconds: int
    tell: bool


class Limiter(Protocol):
    """Counts requests, in one process or in all that share a base."""

    async def ask(self, key: str, now: datetime) -> Allowed | Wait:
        """Count one request at `now` (aware) and say whether it may go ahead."""
        ...


class LocalLimits:
    """Implements `Limiter` for a process that is alone."""

    def __init__(self, allowance: Allowance) -> None:
        self._limiter = RateLimiter(allowance)

    async def ask(self, key: str, now: datetime) -> Allowed | Wait:
        """Count one request and say whether it may go ahead."""
        return self._limiter.ask(key, now)


class RateLimiter:
    """Sliding windows in memory, the least recently used keys forgotten beyond `keys`."""

    def __init__(self, allowance: Allowance, keys: int = 10_000) -> None:
        self._allowance = allowance
        self._keys = keys
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()
        self._told: dict[str, datetime] = {}

    def ask(self, key: str, now: datetime) -> Allowed | Wait:
        """Count one request at `now` (aware) and say whether it may go ahead."""
        window = timedelta(seconds=self._allowance.seconds)
        asked = self._asked.setdefault(key, deque())
        self._asked.move_to_end(key)
        # A clock set back leaves moments in the future; they count for nothing.
        while asked and not now - window < asked[0] <= now:
            asked.popleft()
        if len(asked) < self._allowance.times:
            asked.append(now)
            self._forget()
            return Allowed()
        wait = asked[0] + window - now
        told = self._told.get(key)
        tell = told is None or not now - window < told <= now
        if tell:
            self._told[key] = now
        return Wait(max(1, round(wait.total_seconds())), tell)

    def recall(self, key: str, asked: Iterable[datetime], told: datetime | None) -> None:
        """Go on from what `known` told of a key."""
        self._asked[key] = deque(asked)
        if told is not None:
            self._told[key] = told

    def known(self, key: str) -> tuple[tuple[datetime, ...], datetime | None]:
        """When a key asked and still counts, and when it was told to wait."""
        return tuple(self._asked.get(key, ())), self._told.get(key)

    def _forget(self) -> None:
        while len(self._asked) > self._keys:
            key, _ = self._asked.popitem(last=False)
            self._told.pop(key, None)
