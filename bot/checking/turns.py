"""Messages that nobody addressed to us are matched one at a time, and the event loop turns in
between.

Matching holds the event loop for as long as it takes. A burst of messages would hold it for as
long as all of them take, and meanwhile nobody who asks would be answered.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

Made = TypeVar("Made")

MOST_WAITING = 1_000
"""Messages that may wait for their turn, about a second of work. Who waits longer than that
would be answered when nobody remembers the message."""


class Turns:
    """A queue of such messages."""

    def __init__(self, most: int = MOST_WAITING) -> None:
        self._most = most
        self._waiting = 0
        self._mine = asyncio.Lock()

    @property
    def full(self) -> bool:
        """Whether so many wait that one more would only make all of them late."""
        return self._waiting >= self._most

    async def run(self, work: Callable[[], Made]) -> Made:
        """Do this when it is its turn; the next one waits until the event loop turned."""
        self._waiting += 1
        try:
            async with self._mine:
                made = work()
                await asyncio.sleep(0)
                return made
        finally:
            self._waiting -= 1
