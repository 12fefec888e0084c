"""The running connection to Telegram: open, take updates in, speak, and stop in good order."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from functools import partial

import structlog
import telegram

from adapters.telegram import menu
from adapters.telegram.connection import open_api
from adapters.telegram.conversation import belongs, waits_for_more
from adapters.telegram.courier import TelegramCourier
from adapters.telegram.dispatch import Dispatch
from adapters.telegram.inbound import NAME, Me
from adapters.telegram.listening import listen
from adapters.telegram.members import Members
from adapters.telegram.moving import Moving
from adapters.telegram.pace import Pace
from adapters.telegram.polling import persistent, poll
from adapters.telegram.receiving import TOGETHER, Receiver
from adapters.telegram.session import Session
from adapters.telegram.settings import TelegramSettings
from adapters.telegram.sharing import one_at_a_time
from adapters.telegram.working import Connection, resume, speaking
from bot.delivering.posting import Posting
from bot.errors import BadSettings
from bot.operating.leases import leases
from bot.wiring import Bot

log = structlog.get_logger()

LAST_WORDS = 2.0
"""Seconds at the end for what is being said; a signal must end the process within five."""


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
        stack.push_async_callback(connection.receiver.stop, LAST_WORDS)
        ready(connection)
        log.info("serving", platform=NAME, webhook=bool(settings.webhook_url))
        if settings.webhook_url:
            await listen(connection, settings, stop)
        else:
            work = partial(_poll, connection, stop)
            await one_at_a_time(leases(bot.base), f"{NAME} poll {me.id}", stop, work)


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
    return Connection(session, receiver, api, pace)


def _check(settings: TelegramSettings) -> None:
    if not settings.token.get_secret_value():
        raise BadSettings("FACTBOT_TELEGRAM__TOKEN is not set")
    if settings.webhook_url and not settings.webhook_secret.get_secret_value():
        raise BadSettings(
            "FACTBOT_TELEGRAM__WEBHOOK_SECRET is not set: without it anybody could post updates"
        )


async def _poll(connection: Connection, stop: asyncio.Event, over: asyncio.Event) -> None:
    """Poll until it's over. Who lost the right to leaves what isn't begun to who has it now."""
    async with speaking(connection):
        await resume(connection)
        await poll(connection.api, connection.receiver, over)
        if not stop.is_set():
            await connection.receiver.leave()
