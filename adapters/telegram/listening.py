"""Updates by webhook: any number of processes may stand behind its one address."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial
from urllib.parse import urlsplit

import telegram

from adapters.telegram.inbound import NAME
from adapters.telegram.polling import persistent, unless_stopped
from adapters.telegram.settings import TelegramSettings
from adapters.telegram.sharing import one_at_a_time
from adapters.telegram.updates import ALLOWED
from adapters.telegram.webhook import Listener
from adapters.telegram.working import Connection, beside, resume, speaking
from bot.errors import BadSettings
from bot.operating.leases import FreeLeases, leases

LEFT = timedelta(minutes=1)
"""An update that was taken in so long ago and isn't dealt with belonged to a process that died:
most take less than a second."""


async def listen(connection: Connection, settings: TelegramSettings, stop: asyncio.Event) -> None:
    """Take in what is posted, until `stop` is set."""
    async with speaking(connection), _left(connection, stop), _listening(connection, settings):
        await persistent(partial(_set_webhook, connection.api, settings), stop)
        await stop.wait()


@asynccontextmanager
async def _left(connection: Connection, stop: asyncio.Event) -> AsyncIterator[None]:
    """Whoever is alone takes up what was left at once. Among several, one does it, and what is
    young may be in somebody's hands.
    """
    held = leases(connection.session.bot.base)
    if isinstance(held, FreeLeases):
        await resume(connection)
        yield
        return
    name = f"{NAME} left {connection.session.me.id}"
    async with beside(one_at_a_time(held, name, stop, partial(_take_over, connection))):
        yield


async def _take_over(connection: Connection, over: asyncio.Event) -> None:
    while not over.is_set():
        await resume(connection, LEFT)
        await unless_stopped(asyncio.sleep(LEFT.total_seconds()), over)


@asynccontextmanager
async def _listening(connection: Connection, settings: TelegramSettings) -> AsyncIterator[None]:
    """The webhook's server."""
    path = urlsplit(settings.webhook_url).path or "/"
    secret = settings.webhook_secret.get_secret_value()
    listener = Listener(connection.api, connection.receiver, path, secret)
    try:
        server = await asyncio.start_server(
            listener.connected, settings.webhook_listen, settings.webhook_port
        )
    except OSError as problem:
        raise BadSettings(
            f"FACTBOT_TELEGRAM__WEBHOOK_PORT: can't listen there: {problem.strerror}"
        ) from problem
    try:
        yield
    finally:
        server.close()
        listener.close()


async def _set_webhook(api: telegram.Bot, settings: TelegramSettings) -> bool:
    return await api.set_webhook(
        settings.webhook_url,
        secret_token=settings.webhook_secret.get_secret_value(),
        allowed_updates=ALLOWED,
    )
