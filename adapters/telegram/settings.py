"""Telegram's section of the settings: `FACTBOT_TELEGRAM__...`."""

from __future__ import annotations

from pydantic import Field, SecretStr

from bot.settings import Section


class TelegramSettings(Section):
    """How to reach Telegram.

    `api_base_url` and `api_file_url` point at a self-hosted Bot API server; empty takes
    Telegram's own. With `webhook_url` updates are received at `webhook_listen`:`webhook_port`
    and must carry `webhook_secret`; without it the bot polls.
    """

    token: SecretStr = SecretStr("")
    api_base_url: str = ""
    api_file_url: str = ""
    webhook_url: str = ""
    webhook_listen: str = "127.0.0.1"
    webhook_port: int = Field(default=8443, ge=1, le=65_535)
    webhook_secret: SecretStr = SecretStr("")
