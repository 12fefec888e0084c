"""What an operator asks of Telegram: is everything set up, and what should be changed?"""

from __future__ import annotations

from collections.abc import Iterator

import telegram
from telegram.error import InvalidToken, TelegramError

from adapters.telegram import menu
from adapters.telegram.connection import open_api
from adapters.telegram.inbound import Me
from adapters.telegram.settings import TelegramSettings
from bot.errors import BadSettings, Unreachable
from bot.operating.doctor import Finding, Health
from bot.wiring import Bot


async def examine(settings: TelegramSettings) -> tuple[Finding, ...]:
    """Look at the bot's account and at how updates reach it. Changes nothing."""
    if not settings.token.get_secret_value():
        return (Finding("token", Health.BROKEN, "FACTBOT_TELEGRAM__TOKEN is not set"),)
    async with open_api(settings) as api:
        try:
            me = await api.get_me()
            hook = await api.get_webhook_info()
        except InvalidToken:
            about = "Telegram doesn't know it: take the one that BotFather shows"
            return (Finding("token", Health.BROKEN, about),)
        except TelegramError as problem:
            about = f"can't be reached ({type(problem).__name__})"
            return (Finding("telegram", Health.BROKEN, about),)
    return (*_account(me), *_updates(settings, hook))


def _account(me: telegram.User) -> Iterator[Finding]:
    yield Finding("token", Health.FINE, f"belongs to @{me.username}")
    if me.can_read_all_group_messages:
        about = "off: groups that the bot was added to since show it every message"
    else:
        about = (
            "on: commands, mentions and answers reach the bot, which is all that 'when asked' "
            "needs. For other modes make it an administrator, or switch it off (BotFather, "
            "/setprivacy) and add the bot to its groups again"
        )
    yield Finding("privacy mode", Health.FINE, about)
    for part, given, switch in (
        ("groups", me.can_join_groups, "/setjoingroups"),
        ("inline mode", me.supports_inline_queries, "/setinline"),
        ("guest queries", me.supports_guest_queries, "its settings"),
    ):
        about = "on" if given else f"off: switch it on with BotFather, {switch}"
        yield Finding(part, Health.FINE if given else Health.WARNING, about)


def _updates(settings: TelegramSettings, hook: telegram.WebhookInfo) -> Iterator[Finding]:
    wanted = settings.webhook_url
    if not wanted:
        if hook.url:
            about = "a webhook is set; polling takes it away when it starts"
            yield Finding("updates", Health.WARNING, about)
        else:
            yield Finding("updates", Health.FINE, f"polling; {hook.pending_update_count} waiting")
        return
    if not settings.webhook_secret.get_secret_value():
        yield Finding("webhook", Health.BROKEN, "FACTBOT_TELEGRAM__WEBHOOK_SECRET is not set")
    if hook.url != wanted:
        yield Finding("webhook", Health.WARNING, "not set yet; the bot sets it when it starts")
    elif hook.last_error_message:
        about = f"Telegram says: {hook.last_error_message}; {hook.pending_update_count} waiting"
        yield Finding("webhook", Health.BROKEN, about)
    else:
        yield Finding("webhook", Health.FINE, f"set; {hook.pending_update_count} waiting")


async def tell_commands(bot: Bot, settings: TelegramSettings) -> None:
    """Register the commands, changed or not.

    Raises:
        BadSettings: without a token, or with one that Telegram doesn't know.
        Unreachable: Telegram can't be reached, or refuses.
    """
    if not settings.token.get_secret_value():
        raise BadSettings("FACTBOT_TELEGRAM__TOKEN is not set")
    async with open_api(settings) as api:
        try:
            me = await api.get_me()
            known = Me(me.id, me.username or "")
            await menu.register(api, bot.base, known, anyway=True)
        except InvalidToken:
            raise BadSettings("FACTBOT_TELEGRAM__TOKEN: Telegram doesn't know it") from None
        except TelegramError as problem:
            raise Unreachable("Telegram", problem) from None
