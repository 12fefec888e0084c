"""What was asked of the server and what it refused."""

from dataclasses import dataclass, field
from typing import Any

from .model import Json

INVALID = frozenset({401, 403, 429})
"""Statuses that count towards Discord's ban of an address (10,000 in ten minutes)."""


@dataclass(frozen=True, slots=True)
class Request:
    """One answered REST request; `body` is the parsed JSON."""

    operation: str
    method: str
    path: str
    status: int
    body: Any = None


@dataclass(frozen=True, slots=True)
class Refusal:
    """One request that Discord would not have taken, or a connection it would have closed."""

    operation: str
    status: int
    code: int
    message: str
    errors: Json | None = None

    def __str__(self) -> str:
        tail = f" {self.errors}" if self.errors else ""
        return f"{self.operation}: {self.status} ({self.code}) {self.message}{tail}"


@dataclass(slots=True)
class Ledger:
    """Append-only record; tests take refusals they expected, the rest fail the test."""

    requests: list[Request] = field(default_factory=list)
    refusals: list[Refusal] = field(default_factory=list)
    in_flight: int = 0

    @property
    def invalid(self) -> int:
        """How many answers counted towards the ban."""
        return sum(request.status in INVALID for request in self.requests)

    def of(self, operation: str) -> list[Request]:
        """The requests of one OpenAPI operation, in order."""
        return [request for request in self.requests if request.operation == operation]

    def take(self) -> list[Refusal]:
        """Hand over the refusals, as expected ones."""
        taken, self.refusals = self.refusals, []
        return taken
