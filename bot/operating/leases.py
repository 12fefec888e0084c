"""Leases: of several processes on one PostgreSQL, exactly one does a thing at a time.

For what a platform gives to one client only: Telegram's polling, a range of Discord's
shards. PostgreSQL keeps the lease as an advisory lock of one connection, so that it ends with
the process however that dies, and nobody has to guess whether it is still alive.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.storage.sql import SqlConversationBase
from bot.storage.turns import key_of
from factbase.storage.advisory import Lost, advisory_lock, answers
from factbase.storage.engine import is_sqlite

log = structlog.get_logger()

AGAIN = 2.0
"""Seconds between attempts to get a lease that somebody else holds: how long nobody polls after
a process died, at the most."""


@dataclass(frozen=True, slots=True)
class Lease:
    """Held until the block ends, or until `lost` is set: then stop at once what it was for.

    While this process can't reach the server the lease counts as held: who asks is answered from
    memory meanwhile. Most likely the server is away for everybody. Should this machine alone be
    cut off from it, another process gets the lease, and both serve until it is back.
    """

    name: str
    lost: asyncio.Event = field(default_factory=asyncio.Event)


class Leases(Protocol):
    """Hands out leases."""

    def one_of(self, names: Sequence[str]) -> AbstractAsyncContextManager[Lease]:
        """Wait until one of these is free, and hold it within the block."""
        ...


class FreeLeases:
    """For a process that is alone: every lease is free."""

    @asynccontextmanager
    async def one_of(self, names: Sequence[str]) -> AsyncIterator[Lease]:
        """The first, at once."""
        yield Lease(names[0])


class PostgresLeases:
    """Leases between all processes on one PostgreSQL."""

    def __init__(self, base: SqlConversationBase, again: float = AGAIN) -> None:
        self._base = base
        self._again = again

    @asynccontextmanager
    async def one_of(self, names: Sequence[str]) -> AsyncIterator[Lease]:
        """Wait until one of these is free, and hold it within the block."""
        while True:
            for name in names:
                async with advisory_lock(self._base.engine, key_of(f"lease {name}")) as lost:
                    if lost is None:
                        continue
                    log.info("lease_held", lease=name)
                    lease = Lease(name)
                    async with self._told(lost, lease):
                        yield lease
                    return
            await asyncio.sleep(self._again)

    @asynccontextmanager
    async def _told(self, lost: Lost, lease: Lease) -> AsyncIterator[None]:
        async def tell() -> None:
            await lost.wait()
            while not await answers(self._base.engine):
                log.warning("lease_unsure", lease=lease.name)
                await asyncio.sleep(self._again)
            log.warning("lease_lost", lease=lease.name)
            lease.lost.set()

        telling = asyncio.create_task(tell())
        try:
            yield
        finally:
            telling.cancel()
            with suppress(asyncio.CancelledError):
                await telling


def leases(base: object) -> Leases:
    """The leases that suit a base."""
    if isinstance(base, SqlConversationBase) and not is_sqlite(base.engine):
        return PostgresLeases(base)
    return FreeLeases()
