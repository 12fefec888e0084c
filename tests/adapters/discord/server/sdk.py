"""Running an unmodified discord.py against the server, in the same process."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from .server import DiscordServer


@contextmanager
def pointed_at(server: DiscordServer) -> Iterator[None]:
    """Point discord.py at the server; these two attributes are all that is touched."""
    base, gateway = Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY
    Route.BASE = server.base_url
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(server.gateway_url)
    try:
        yield
    finally:
        Route.BASE, DiscordWebSocket.DEFAULT_GATEWAY = base, gateway


@asynccontextmanager
async def running(
    server: DiscordServer, client: discord.Client, *, ready: bool = True
) -> AsyncIterator[asyncio.Task[None]]:
    """Run a client until the block ends; yields the task of its `start`.

    With `ready`, the block begins when the client has been sent all it is owed (its `on_ready`
    comes two seconds later and nobody should need it).
    """
    with pointed_at(server):
        task = asyncio.create_task(client.start(server.token), name="client under test")
        try:
            if ready:
                await _ready_or_dead(server, task)
            yield task
        finally:
            await client.close()
            task.cancel()
            with suppress(asyncio.CancelledError, discord.DiscordException):
                await task


async def _ready_or_dead(server: DiscordServer, client: asyncio.Task[None]) -> None:
    """Wait for the connection; a client that dies before it says why at once."""
    ready = asyncio.create_task(server.ready())
    await asyncio.wait({client, ready}, return_when=asyncio.FIRST_COMPLETED)
    if not ready.done():
        ready.cancel()
        await client
    await ready
