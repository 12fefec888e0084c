"""A session at work: what was left is dealt with, and what is left to say is said."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import structlog
import telegram

from adapters.telegram.inbound import NAME
from adapters.telegram.pace import Pace
from adapters.telegram.recalling import remember
from adapters.telegram.receiving import Receiver
from adapters.telegram.session import Session
from factbase.errors import StoreUnavailable

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Connection:
    """A session with who takes updates in for it, and the pace at which it speaks."""

    session: Session
    receiver: Receiver
    api: telegram.Bot
    pace: Pace


@asynccontextmanager
async def speaking(connection: Connection) -> AsyncIterator[None]:
    """Say what is left to say, minding what was said just before, by whatever process."""
    session = connection.session
    await remember(connection.pace, session.bot.base, session.bot.clock.now())
    async with beside(session.posting.keep_sweeping(NAME)):
        yield


async def resume(connection: Connection, older: timedelta = timedelta(0)) -> None:
    """Deal with updates that were taken in so long ago and not dealt with."""
    try:
        left = await connection.receiver.resume(connection.api, older)
    except StoreUnavailable:
        log.warning("inbox_unreachable")
    else:
        log.info("resumed", platform=NAME, updates=left)


@asynccontextmanager
async def beside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """Have something done for as long as the block runs."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
