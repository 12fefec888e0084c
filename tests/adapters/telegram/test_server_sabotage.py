"""Mistakes of a careless adapter: each is refused in Telegram's words and fails the test."""

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    ReplyParameters,
)
from telegram.error import BadRequest

from .server import ManualClock, Person, ProtocolBroken, TelegramServer
from .server.sample_bot import bare_bot

Deed = Callable[[Bot, TelegramServer, Person], Awaitable[Any]]


def button(**what: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Sources", **what)]])


async def too_much_data(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.send_message(ann.id, "card", reply_markup=button(callback_data="x" * 65))


async def too_much_data_in_bytes(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.send_message(ann.id, "card", reply_markup=button(callback_data="ä" * 33))


async def a_button_to_nowhere(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.send_message(ann.id, "card", reply_markup=button(url="http://localhost"))


async def broken_html(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.send_message(ann.id, "<b>5 < 6</b>", parse_mode="HTML")


async def unclosed_html(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.send_message(ann.id, "<b>card", parse_mode="HTML")


async def too_long(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.send_message(ann.id, f"<b>{'x' * 4097}</b>", parse_mode="HTML")


async def too_long_in_utf16(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.send_message(ann.id, "🏟" * 2049)


async def nothing(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.send_message(ann.id, "<b> </b>", parse_mode="HTML")


async def wrong_thread(bot: Bot, telegram: TelegramServer, _ann: Person) -> None:
    await bot.send_message(telegram.forum("Forum").id, "card", message_thread_id=77)


async def general_thread(bot: Bot, telegram: TelegramServer, _ann: Person) -> None:
    await bot.send_message(telegram.forum("Forum").id, "card", message_thread_id=1)


async def thread_in_a_group(bot: Bot, telegram: TelegramServer, _ann: Person) -> None:
    await bot.send_message(telegram.supergroup("News").id, "card", message_thread_id=5)


async def wrong_quote(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    message = await ann.tells_bot("The tower is closed")
    reply = ReplyParameters(message.id, quote="the tower")
    await bot.send_message(ann.id, "card", reply_parameters=reply)


async def unknown_chat(bot: Bot, _telegram: TelegramServer, _ann: Person) -> None:
    await bot.send_message(4_000_000_000, "card")


async def unknown_reaction(bot: Bot, _telegram: TelegramServer, ann: Person) -> None:
    await bot.set_message_reaction(ann.id, (await ann.tells_bot("x")).id, "🧪")


async def long_command(bot: Bot, _telegram: TelegramServer, _ann: Person) -> None:
    await bot.set_my_commands([("Check", "with a capital")])


async def bad_secret(bot: Bot, _telegram: TelegramServer, _ann: Person) -> None:
    await bot.set_webhook("http://127.0.0.1:9/", secret_token="not allowed!")


MISTAKES: dict[Deed, str] = {
    too_much_data: "BUTTON_DATA_INVALID",
    too_much_data_in_bytes: "BUTTON_DATA_INVALID",
    a_button_to_nowhere: "inline keyboard button URL 'http://localhost' is invalid",
    broken_html: 'can\'t parse entities: Unsupported start tag "" at byte offset 5',
    unclosed_html: "can't parse entities: Can't find end tag corresponding to start tag \"b\"",
    too_long: "message is too long",
    too_long_in_utf16: "message is too long",
    nothing: "message text is empty",
    wrong_thread: "message thread not found",
    general_thread: "message thread not found",
    thread_in_a_group: "message thread not found",
    wrong_quote: "QUOTE_TEXT_INVALID",
    unknown_chat: "chat not found",
    unknown_reaction: "REACTION_INVALID",
    long_command: "BOT_COMMAND_INVALID",
    bad_secret: "secret token contains unallowed characters",
}


@pytest.mark.parametrize("deed", MISTAKES, ids=lambda deed: deed.__name__)
async def test_a_mistake_is_refused_and_fails_the_test_that_didnt_expect_it(deed: Deed) -> None:
    telegram = TelegramServer()
    await telegram.start()
    ann = telegram.user("Ann")
    await ann.starts_bot()
    async with bare_bot(telegram) as bot:
        with pytest.raises(BadRequest) as refused:
            await deed(bot, telegram, ann)
    await telegram.stop()
    assert MISTAKES[deed].lower() in refused.value.message.lower()  # PTB changes the case
    with pytest.raises(ProtocolBroken):
        telegram.check()
    telegram.refusals.take(MISTAKES[deed])
    telegram.check()


async def test_the_limits_themselves_are_allowed() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.starts_bot()
        markup = button(callback_data="x" * 64)
        text = f"<b>{'x' * 4094}</b>&lt;&amp;"
        await bot.send_message(ann.id, text, parse_mode="HTML", reply_markup=markup)
        sent = await ann.chat.next_message_from_bot()
        assert len(sent.text) == 4096
        assert sent.buttons == ["Sources"]


async def test_an_unanswered_button_is_noticed() -> None:
    telegram = TelegramServer()
    await telegram.start()
    ann = telegram.user("Ann")
    await ann.starts_bot()
    async with bare_bot(telegram) as bot:
        await bot.send_message(ann.id, "card", reply_markup=button(callback_data="sources"))
        press = await ann.presses(await ann.chat.next_message_from_bot(), "Sources")
    await telegram.stop()
    with pytest.raises(ProtocolBroken, match="never answered: button 'sources'"):
        telegram.check()
    press.forgive()
    telegram.check()


async def test_a_button_is_answered_once_and_in_time() -> None:
    clock = ManualClock()
    async with TelegramServer(clock=clock) as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.starts_bot()
        await bot.send_message(ann.id, "card", reply_markup=button(callback_data="sources"))
        card = await ann.chat.next_message_from_bot()
        first = await ann.presses(card, "Sources")
        with pytest.raises(BadRequest, match="Message_too_long"):
            await bot.answer_callback_query(first.callback.id, "x" * 201)
        telegram.refusals.take("MESSAGE_TOO_LONG")
        await bot.answer_callback_query(first.callback.id, "x" * 200, show_alert=True)
        assert (await first.answer()).show_alert
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(first.callback.id)
        late = await ann.presses(card, "Sources")
        clock.advance(31)
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_callback_query(late.callback.id)
        late.forgive()


async def test_what_telegram_drops_in_silence_is_noticed() -> None:
    telegram = TelegramServer()
    await telegram.start()
    ann = telegram.user("Ann")
    await ann.starts_bot()
    async with bare_bot(telegram) as bot:
        text = '<a href="http://intranet/x">Source</a>'
        no_preview = LinkPreviewOptions(is_disabled=True)
        await bot.send_message(ann.id, text, parse_mode="HTML", link_preview_options=no_preview)
        link = f"https://t.me/factbot?start={'x' * 65}"
        await bot.send_message(ann.id, "card", reply_markup=button(url=link))
    await telegram.stop()
    with pytest.raises(ProtocolBroken) as found:
        telegram.check()
    assert "http://intranet/x" in str(found.value)
    assert "a deep link carries what /start never delivers" in str(found.value)
