"""Following the base: revisions as they are committed, here or in another process.

Within a process a bell rings. Between processes PostgreSQL's NOTIFY carries the revision
and nothing else; it is lost while a listener is disconnected, so that every follower also
looks by itself now and then. SQLite has no such message: there the looking is all.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from factbase.errors import StoreUnavailable
from factbase.storage.failures import in_plain_words

CHANNEL = "factbase_revision"
"""PostgreSQL channel on which each commit of facts is told."""

log = structlog.get_logger(__name__)


class Bell:
    """Wakes all who wait whenever it rings, and for good once it is closed."""

    def __init__(self) -> None:
        self._waiting: set[asyncio.Event] = set()
        self.closed = False

    @asynccontextmanager
    async def heard(self) -> AsyncIterator[asyncio.Event]:
        """An event that is set by every ring from now on; the one who waits clears it."""
        event = asyncio.Event()
        self._waiting.add(event)
        try:
            yield event
        finally:
            self._waiting.discard(event)

    def ring(self) -> None:
        """Something was committed."""
        for event in self._waiting:
            event.set()

    def close(self) -> None:
        """No more will come."""
        self.closed = True
        self.ring()


async def follow(
    bell: Bell, look: Callable[[], Awaitable[int]], every: float | None
) -> AsyncIterator[int]:
    """Give the present revision and then each newer one that is seen, until the bell closes.

    Args:
        bell: rung when there may be something new.
        look: reads the revision; `StoreUnavailable` is outlived.
        every: seconds after which to look without a ring; none to rely on the bell.
    """
    seen = -1
    async with bell.heard() as rung:
        while not bell.closed:
            rung.clear()
            found = seen
            with suppress(StoreUnavailable):
                found = await look()
            if found != seen:
                seen = found
                yield found
            with suppress(TimeoutError):
                async with asyncio.timeout(every):
                    await rung.wait()


async def announce(session: AsyncSession, revision: int) -> None:
    """Tell other processes, when this transaction commits, where PostgreSQL can."""
    if session.get_bind().dialect.name == "postgresql":
        told = {"channel": CHANNEL, "revision": str(revision)}
        await session.execute(text("SELECT pg_notify(:channel, :revision)"), told)


@asynccontextmanager
async def listening(engine: AsyncEngine, bell: Bell, again: float) -> AsyncIterator[None]:
    """Ring the bell for every revision told on PostgreSQL; elsewhere do nothing.

    Args:
        engine: gives one connection, held for as long as this context lasts.
        bell: is rung.
        again: seconds between attempts to connect after the connection was lost.
    """
    if engine.dialect.name != "postgresql":
        yield
        return
    task = asyncio.create_task(_listen(engine, bell, again))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _listen(engine: AsyncEngine, bell: Bell, again: float) -> None:
    while True:
        try:
            with in_plain_words():
                await _listen_once(engine, bell)
        except StoreUnavailable as problem:
            log.warning("base.listening.lost", problem=str(problem), retry_seconds=again)
        await asyncio.sleep(again)


async def _listen_once(engine: AsyncEngine, bell: Bell) -> None:
    lost = asyncio.Event()

    def told(*_: Any) -> None:
        bell.ring()

    def gone(_: Any) -> None:
        lost.set()

    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(engine.connect())
        driver: Any = (await connection.get_raw_connection()).driver_connection
        driver.add_termination_listener(gone)
        await driver.add_listener(CHANNEL, told)
        # Whatever was committed while nobody listened.
        bell.ring()
        try:
            await lost.wait()
        finally:
            # A pooled connection must not keep listening for its next user.
            await connection.invalidate()
