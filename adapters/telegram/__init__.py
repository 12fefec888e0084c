"""Telegram as a platform."""

from adapters.telegram.platform import TelegramPlatform

platform = TelegramPlatform()
