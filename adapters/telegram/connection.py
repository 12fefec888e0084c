"""The line to Telegram: addresses, connections, patience, and nothing of it in the log."""

from __future__ import annotations

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import telegram
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from adapters.telegram.settings import TelegramSettings

CLOUD = "https://api.telegram.org/bot"
CLOUD_FILES = "https://api.telegram.org/file/bot"
CONNECTIONS = 32
"""Connections at once; more requests wait for their turn."""


class Line(HTTPXRequest):
    """HTTP that writes no answer to the log: what can't be read may hold people's words."""

    @staticmethod
    def parse_json_payload(payload: bytes) -> Any:
        """Telegram's answer. Raises `TelegramError` without quoting it."""
        try:
            return json.loads(payload.decode("utf-8", "replace"))
        except ValueError:
            raise TelegramError("Invalid server response") from None


@asynccontextmanager
async def open_api(settings: TelegramSettings) -> AsyncIterator[telegram.Bot]:
    """Telegram's methods, at the addresses that the settings name.

    Nothing is asked of Telegram yet, so that it may be away.
    """
    # python-telegram-bot warns on every flood limit until it is told how to count time.
    os.environ.setdefault("PTB_TIMEDELTA", "true")
    api = telegram.Bot(
        settings.token.get_secret_value(),
        base_url=settings.api_base_url or CLOUD,
        base_file_url=settings.api_file_url or CLOUD_FILES,
        request=Line(connection_pool_size=CONNECTIONS, pool_timeout=30.0, read_timeout=10.0),
        get_updates_request=Line(connection_pool_size=2, pool_timeout=5.0, read_timeout=10.0),
    )
    requests = api._request  # noqa: SLF001 - `initialize` would ask getMe, once and impatiently
    try:
        for request in requests:
            await request.initialize()
        yield api
    finally:
        for request in requests:
            await request.shutdown()
