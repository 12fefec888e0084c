"""What Telegram's refusals mean for a reply: try again, never again, or nobody knows."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

from bot.errors import DeliveryError

BLOCKED = "blocked"
"""The reason of a `DeliveryError` when somebody blocked the bot, or it was thrown out."""
UNKNOWN = "unknown"
"""The reason when the answer was lost: it may have arrived."""
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Failures after which the request surely never left."""
_MARKUP = ("can't parse entities", "unsupported start tag", "unclosed start tag")
_NO_CHANGE = "message is not modified"
_GONE = ("message to delete not found", "message to edit not found", "message_id_invalid")
_TOO_OLD = ("query is too old", "query id is invalid", "query_id_invalid")


@contextmanager
def as_delivery_errors(*, repeatable: bool = False) -> Iterator[None]:
    """Telegram's errors as ours. `ChatMigrated` passes: whoever sends has to follow. What is
    `repeatable`, as an edit to the same words, is tried again when its answer was lost.
    """
    try:
        yield
    except ChatMigrated:
        raise
    except TelegramError as problem:
        error = delivery_error(problem)
        if repeatable and error.reason == UNKNOWN:
            error = DeliveryError("unreachable", final=False)
        raise error from problem


def delivery_error(problem: TelegramError) -> DeliveryError:
    """What an error means for the reply it refused.

    A reply whose answer was lost may have arrived. Telegram can't tell, and saying it twice is
    worse than not saying it, so that it counts as final.
    """
    match problem:
        case RetryAfter():
            return DeliveryError("flood", final=False, retry_after=seconds(problem))
        case Forbidden():
            return DeliveryError(BLOCKED, final=True)
        case BadRequest() | InvalidToken():
            return DeliveryError("refused", final=True)
        case NetworkError() if never_left(problem) or _refused_by_server(problem):
            return DeliveryError("unreachable", final=False)
        case _:
            return DeliveryError(UNKNOWN, final=True)


def seconds(problem: RetryAfter) -> float:
    """How long Telegram wants us to wait."""
    wait = problem.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


def never_left(problem: TelegramError) -> bool:
    """Whether the request was not even sent."""
    return isinstance(problem.__cause__, _NOT_SENT)


def _refused_by_server(problem: TelegramError) -> bool:
    """An answer came, with a 5xx: there is no failure of the line behind it."""
    return type(problem) is NetworkError and problem.__cause__ is None


def is_broken_markup(problem: TelegramError) -> bool:
    """Whether Telegram could not read our HTML."""
    return any(words in str(problem).lower() for words in _MARKUP)


def is_no_change(problem: TelegramError) -> bool:
    """Whether an edit asked for what is there already."""
    return _NO_CHANGE in str(problem).lower()


def is_gone(problem: TelegramError) -> bool:
    """Whether the message is not there any more."""
    return any(words in str(problem).lower() for words in _GONE)


def is_too_old(problem: TelegramError) -> bool:
    """Whether a query waited too long for its answer."""
    return any(words in str(problem).lower() for words in _TOO_OLD)
