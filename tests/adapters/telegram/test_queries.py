"""Questions from chats that the bot isn't in."""

from __future__ import annotations

import pytest

from .running import running
from .server import TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"


async def test_an_inline_query_lists_cards_to_insert() -> None:
    async with TelegramServer() as telegram:
        ann, ben = telegram.user("Ann"), telegram.user("Ben", language_code="ru")
        friends = telegram.supergroup("Friends", bot=None)
        async with running(telegram):
            asked = await ann.asks_inline(HEADLINE)
            results = await asked.results()
            assert asked.query.titles[0].endswith("Earlier finding overtaken by later events")
            assert (asked.query.answer or {})["cache_time"] <= 10
            inserted = await ann.picks(asked, friends)
            assert SLUG in inserted.text
            link = inserted.keyboard[0][0]["url"]
            await ben.opens(link)
            assert SLUG in (await ben.chat.next_message_from_bot()).text
        assert results[0]["description"].startswith("Russia has made the Taliban")


async def test_our_own_inline_result_is_no_question() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot="administrator")
        async with running(telegram):
            asked = await ann.asks_inline(HEADLINE)
            await asked.results()
            await ann.picks(asked, group)
            await ann.picks(asked, ann.chat)
            await telegram.settled()
        assert group.messages_from_bot == []
        assert ann.chat.messages_from_bot == []


async def test_an_inline_query_without_results_leads_to_the_private_chat() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            asked = await ann.asks_inline("zzzz qqqq xxxx")
            assert await asked.results() == []
            button = (asked.query.answer or {})["button"]
        assert button["start_parameter"] == "help"


async def test_an_empty_inline_query_lists_the_newest() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            asked = await ann.asks_inline("")
            assert len(await asked.results()) == 5


async def test_a_guest_query_is_answered_once_and_leaves_no_trace() -> None:
    async with TelegramServer() as telegram:
        ann, ben = telegram.user("Ann"), telegram.user("Ben")
        friends = telegram.supergroup("Friends", bot=None)
        async with running(telegram) as run:
            claim = await ben.says(friends, HEADLINE)
            asked = await ann.asks_as_guest(friends, "@factbot", reply_to=claim)
            answer = await asked.answer()
            assert SLUG in answer.text
            again = await ann.asks_as_guest(friends, f"@factbot {HEADLINE}")
            assert SLUG in (await again.answer()).text
            nothing = await ann.asks_as_guest(friends, "@factbot The moon is made of cheese")
            assert "holds nothing" in (await nothing.answer()).text
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                assert await unit.replies.unfinished("telegram") == ()
                assert await unit.inbox.open("telegram") == ()
