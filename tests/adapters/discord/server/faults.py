"""Faults a test can cause in REST: errors, rate limits, lost answers, requests held back."""

import asyncio
import hashlib
from collections import deque
from dataclasses import dataclass, field

from .model import Json

ANY = "*"


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens to one request instead of, or after, its handling."""

    status: int = 0
    retry_after: float = 0.0
    everywhere: bool = False
    lose: bool = False
    via: bool = True

    def body(self) -> Json:
        """The error body."""
        if self.status == 429:
            text = "You are being rate limited."
            return {"message": text, "retry_after": self.retry_after, "global": self.everywhere}
        return {"message": f"{self.status}: Internal Server Error", "code": 0}

    def headers(self) -> dict[str, str]:
        """The headers that go with it; `Via` tells Discord's 429 from Cloudflare's."""
        headers = {"Via": "1.1 google"} if self.via else {}
        if self.status == 429:
            headers["Retry-After"] = str(self.retry_after)
            headers["X-RateLimit-Scope"] = "global" if self.everywhere else "user"
            if self.everywhere:
                headers["X-RateLimit-Global"] = "true"
        return headers


@dataclass(slots=True, eq=False)
class Gate:
    """Holds requests of one operation until it is opened."""

    reached: asyncio.Event = field(default_factory=asyncio.Event)
    """Set as soon as a request stands before the gate."""
    _open: asyncio.Event = field(default_factory=asyncio.Event)
    waiting: int = 0

    def open(self) -> None:
        """Let everything through, now and later."""
        self._open.set()

    async def passage(self) -> None:
        """Wait to be let through."""
        self.waiting += 1
        self.reached.set()
        await self._open.wait()
        self.waiting -= 1


@dataclass(slots=True)
class Window:
    """A rate limit of `limit` requests in `seconds`, per operation and major parameter."""

    limit: int
    seconds: float
    _hits: dict[str, deque[float]] = field(default_factory=dict)

    def hit(self, key: str, now: float) -> tuple[int, float]:
        """Requests left (-1 when over the limit) and seconds until the window frees."""
        hits = self._hits.setdefault(key, deque())
        while hits and hits[0] <= now - self.seconds:
            hits.popleft()
        if len(hits) >= self.limit:
            return -1, hits[0] + self.seconds - now
        hits.append(now)
        return self.limit - len(hits), hits[0] + self.seconds - now


class Faults:
    """What is planned for coming requests, by OpenAPI operation name or `"*"`."""

    def __init__(self) -> None:
        self._planned: list[tuple[str, Fault]] = []
        self._gates: dict[str, Gate] = {}
        self.limits: dict[str, Window] = {}

    def plan(self, operation: str, fault: Fault, times: int) -> None:
        """Have a fault befall the next `times` requests of an operation."""
        self._planned += [(operation, fault)] * times

    def next(self, operation: str) -> Fault | None:
        """Take the fault that is due for a request."""
        for index, (name, fault) in enumerate(self._planned):
            if name in {operation, ANY}:
                del self._planned[index]
                return fault
        return None

    def hold(self, operation: str) -> Gate:
        """Stop requests of an operation before they are handled."""
        gate = Gate()
        self._gates[operation] = gate
        return gate

    async def passage(self, operation: str) -> None:
        """Wait at the operation's gate, if there is one."""
        gate = self._gates.get(operation) or self._gates.get(ANY)
        if gate is not None:
            await gate.passage()

    def bucket(self, operation: str, major: str) -> tuple[Fault | None, dict[str, str]]:
        """The rate limit headers of an answer, and a 429 when the bucket is empty."""
        now = asyncio.get_running_loop().time()
        overall, window = self.limits.get(ANY), self.limits.get(operation)
        if overall is not None:
            left, after = overall.hit("", now)
            if left < 0:
                return Fault(429, round(after, 3), everywhere=True), {}
        if window is None:
            return None, {}
        left, after = window.hit(major, now)
        headers = {
            "X-RateLimit-Limit": str(window.limit),
            "X-RateLimit-Remaining": str(max(left, 0)),
            "X-RateLimit-Reset-After": f"{after:.3f}",
            "X-RateLimit-Bucket": hashlib.sha256(operation.encode()).hexdigest()[:32],
        }
        return (Fault(429, round(after, 3)) if left < 0 else None), headers
