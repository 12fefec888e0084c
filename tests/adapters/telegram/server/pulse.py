"""Waiting by events: whoever changes the world beats the pulse, whoever waits looks again."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
PATIENCE = 60.0  # seconds; generous, since a slow machine is no failure


class NothingHappened(AssertionError):
    """What a test waited for didn't come."""


class Pulse:
    def __init__(self) -> None:
        self._waiting: set[asyncio.Future[None]] = set()
        self.beats = 0

    def beat(self) -> None:
        self.beats += 1
        for waiter in self._waiting:
            if not waiter.done():
                waiter.set_result(None)
        self._waiting.clear()

    async def next(self) -> None:
        """Returns at the next beat."""
        waiter = asyncio.get_running_loop().create_future()
        self._waiting.add(waiter)
        try:
            await waiter
        finally:
            self._waiting.discard(waiter)

    async def until(self, look: Callable[[], T | None], what: str, patience: float = PATIENCE) -> T:
        """The first value of `look` that is neither None nor False.

        Raises:
            NothingHappened: after `patience` seconds.
        """
        try:
            async with asyncio.timeout(patience):
                while True:
                    found = look()
                    if found is not None and found is not False:
                        return found
                    await self.next()
        except TimeoutError:
            raise NothingHappened(f"waited {patience:g} s for {what}") from None
