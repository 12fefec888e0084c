"""The running connection to Telegram: open, take updates in, speak, and stop in good order."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

import structlog
import telegram

from adapters.telegram import menu
from adapters.telegram.connection import open_api
from adapters.telegram.conversation import belongs, waits_for_more
from adapters.telegram.courier import TelegramCourier
from adapters.telegram.dispatch import Dispatch
from adapters.telegram.inbound import NAME, Me
from adapters.telegram.members import Members
from adapters.telegram.moving import Moving
from adapters.telegram.pace import Pace
from adapters.telegram.polling import persistent, poll
from adapters.telegram.receiving import TOGETHER, Receiver
from adapters.telegram.session import Session
from adapters.telegram.settings import TelegramSettings
from adapters.telegram.updates import ALLOWED
from adapters.telegram.webhook import Listener
from bot.delivering.posting import Posting
from bot.errors import BadSettings
from bot.wiring import Bot
from factbase.errors import StoreUnavailable

log = structlog.get_logger()

LAST_WORDS = 2.0
"""Seconds at the end for what is being said; a signal must end the process within five."""


@dataclass(frozen=True, slots=True)
class Connection:
    """A session with who takes updates in for it."""

    session: Session
    receiver: Receiver
    api: telegram.Bot


async def serve(
    bot: Bot,
    settings: TelegramSettings,
    stop: asyncio.Event,
    ready: Callable[[Connection], None] = lambda _: None,
    together: float = TOGETHER,
) -> None:
    """Serve until `stop` is set; `ready` is called once updates are about to be taken in.

    Raises:
        BadSettings: a setting is missing, or Telegram doesn't know the token.
    """
    _check(settings)
    async with AsyncExitStack() as stack:
        api = await stack.enter_async_context(open_api(settings))
        told = await persistent(api.get_me, stop)
        if told is None:
            return
        me = Me(told.id, told.username or "")
        connection = connected(bot, api, me, together)
        await menu.register_quietly(api, bot.base, me)
        sweeping = asyncio.create_task(connection.session.posting.keep_sweeping(NAME))
        stack.push_async_callback(_ended, sweeping)
        stack.push_async_callback(connection.receiver.stop, LAST_WORDS)
        await _resume(connection)
        ready(connection)
        log.info("serving", platform=NAME, webhook=bool(settings.webhook_url))
        await _receive(connection, settings, stop)


def connected(bot: Bot, api: telegram.Bot, me: Me, together: float = TOGETHER) -> Connection:
    """Everything that handlers need, put together."""
    pace = Pace()
    moving = Moving(bot.base, bot.preferences.known)
    courier = TelegramCourier(api, pace, moving)
    posting = Posting(bot.deliveries, bot.index, bot.clock, courier, turn=pace.turn)
    members = Members(api, bot.clock)
    session = Session(bot, api, me, posting, courier, members, moving)
    receiver = Receiver(
        bot.base,
        bot.clock,
        me,
        Dispatch(session),
        waits=waits_for_more,
        belongs=belongs,
        together=together,
    )
    return Connection(session, receiver, api)


def _check(settings: TelegramSettings) -> None:
    if not settings.token.get_secret_value():
        raise BadSettings("FACTBOT_TELEGRAM__TOKEN is not set")
    if settings.webhook_url and not settings.webhook_secret.get_secret_value():
        raise BadSettings(
            "FACTBOT_TELEGRAM__WEBHOOK_SECRET is not set: without it anybody could post updates"
        )


async def _resume(connection: Connection) -> None:
    try:
        left = await connection.receiver.resume(connection.api)
    except StoreUnavailable:
        log.warning("inbox_unreachable")
    else:
        log.info("resumed", platform=NAME, updates=left)


async def _receive(connection: Connection, settings: TelegramSettings, stop: asyncio.Event) -> None:
    if not settings.webhook_url:
        await poll(connection.api, connection.receiver, stop)
        return
    async with _listening(connection, settings):
        await persistent(lambda: _set_webhook(connection.api, settings), stop)
        await stop.wait()


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


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
