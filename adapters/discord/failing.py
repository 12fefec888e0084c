"""discord.py's errors as the bot's: final, or worth another attempt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import aiohttp
import discord

from bot.errors import DeliveryError
from bot.observing import code_of

_TOO_MANY = 429

TROUBLE = (discord.DiscordException, aiohttp.ClientError, OSError, TimeoutError)
"""All that a request to Discord may raise."""


@contextmanager
def as_delivery(forbidden: Callable[[], None] | None = None) -> Iterator[None]:
    """Turn what Discord refuses into `DeliveryError`; `forbidden` hears of a 403."""
    try:
        yield
    except TROUBLE as problem:
        if isinstance(problem, discord.Forbidden) and forbidden is not None:
            forbidden()
        raise _delivery(problem) from None


def _delivery(problem: BaseException) -> DeliveryError:
    if isinstance(problem, discord.RateLimited):
        return DeliveryError("rate-limited", final=False, retry_after=problem.retry_after)
    if isinstance(problem, discord.DiscordServerError):
        return DeliveryError("server-error", final=False)
    if isinstance(problem, discord.HTTPException):
        return _refused(problem)
    if isinstance(problem, discord.DiscordException):
        return DeliveryError(code_of(problem), final=True)
    return DeliveryError("connection", final=False)


def _refused(problem: discord.HTTPException) -> DeliveryError:
    if problem.status == _TOO_MANY:
        return DeliveryError("rate-limited", final=False)
    known = {403: "forbidden", 404: "gone"}
    return DeliveryError(known.get(problem.status, f"refused-{problem.code}"), final=True)
