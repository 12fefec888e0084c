"""Delivery by webhook: with the secret, in order, again after a failure, and repeated on demand."""

from typing import Any

import pytest
from telegram import Update
from telegram.error import BadRequest
from telegram.ext import CallbackContext, MessageHandler, filters

from .server import TelegramServer
from .server.sample_bot import bare_bot, listening

Context = CallbackContext[Any, Any, Any, Any]


async def echo(update: Update, _context: Context) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(f"You said: {update.effective_message.text}")


HANDLER = MessageHandler(filters.TEXT, echo)


async def test_updates_are_posted_with_the_secret() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with listening(telegram, HANDLER) as listener:
            await ann.tells_bot("hello")
            assert (await ann.chat.next_message_from_bot()).text == "You said: hello"
            await telegram.settled()
        assert listener.turned_away == 0
        assert telegram.webhook_answers == [(telegram.updates[0].id, 200)]


async def test_a_wrong_secret_is_turned_away_and_the_update_waits() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with listening(telegram, HANDLER, told="wrong-secret") as listener:
            await ann.tells_bot("hello")
            await telegram.until(lambda: len(telegram.webhook_answers) > 2, "three attempts")
            assert {status for _, status in telegram.webhook_answers} == {403}
            assert listener.received == []
            async with bare_bot(telegram) as bot:
                info = await bot.get_webhook_info()
            assert info.pending_update_count == 1
            assert info.last_error_message == "Wrong response from the webhook: 403 Forbidden"
        assert listener.turned_away > 2


async def test_a_failed_delivery_is_repeated_and_order_is_kept_within_a_chat() -> None:
    async with TelegramServer() as telegram:
        ann, ben = telegram.user("Ann"), telegram.user("Ben")
        async with listening(telegram, HANDLER) as listener:
            listener.failing = 2
            await ann.tells_bot("one")
            await ann.tells_bot("two")
            await ben.tells_bot("other")
            assert (await ann.chat.next_message_from_bot()).text == "You said: one"
            assert (await ann.chat.next_message_from_bot()).text == "You said: two"
            assert (await ben.chat.next_message_from_bot()).text == "You said: other"
            await telegram.settled()
        assert sorted(listener.received) == [update.id for update in telegram.updates]


async def test_an_update_can_come_twice_with_the_same_id() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with listening(telegram, HANDLER) as listener:
            telegram.faults.repeat_updates()
            await ann.tells_bot("hello")
            await ann.chat.next_message_from_bot()
            await telegram.settled()
        assert len(listener.received) == 2
        assert len(set(listener.received)) == 1


async def test_deleting_the_webhook_leaves_what_is_pending() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await bot.set_webhook("http://127.0.0.1:9/nobody", allowed_updates=["message"])
        await ann.tells_bot("hello")
        await telegram.until(lambda: telegram.world.health.last_error, "a failed delivery")
        info = await bot.get_webhook_info()
        assert list(info.allowed_updates) == ["message"]
        await bot.delete_webhook()
        assert len(await bot.get_updates()) == 1
        await bot.delete_webhook(drop_pending_updates=True)
        assert await bot.get_updates() == ()


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/hook", "An HTTPS URL must be provided"),
        ("https://example.org:5000/hook", "only on ports 80, 88, 443 or 8443"),
        ("ftp://example.org/", "invalid URL"),
    ],
)
async def test_the_cloud_takes_only_its_own_kind_of_address(url: str, why: str) -> None:
    async with TelegramServer(cloud=True) as telegram, bare_bot(telegram) as bot:
        with pytest.raises(BadRequest):
            await bot.set_webhook(url)
        telegram.refusals.take(why)


@pytest.mark.parametrize(("secret", "status"), [("right-secret", 200), ("wrong", 403), (None, 403)])
async def test_a_stranger_can_forge_an_update_but_not_the_secret(
    secret: str | None, status: int
) -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        await ann.starts_bot()
        async with listening(telegram, HANDLER) as listener:
            assert await telegram.forges_update(ann, "hello", secret) == status
            await telegram.settled()
        assert listener.turned_away == (status == 403)


async def test_an_old_update_can_come_again() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with listening(telegram, HANDLER) as listener:
            await ann.tells_bot("hello")
            await telegram.settled()
            telegram.redelivers(telegram.updates[0])
            await telegram.settled()
        assert listener.received == [telegram.updates[0].id] * 2
