"""Answers to presses: at once, and at most once."""

from __future__ import annotations

import structlog
import telegram
from telegram.error import TelegramError

from adapters.telegram.failures import is_too_old
from adapters.telegram.session import Session

log = structlog.get_logger()

TOAST = 200
"""Characters of an answer to a press (Bot API, answerCallbackQuery)."""


async def answer(
    session: Session, query: telegram.CallbackQuery, text: str = "", url: str = ""
) -> None:
    """Answer a press; one that waited too long is no error."""
    try:
        await session.api.answer_callback_query(
            query.id, text[:TOAST] or None, url=url or None, show_alert=bool(text)
        )
    except TelegramError as problem:
        if not is_too_old(problem):
            log.warning("press_not_answered", error=type(problem).__name__)
