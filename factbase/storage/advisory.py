"""PostgreSQL's advisory locks for as long as a connection lives, however its process ends."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

CONNECTING = 10.0
"""Seconds that connecting may take."""
LOOKING = 5.0
"""Seconds between looks whether the connection still answers. A server that vanished without a
word is noticed after this and `ANSWERING`."""
ANSWERING = 5.0
"""Seconds that the answer may take."""

Lost = asyncio.Event
log = structlog.get_logger(__name__)


@asynccontextmanager
async def advisory_lock(engine: AsyncEngine, key: int) -> AsyncIterator[Lost | None]:
    """Try for a lock, without waiting for it; none when another holds it, or no server answers.

    Within the block the event is set as soon as the lock is known to be lost. `key` has 64
    bits, signed. On a connection of its own, so that no pool runs short.
    """
    import asyncpg  # only where it is the driver

    _, where = engine.dialect.create_connect_args(engine.url)
    try:
        connection = await asyncpg.connect(**where, timeout=CONNECTING)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as problem:
        log.warning("lock.unreachable", error=type(problem).__name__)
        yield None
        return
    lost = Lost()
    connection.add_termination_listener(lambda _: lost.set())
    watching = None
    try:
        if not await connection.fetchval("SELECT pg_try_advisory_lock($1)", key):
            yield None
            return
        watching = asyncio.create_task(_watch(connection, lost))
        yield lost
    finally:
        if watching is not None:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching
        # Ends the server's side of it, and the lock with it.
        connection.terminate()


async def answers(engine: AsyncEngine) -> bool:
    """Whether the server can be reached: also one that refuses us can hand out locks."""
    import asyncpg  # only where it is the driver

    _, where = engine.dialect.create_connect_args(engine.url)
    try:
        connection = await asyncpg.connect(**where, timeout=CONNECTING)
    except (OSError, TimeoutError, asyncpg.InterfaceError, asyncpg.CannotConnectNowError):
        return False
    except asyncpg.PostgresError:
        return True
    connection.terminate()
    return True


async def _watch(connection: Any, lost: Lost) -> None:
    """Ask now and then: a network that swallows everything closes no connection."""
    import asyncpg

    while not lost.is_set():
        await asyncio.sleep(LOOKING)
        try:
            await connection.fetchval("SELECT 1", timeout=ANSWERING)
        except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
            lost.set()
