"""Of several processes on one base exactly one polls: Telegram hands updates to one alone."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress

import structlog

from adapters.telegram.inbound import NAME
from adapters.telegram.polling import unless_stopped
from bot.operating.leases import Leases

log = structlog.get_logger()

Work = Callable[[asyncio.Event], Awaitable[None]]
"""Done by one process at a time, until the event says that it's over."""


async def one_at_a_time(leases: Leases, name: str, stop: asyncio.Event, work: Work) -> None:
    """Do what one process may do at a time, whenever it is this one's turn, until `stop` is set.

    Whoever loses the lease is told so at once, and waits for it again.
    """
    while not stop.is_set():
        log.info("waiting_for_lease", platform=NAME, lease=name)
        async with AsyncExitStack() as stack:
            held = stack.enter_async_context(leases.one_of([name]))
            lease = await unless_stopped(held, stop)
            if lease is None:
                return
            async with _either(stop, lease.lost) as over:
                await work(over)


@asynccontextmanager
async def _either(one: asyncio.Event, other: asyncio.Event) -> AsyncIterator[asyncio.Event]:
    """An event that is set as soon as one of two is."""
    over = asyncio.Event()

    async def follow(event: asyncio.Event) -> None:
        await event.wait()
        over.set()

    following = [asyncio.create_task(follow(event)) for event in (one, other)]
    try:
        yield over
    finally:
        for task in following:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
