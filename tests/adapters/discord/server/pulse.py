"""Waiting for things to happen, by events; never by sleeping."""

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE = 60.0
"""Seconds until a wait is given up: far longer than anything should take, so only loss trips it."""


class NothingCame(AssertionError):
    """What a test waited for did not happen."""


class Pulse:
    """Beats at every change of state; waiters look again at each beat."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()
        self.describe: Callable[[], str] = str
        """What to tell a test whose wait was in vain."""

    def beat(self) -> None:
        """Something changed."""
        for waiter in self._waiters:
            if not waiter.done():
                waiter.set_result(None)
        self._waiters.clear()

    async def until(
        self, found: Callable[[], T | None], what: str, patience: float | None = None
    ) -> T:
        """Wait until `found` returns something that is neither None nor False.

        Raises:
            NothingCame: it did not within `patience` seconds (`PATIENCE` when None).
        """
        seconds = PATIENCE if patience is None else patience
        try:
            async with asyncio.timeout(seconds):
                while (value := found()) is None or value is False:
                    await self._next()
                return value
        except TimeoutError:
            raise NothingCame(f"no {what} within {seconds:g} s; {self.describe()}") from None

    async def _next(self) -> None:
        waiter: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.add(waiter)
        try:
            await waiter
        finally:
            self._waiters.discard(waiter)
