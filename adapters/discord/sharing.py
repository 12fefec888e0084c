"""Identical processes share the shards: each takes a range that nobody runs, while it may."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from adapters.discord.places import NAME
from adapters.discord.settings import DiscordSettings
from bot.operating.leases import Leases

log = structlog.get_logger()

Serve = Callable[[DiscordSettings, asyncio.Event], Awaitable[None]]
"""Serves with these settings until the event says that the range is somebody else's."""


async def in_turns(
    leases: Leases, settings: DiscordSettings, stop: asyncio.Event, serve: Serve
) -> None:
    """Serve a free range of shards until `stop` is set; one that is lost is left at once, and
    the next free one is waited for.
    """
    waiting = _Waiting()
    working = asyncio.create_task(_work(leases, settings, stop, serve, waiting), name="shards")
    stopping = asyncio.create_task(stop.wait())
    await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if waiting.now:
        working.cancel()
        with suppress(asyncio.CancelledError):
            await working
    else:
        await working


class _Waiting:
    """Whether a process has no range yet."""

    now = True


async def _work(
    leases: Leases,
    settings: DiscordSettings,
    stop: asyncio.Event,
    serve: Serve,
    waiting: _Waiting,
) -> None:
    ranges = {name_of(part, settings): part for part in settings.ranges()}
    while not stop.is_set():
        waiting.now = True
        log.info("waiting_for_shards", platform=NAME, ranges=len(ranges))
        async with leases.one_of(list(ranges)) as lease:
            waiting.now = False
            own = settings.model_copy(
                update={"shard_ids": tuple(ranges[lease.name]), "shard_ranges": ()}
            )
            await serve(own, lease.lost)


def name_of(part: range, settings: DiscordSettings) -> str:
    """What a lease on a range is called, between all processes on one base."""
    return f"{NAME} shards {part.start}-{part.stop - 1} of {settings.shards}"
