"""Buttons under cards in groups, pressed by whoever asked, by others, and by nobody we know."""

from __future__ import annotations

import pytest

from bot.storage.memory import MemoryConversationBase

from .knowing import add_twins
from .running import running
from .server import ManualClock, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"


async def test_sources_come_in_private_to_who_has_started_the_bot() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.starts_bot()
            await ann.chat.next_message_from_bot()
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            press = await ann.presses(card, "Sources")
            assert "in private" in (await press.answer()).text
            sources = await ann.chat.next_message_from_bot()
        assert sources.text.startswith("Sources")
        assert len(group.messages_from_bot) == 1


async def test_who_has_not_started_the_bot_is_led_to_it() -> None:
    async with TelegramServer() as telegram:
        ann, ben, group = telegram.user("Ann"), telegram.user("Ben"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            press = await ben.presses(card, "Sources")
            link = (await press.answer()).url
            assert link.startswith("https://t.me/factbot?start=")
            await ben.opens(link)
            assert (await ben.chat.next_message_from_bot()).text.startswith("Sources")


async def test_why_in_a_group_still_has_the_words_that_were_asked_about() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.starts_bot()
            await ann.chat.next_message_from_bot()
            await ann.says(group, f"/check {HEADLINE}")
            await ann.presses(await group.next_message_from_bot(), "Why")
            assert "Match: " + SLUG in (await ann.chat.next_message_from_bot()).text


async def test_only_who_asked_and_moderators_may_dismiss() -> None:
    async with TelegramServer() as telegram:
        ann, ben, eve = (telegram.user(name) for name in ("Ann", "Ben", "Eve"))
        group = telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram):
            cards = []
            for person in (ann, ben):
                await person.says(group, f"/check@factbot {HEADLINE}")
                cards.append(await group.next_message_from_bot())
            refused = await (await ben.presses(cards[0], "Dismiss")).answer()
            assert "may not" in refused.text
            done = await (await ann.presses(cards[0], "Dismiss")).answer()
            assert done.text == "Taken away."
            assert await group.next_deletion_by_bot() is cards[0]
            await telegram.settled()
        assert group.messages_from_bot == [cards[1]]


async def test_an_administrator_may_dismiss() -> None:
    async with TelegramServer() as telegram:
        ann, eve, group = telegram.user("Ann"), telegram.user("Eve"), telegram.supergroup("News")
        eve.becomes_admin(group)
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            await (await eve.presses(await group.next_message_from_bot(), "Dismiss")).answer()
            await group.next_deletion_by_bot()


async def test_buttons_survive_a_restart() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, base):
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
        async with running(telegram, base):
            press = await ann.presses(card, "Dismiss")
            assert (await press.answer()).text == "Taken away."
            await group.next_deletion_by_bot()


async def test_who_asked_picks_a_candidate_and_gets_the_card_in_its_place() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            await add_twins(run.bot)
            await ann.says(group, "/check The harbour bridge is closed")
            offered = await group.next_message_from_bot()
            assert offered.buttons == ["Show 1", "Show 2"]
            press = await ann.presses(offered, "Show 1")
            assert (await press.answer()).text == ""
            changed = await group.next_edit_by_bot()
        assert changed is offered
        assert "Claim:" in changed.text


async def test_a_press_that_waited_too_long_still_does_its_work() -> None:
    clock = ManualClock()
    async with TelegramServer(clock=clock) as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            gate = telegram.faults.hold("answerCallbackQuery")
            press = await ann.presses(card, "Dismiss")
            await gate.reached()
            clock.advance(60)
            gate.release()
            await group.next_deletion_by_bot()
            press.forgive()
        telegram.refusals.take("query is too old")


async def test_a_made_up_payload_is_answered_and_does_nothing() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            for data in ("nonsense", "f1:d:000000000000::", "p1:mode:off", "w1:claim:x"):
                card.keyboard[0][0]["callback_data"] = data
                await (await ann.presses(card, "Sources")).answer()
            await telegram.settled()
        assert not card.deleted
