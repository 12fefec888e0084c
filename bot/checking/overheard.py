"""Messages that nobody addressed to us are matched one at a time, and the event loop turns in
between.

Matching holds the event loop for as long as it takes. A burst of messages would hold it for as
long as all of them take, and meanwhile nobody who asks would be answered.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar

Made = TypeVar("Made")

MOST_WAITING = 1_000
"""Messages that may wait for their turn, about a second of work. Who waits longer than that
would be answered when nobody remembers the message."""


class OverheardQueue:
    """A queue of such messages. Whoever waits in it can be struck out by name."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting: Counter[str] = Counter()
        self._struck: set[str] = set()
        self._count = 0
        self._mine = asyncio.Lock()

    @property
    def waiting(self) -> int:
        """How many wait, or are being matched."""
        return self._count

    @property
    def full(self) -> bool:
        """Whether so many wait that one more would only make all of them late."""
        return self.waiting >= self._most

    def strike(self, name: str) -> None:
        """The message of that name was changed or is gone: what waits is no longer wanted."""
        if name in self._waiting:
            self._struck.add(name)

    async def run(self, name: str, work: Callable[[], Awaitable[Made]]) -> Made | None:
        """Do this when it is its turn; none when it was struck out until it is done. The next
        one waits until the event loop turned.
        """
        self._waiting[name] += 1
        self._count += 1
        try:
            async with self._mine:
                made = None if name in self._struck else await work()
                await asyncio.sleep(0)
                return None if name in self._struck else made
        finally:
            self._waiting[name] -= 1
            self._count -= 1
            if not self._waiting[name]:
                del self._waiting[name]
                self._struck.discard(name)
