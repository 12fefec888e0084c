"""How addresses of sources answered when they were last looked at."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """How an address answered last: when, how often in a row it did not, and with what."""

    url: str
    at: datetime
    failures: int = 0
    status: str = ""


class SourceStore(Protocol):
    """Looks at addresses, within one unit of work."""

    async def last(self, urls: Collection[str]) -> dict[str, SourceCheck]:
        """The last look at each of these addresses that was looked at; at most some hundreds."""
        ...

    async def put(self, check: SourceCheck) -> None:
        """Store a look instead of the one before."""
        ...
