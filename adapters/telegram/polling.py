"""Long polling: ask for updates, take them in, and confirm them with the next question."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import TypeVar

import structlog
import telegram
from telegram.error import Conflict, InvalidToken, RetryAfter, TelegramError

from adapters.telegram.failures import seconds
from adapters.telegram.receiving import Receiver
from adapters.telegram.updates import ALLOWED
from bot.errors import BadSettings

log = structlog.get_logger()

WAIT = timedelta(seconds=30)
"""How long Telegram holds a question that nothing answers."""
AGAIN = 0.5
LONGEST_PAUSE = 60.0
"""Seconds before asking again after a failure: doubling from the first to the last."""

T = TypeVar("T")


async def poll(api: telegram.Bot, receiver: Receiver, stop: asyncio.Event) -> None:
    """Take updates in until `stop` is set.

    Raises:
        BadSettings: Telegram doesn't know the token.
    """
    await persistent(api.delete_webhook, stop)
    offset = 0
    while not stop.is_set():
        ask = partial(api.get_updates, offset=offset, timeout=WAIT, allowed_updates=ALLOWED)
        updates = await persistent(ask, stop)
        if updates:
            await receiver.take(updates)
            offset = updates[-1].update_id + 1
            await unless_stopped(receiver.room(), stop)


async def persistent(ask: Callable[[], Awaitable[T]], stop: asyncio.Event) -> T | None:
    """Ask until there is an answer, with growing pauses; none when stopped meanwhile.

    Raises:
        BadSettings: Telegram doesn't know the token.
    """
    pause = AGAIN
    while not stop.is_set():
        try:
            return await unless_stopped(ask(), stop)
        except InvalidToken:
            raise BadSettings("FACTBOT_TELEGRAM__TOKEN: Telegram doesn't know it") from None
        except TelegramError as problem:
            wait = max(pause, seconds(problem) if isinstance(problem, RetryAfter) else 0.0)
            log.warning(
                "telegram_unreachable",
                error=type(problem).__name__,
                pause=wait,
                other_consumer=isinstance(problem, Conflict),
            )
        await unless_stopped(asyncio.sleep(wait), stop)
        pause = min(pause * 2, LONGEST_PAUSE)
    return None


async def unless_stopped(work: Awaitable[T], stop: asyncio.Event) -> T | None:
    """The result of `work`; none when `stop` was set first, and then it is cancelled."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.create_task(stop.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, stopping):
            if not task.done():
                task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)
