"""Following the base: revisions as they are committed, here or in another process.

Within a process a bell rings. Between processes PostgreSQL's NOTIFY carries the revision
and nothing else; it is lost while a listener is disconnected, so that every follower also
looks by itself now and then. SQLite has no such message: there the looking is all.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from factbase.errors import StoreUnavailable

CHANNEL = "factbase_revision"
"""PostgreSQL channel on which each commit of facts is told."""
CONNECTING = 10.0
"""Seconds that connecting may take."""

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
        engine: says where to connect; its pool isn't used.
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
    import asyncpg  # only where it is the driver

    # The last is what asyncpg raises when a server goes away in the middle of a greeting.
    lost = (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError)
    while True:
        try:
            await _listen_once(engine, bell)
        except lost as problem:
            log.warning("base.listening.failed", error=type(problem).__name__, retry_seconds=again)
        await asyncio.sleep(again)


async def _listen_once(engine: AsyncEngine, bell: Bell) -> None:
    """Listen until the connection is lost; on one of its own, so that no pool runs short."""
    import asyncpg

    lost = asyncio.Event()

    def told(*_: Any) -> None:
        bell.ring()

    def gone(_: Any) -> None:
        lost.set()

    _, where = engine.dialect.create_connect_args(engine.url)
    connection = await asyncpg.connect(**where, timeout=CONNECTING)
    try:
        connection.add_termination_listener(gone)
        await connection.add_listener(CHANNEL, told)
        # Whatever was committed while nobody listened.
        bell.ring()
        await lost.wait()
    finally:
        connection.terminate()
