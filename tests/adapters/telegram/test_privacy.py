"""What is kept about somebody: shown, handed over, forgotten after one question."""

from __future__ import annotations

import json

import pytest

from .running import running
from .server import Person, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

SLUG = "russia-taliban-alliance"


async def follows(person: Person) -> None:
    await person.tells_bot(f"/follow {SLUG}")
    assert "follow" in (await person.chat.next_message_from_bot()).text


async def test_the_table_names_what_waits_to_be_dealt_with() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            await ann.tells_bot("/privacy")
            told = (await ann.chat.next_message_from_bot()).text
        assert "What was written to me until it is dealt with, and then only its number: 2" in told


async def test_everything_kept_is_handed_over_as_a_file() -> None:
    async with TelegramServer() as telegram:
        ann, ben = telegram.user("Ann"), telegram.user("Ben")
        async with running(telegram):
            await follows(ann)
            await follows(ben)
            asked = await ann.tells_bot("/privacy export")
            sent = await ann.chat.next_message_from_bot()
            assert sent.reply_to is asked
            (call,) = telegram.journal.named("sendDocument")
        assert sent.body["document"]["file_name"] == "factbot.json"
        told = json.loads(call.params.values["document"])
        assert len(told["kept"]["follows"]) == 1
        assert "Kept beside it" in told["also"][0]


async def test_deleting_asks_once_and_then_forgets() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram) as run:
            await follows(ann)
            await ann.tells_bot("/privacy delete")
            question = await ann.chat.next_message_from_bot()
            assert question.buttons == ["Delete it", "Keep it"]
            await (await ann.presses(question, "Keep it")).answer()
            assert "Nothing was deleted" in (await ann.chat.next_edit_by_bot()).text
            assert question.buttons == []
            await ann.tells_bot("/privacy delete")
            question = await ann.chat.next_message_from_bot()
            await (await ann.presses(question, "Delete it")).answer()
            assert "What stays" in (await ann.chat.next_edit_by_bot()).text
            async with run.bot.base.begin() as unit:
                kept = await unit.personal.of(run.bot.people.hash(f"telegram:{ann.id}"))
            assert not any(kept.values())


async def test_in_a_group_nothing_personal_is_said() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            for what in ("export", "delete"):
                await ann.says(group, f"/privacy {what}")
                assert "between you and me" in (await group.next_message_from_bot()).text
        assert telegram.journal.named("sendDocument") == []


async def test_another_s_button_forgets_nobody() -> None:
    async with TelegramServer() as telegram:
        ann, ben, group = telegram.user("Ann"), telegram.user("Ben"), telegram.supergroup("News")
        async with running(telegram) as run:
            await follows(ben)
            await ann.says(group, "/check Moscow's New Ally in Afghanistan")
            card = await group.next_message_from_bot()
            card.keyboard[0][0]["callback_data"] = "y1:erase"
            await (await ben.presses(card, "Sources")).answer()
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                kept = await unit.personal.of(run.bot.people.hash(f"telegram:{ben.id}"))
            assert kept["follows"]


async def test_a_file_that_is_not_taken_now_is_said_so() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            telegram.faults.bad_gateway("sendDocument")
            await ann.tells_bot("/privacy export")
            assert "ask again" in (await ann.chat.next_message_from_bot()).text
