"""What the courier does when Telegram doesn't take a message as it is."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import DeliveryError
from bot.replies import NotFound

from .knowing import add
from .running import running
from .server import TelegramServer

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"
UNREADABLE = "Bad Request: can't parse entities: Unsupported start tag"


async def test_what_telegram_cannot_read_is_said_in_plain_text() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            telegram.faults.refuse("sendMessage", 400, UNREADABLE)
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            first, second = telegram.journal.named("sendMessage")
        assert first.params.values["parse_mode"] == "HTML"
        assert "parse_mode" not in second.params.values
        assert SLUG in card.text
        assert "<b>" not in card.text
        assert card.buttons == ["Sources", "Why this?", "Not this claim", "Follow", "Dismiss"]
        assert len(group.messages_from_bot) == 1


async def test_an_edit_that_telegram_cannot_read_is_made_in_plain_text() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            asked = await ann.says(group, "/check The moon is made of cheese")
            await group.next_message_from_bot()
            telegram.faults.refuse("editMessageText", 400, UNREADABLE)
            await ann.edits(asked, f"/check {HEADLINE}")
            card = await group.next_edit_by_bot()
        assert SLUG in card.text
        assert "<b>" not in card.text


async def test_a_refusal_of_another_kind_is_not_tried_in_plain_text() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            telegram.faults.refuse("sendMessage", 400, "Bad Request: TOPIC_CLOSED")
            await ann.says(group, f"/check {HEADLINE}")
            await telegram.settled()
        assert len(telegram.journal.named("sendMessage")) == 1


@pytest.mark.parametrize("in_reply", [False, True])
async def test_an_answer_to_what_was_deleted_meanwhile_is_still_given(
    in_reply: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            gate = telegram.faults.hold("sendMessage")
            said = await ann.says(group, HEADLINE if in_reply else f"/check {HEADLINE}")
            if in_reply:
                await ann.replies(said, "/check")
            await gate.reached()
            await ann.deletes(said)
            gate.release()
            card = await group.next_message_from_bot()
        assert SLUG in card.text
        assert card.reply_to is None


async def test_an_edit_whose_answer_was_lost_is_made_again() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            await add(run.bot, "lighthouse", "The old lighthouse is to be torn down.")
            await ann.says(group, "/check The old lighthouse is to be torn down")
            card = await group.next_message_from_bot()
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                (posted,) = await unit.replies.since(datetime.min.replace(tzinfo=UTC), 9)
            telegram.faults.lose_answer("editMessageText")
            edit = run.connection.session.courier.edit
            with pytest.raises(DeliveryError) as lost:
                await edit(posted, NotFound())
            assert not lost.value.final
            await edit(posted, NotFound())
            assert (await group.next_edit_by_bot()) is card
        assert "holds nothing" in card.text
        telegram.refusals.take("message is not modified")


async def test_without_a_message_to_answer_the_topic_is_named_but_for_general() -> None:
    async with TelegramServer() as telegram:
        ann, forum = telegram.user("Ann"), telegram.forum("Forum")
        topic = forum.opens_topic("Rumours", ann.account)
        async with running(telegram):
            for where in (topic, None):
                gate = telegram.faults.hold("sendMessage")
                said = await ann.says(forum, f"/check@factbot {HEADLINE}", topic=where)
                await gate.reached()
                await ann.deletes(said)
                gate.release()
                card = await forum.next_message_from_bot()
                assert SLUG in card.text
                assert card.thread_id == (topic.id if where else None)
            first, second = telegram.journal.named("sendMessage")
        assert first.params.values["message_thread_id"] == str(topic.id)
        assert "message_thread_id" not in second.params.values
