"""Inline queries, inserted results, and guest queries."""

from typing import Any

import pytest
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from .server import BotSettings, TelegramServer
from .server.sample_bot import bare_bot


def article(number: int, text: str = "<b>card</b>", **more: Any) -> InlineQueryResultArticle:
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(str(number), f"Fact {number}", content, **more)


async def test_an_inline_query_is_answered_and_a_result_inserted() -> None:
    settings = BotSettings(inline_feedback=True)
    async with TelegramServer(settings) as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        asked = await ann.asks_inline("tower " * 60)
        (update,) = await bot.get_updates()
        assert update.inline_query is not None
        assert len(update.inline_query.query) == 256
        markup = InlineKeyboardMarkup([[InlineKeyboardButton("Sources", callback_data="s")]])
        results = [article(1), article(2, reply_markup=markup)]
        await update.inline_query.answer(results, cache_time=5, is_personal=True)
        assert [one["title"] for one in await asked.results()] == ["Fact 1", "Fact 2"]
        assert asked.query.answer is not None
        assert (asked.query.answer["cache_time"], asked.query.answer["is_personal"]) == (5, True)
        inserted = await ann.picks(asked, group, 1)
        assert inserted.text == "card"
        own, chosen = await bot.get_updates(offset=update.update_id + 1)
        assert own.message is not None
        assert own.message.via_bot == bot.bot
        assert chosen.chosen_inline_result is not None
        assert chosen.chosen_inline_result.inline_message_id == inserted.inline_id
        press = await ann.presses(inserted, "Sources")
        await bot.answer_callback_query(press.callback.id)
        await bot.edit_message_text("newer card", inline_message_id=inserted.inline_id)
        assert (await group.next_edit_by_bot()).text == "newer card"


async def test_the_bot_hears_nothing_of_results_inserted_elsewhere() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("Elsewhere", bot=None)
        asked = await ann.asks_inline("tower")
        await bot.answer_inline_query(asked.query.id, [article(1)])
        await ann.picks(asked, group)
        assert [update.kind for update in telegram.updates] == ["inline_query"]


@pytest.mark.parametrize(
    ("results", "why"),
    [
        ([article(1), article(1)], "RESULT_ID_DUPLICATE"),
        ([article(10**64)], "RESULT_ID_INVALID"),
        ([article(1, "<b>card")], "Can't find end tag"),
        ([article(1, "x" * 4097)], "MESSAGE_TOO_LONG"),
    ],
)
async def test_bad_results_are_refused(results: list[InlineQueryResultArticle], why: str) -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        asked = await telegram.user("Ann").asks_inline("tower")
        with pytest.raises(BadRequest):
            await bot.answer_inline_query(asked.query.id, results)
        telegram.refusals.take(why)


async def test_an_inline_query_is_answered_once() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        asked = await telegram.user("Ann").asks_inline("tower")
        await bot.answer_inline_query(asked.query.id, [])
        assert await asked.results() == []
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_inline_query(asked.query.id, [])


async def test_a_guest_query_is_answered_in_a_chat_the_bot_is_not_in() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("Elsewhere", bot=None)
        claim = await ann.says(group, "the tower is closed")
        asked = await ann.asks_as_guest(group, "@factbot true?", reply_to=claim)
        (update,) = await bot.get_updates()
        message = update.guest_message
        assert message is not None
        assert message.guest_query_id is not None
        assert message.reply_to_message is not None
        assert message.reply_to_message.text == "the tower is closed"
        await bot.answer_guest_query(message.guest_query_id, article(1))
        reply = await asked.answer()
        assert reply.text == "card"
        assert reply.reply_to is asked.query.question
        assert reply.body["guest_bot_caller_user"]["id"] == ann.id
        with pytest.raises(BadRequest, match="Query is too old"):
            await bot.answer_guest_query(message.guest_query_id, article(1))
        with pytest.raises(AssertionError, match="no guest in a chat it is a member of"):
            await ann.asks_as_guest(telegram.supergroup("Home"), "@factbot true?")
