"""What people do with the bot in groups, told as conversations."""

from __future__ import annotations

import pytest

from .running import running
from .server import TelegramServer
from .server.model import Message

pytestmark = pytest.mark.usefixtures("delivery")

HEADLINE = "Moscow's New Ally in Afghanistan"


def is_card(message: Message) -> bool:
    return "Claim:" in message.text and "russia-taliban-alliance" in message.text


async def test_check_answers_with_a_card() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            asked = await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            await telegram.settled()
        assert is_card(card)
        assert card.reply_to is asked
        assert card.buttons == ["Sources", "Why this?", "Not this claim", "Follow", "Dismiss"]
        assert len(group.messages_from_bot) == 1


async def test_check_in_reply_checks_the_message_and_answers_below_it() -> None:
    async with TelegramServer() as telegram:
        ann, ben, group = telegram.user("Ann"), telegram.user("Ben"), telegram.supergroup("News")
        async with running(telegram):
            claim = await ben.says(group, HEADLINE)
            await ann.replies(claim, "/check")
            card = await group.next_message_from_bot()
        assert is_card(card)
        assert card.reply_to is claim


async def test_check_in_reply_reads_captions_quotes_and_forwards() -> None:
    async with TelegramServer() as telegram:
        ann, ben = telegram.user("Ann"), telegram.user("Ben")
        places = [telegram.supergroup(name) for name in ("Photo", "Quote", "Forward")]
        async with running(telegram):
            photo = await ben.shows_photo(places[0], HEADLINE)
            await ann.replies(photo, "/check")
            long = await ben.says(places[1], f"The weather is fine. {HEADLINE}. Good night.")
            await ann.replies(long, "/check", quote=HEADLINE)
            forward = await ben.forwards(HEADLINE, places[2])
            await ann.replies(forward, "/check")
            cards = [await place.next_message_from_bot() for place in places]
        assert all(is_card(card) for card in cards)


async def test_of_a_message_elsewhere_only_the_quote_is_known() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        channel = telegram.channel("Agency")
        async with running(telegram):
            post = await channel.posts(HEADLINE)
            await ann.says(group, "/check", reply_to=post, quote=HEADLINE)
            card = await group.next_message_from_bot()
            await ann.says(group, "/check", reply_to=post)
            hidden = await group.next_message_from_bot()
        assert is_card(card)
        assert "doesn't show me the text" in hidden.text


async def test_a_mention_is_a_question() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, f"🙂🙂 @FactBot {HEADLINE}?")
            card = await group.next_message_from_bot()
        assert is_card(card)


async def test_check_for_another_bot_is_none_of_ours() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot="administrator")
        async with running(telegram):
            await ann.says(group, f"/check@other_bot {HEADLINE}")
            await ann.says(group, f"/check@factbot {HEADLINE}")
            await telegram.settled()
        assert len(group.messages_from_bot) == 1


async def test_a_command_in_a_caption_is_a_claim_to_check() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.shows_photo(group, f"/check {HEADLINE}")
            assert is_card(await group.next_message_from_bot())
            await ann.shows_photo(group, "/recent")
            await telegram.settled()
        assert len(group.messages_from_bot) == 1


async def test_sources_in_answer_to_a_card() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            asked = await ann.replies(card, "Sources?")
            sources = await group.next_message_from_bot()
        assert sources.reply_to is asked
        assert sources.text.startswith("Sources · russia-taliban-alliance")
        assert "https://tass.com/politics/1945243" in sources.links.values()


async def test_thanks_under_a_card_are_no_question() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            await ann.replies(card, "Thanks, that is good to know, my dear bot")
            await telegram.settled()
            assert len(group.messages_from_bot) == 1
            await ann.replies(card, "Has Russia taken the Taliban off its terrorist list?")
            assert "russia-taliban-terror-list" in (await group.next_message_from_bot()).text


async def test_nothing_found_says_so_without_calling_it_true() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, "/check The moon is made of cheese")
            answer = await group.next_message_from_bot()
        assert "holds nothing on this" in answer.text
        assert "doesn't make it true" in answer.text


async def test_chatter_gets_no_answer_even_where_the_bot_sees_everything() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot="administrator")
        async with running(telegram) as run:
            await ann.says(group, HEADLINE)
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                assert await unit.inbox.open("telegram") == ()
        assert group.messages_from_bot == []


async def test_a_second_question_gets_a_pointer_to_the_first_card() -> None:
    async with TelegramServer() as telegram:
        ann, ben, group = telegram.user("Ann"), telegram.user("Ben"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            await ben.says(group, f"/check {HEADLINE}")
            pointer = await group.next_message_from_bot()
        assert "answered here a moment ago" in pointer.text
        number = str(group.id).removeprefix("-100")
        (link,) = pointer.links.values()
        assert link.startswith(f"https://t.me/c/{number}/{card.id}")


async def test_an_edit_changes_the_answer_and_never_adds_one() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            asked = await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
            await ann.edits(asked, "/check Russia has taken the Taliban off its terrorist list")
            changed = await group.next_edit_by_bot()
            assert changed is card
            assert "russia-taliban-terror-list" in changed.text
            await ann.edits(asked, "/check The moon is made of cheese")
            assert "holds nothing" in (await group.next_edit_by_bot()).text
            await telegram.settled()
        assert len(group.chat.events["sent"]) == 1


async def test_an_edit_that_no_longer_addresses_us_removes_the_answer() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot="administrator")
        async with running(telegram):
            asked = await ann.says(group, f"/check {HEADLINE}")
            await group.next_message_from_bot()
            await ann.edits(asked, "never mind")
            await group.next_deletion_by_bot()
        assert group.messages_from_bot == []


async def test_an_edit_of_what_was_not_answered_adds_nothing() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot="administrator")
        async with running(telegram):
            said = await ann.says(group, "hello")
            await ann.edits(said, f"/check {HEADLINE}")
            await telegram.settled()
        assert group.messages_from_bot == []


async def test_a_repeated_update_is_answered_once() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            telegram.faults.repeat_updates()
            await ann.says(group, "/help")
            await group.next_message_from_bot()
            await telegram.settled()
            telegram.redelivers(telegram.updates[0])
            await telegram.settled()
        assert len(group.messages_from_bot) == 1


async def test_an_anonymous_administrator_may_ask() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        ann.becomes_admin(group, anonymous=True)
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            assert is_card(await group.next_message_from_bot())


async def test_a_channel_may_ask_in_its_group_and_other_bots_may_not() -> None:
    async with TelegramServer() as telegram:
        group = telegram.supergroup("News", bot="administrator")
        channel, robot = telegram.channel("Agency"), telegram.user("Robot", is_bot=True)
        async with running(telegram):
            await channel.says_in(group, f"/check@factbot {HEADLINE}")
            assert is_card(await group.next_message_from_bot())
            await robot.says(group, f"/check@factbot {HEADLINE}")
            await telegram.settled()
        assert len(group.messages_from_bot) == 1


async def test_the_reader_is_answered_in_their_language() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann", language_code="ru"), telegram.supergroup("News")
        async with running(telegram):
            await ann.says(group, f"/check {HEADLINE}")
            card = await group.next_message_from_bot()
        assert "Утверждение" in card.text
        assert "Источники" in card.buttons


async def test_asking_too_often_is_said_once() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, questions=1):
            for number in range(4):
                await ann.says(group, f"/check The moon is made of cheese, part {number}")
            await telegram.settled()
        answers = [message.text for message in group.messages_from_bot]
        assert len(answers) == 2
        assert "try again" in answers[1]
