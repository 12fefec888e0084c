"""What surrounds every handler: errors end here, endings are waited for, messages take turns."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from weakref import WeakValueDictionary

import structlog

log = structlog.get_logger()

Apology = Callable[[], Awaitable[None]]


class Boundary:
    """Runs handlers so that no error escapes and none is cut off in the middle."""

    def __init__(self) -> None:
        self._running: set[asyncio.Task[object]] = set()
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self.closing = False

    async def run(
        self, event: str, work: Callable[[], Awaitable[None]], apology: Apology | None = None
    ) -> None:
        """Do the work of one event. An error is logged by its type and never raised; then
        `apology` is said.
        """
        if self.closing:
            return
        task = asyncio.current_task()
        if task is None:
            raise RuntimeError("a handler runs in a task")
        self._running.add(task)
        try:
            await work()
        except Exception:  # discord.py would only print it, and nobody would be told
            log.exception("event_failed", platform="discord", event_kind=event)
            if apology is not None:
                await self._apologise(apology)
        finally:
            self._running.discard(task)

    async def _apologise(self, apology: Apology) -> None:
        try:
            await apology()
        except Exception:  # what broke the answer may break the apology, too
            log.exception("apology_failed", platform="discord")

    @asynccontextmanager
    async def turn(self, message_id: str) -> AsyncIterator[None]:
        """One handler at a time for each message: an edit waits until the answer is out."""
        lock = self._turns.setdefault(message_id, asyncio.Lock())
        async with lock:
            yield

    async def drain(self, seconds: float) -> int:
        """Start nothing new and wait for what is running; the rest is cancelled. Returns how
        many were.
        """
        self.closing = True
        running = self._running - {asyncio.current_task()}
        if not running:
            return 0
        _, late = await asyncio.wait(running, timeout=seconds)
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return len(late)
