"""The private chat as a tip line: forwards, articles, look-ups, deep links."""

from __future__ import annotations

import pytest

from factbase.model import Audience

from .knowing import add
from .running import running
from .server import Message, Person, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"
PATIENCE = 60.0
"""Seconds, far more than any bundle takes to come in."""


async def ask(person: Person, text: str) -> Message:
    """Write to the bot and wait for what it says."""
    await person.tells_bot(text)
    return await person.chat.next_message_from_bot()


async def test_anything_pasted_is_a_question() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            assert SLUG in (await ask(ann, HEADLINE)).text


async def test_several_messages_forwarded_together_are_one_question(delivery: str) -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram, together=PATIENCE):
            if delivery == "polling":  # posted one by one, a comment is dealt with when it comes
                await ann.tells_bot("is this true?")
            for text in ("Look what I was sent!", HEADLINE, "Pass it on."):
                await ann.forwards(text, ann.chat)
            await ann.tells_bot("/recent")  # whatever is no forward ends the bundle
            assert SLUG in (await ann.chat.next_message_from_bot()).text
            assert "Claims on record" in (await ann.chat.next_message_from_bot()).text
            await telegram.settled()
        assert len(ann.chat.messages_from_bot) == 2


async def test_forwards_that_come_later_are_another_question() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            await ann.forwards(HEADLINE, ann.chat)
            await ann.chat.next_message_from_bot()
            await ann.forwards("The moon is made of cheese", ann.chat)
            assert "holds nothing" in (await ann.chat.next_message_from_bot()).text


async def test_a_long_article_is_searched_passage_by_passage() -> None:
    filler = " ".join(f"The mayor opened market hall number {number}." for number in range(40))
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            answer = await ask(ann, f"{filler}\n\n{HEADLINE}\n\n{filler}")
        assert SLUG in answer.text


async def test_a_picture_without_words_is_no_claim() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            await ann.shows_photo(ann.chat)
            assert "nothing to check" in (await ann.chat.next_message_from_bot()).text


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (f"/fact {SLUG}", "Since then"),
        (f"/sources {SLUG}", "Sources · " + SLUG),
        ("/search Taliban weapons", "russia-arms-taliban"),
        (f"/why {HEADLINE}", "Match: " + SLUG),
        ("/recent", "Claims on record"),
        (f"/follow {SLUG}", f"You follow {SLUG} now"),
        ("/help", "Send me a headline"),
        ("/privacy", "What is kept"),
        ("/ignoreme", "never to answer you unprompted"),
        ("/fact no-such-fact", "no such fact"),
        ("/nonsense", "Send me a headline"),
        ("/start", "Send me a headline"),
        ("/settings", "Settings belong to groups"),
        ("/addfact", "Facts belong to groups"),
        (f"/editfact {SLUG}", "Facts belong to groups"),
        (f"/retire {SLUG} because", "may not do that"),
        (f"/history {SLUG}", "History"),
        ("/cancel", "Forgotten"),
        ("/sources", "short name after the command"),
        ("/follow   ", "short name after the command"),
        ("/publish", "short name after the command"),
        ("/retire", "short name after the command"),
        ("/history", "short name after the command"),
        ("/search", "nothing to check"),
        ("/why  ", "nothing to check"),
    ],
)
async def test_lookups(command: str, expected: str) -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            assert expected in (await ask(ann, command)).text


async def test_what_is_said_twice_is_taken_back() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            await ask(ann, "/ignoreme")
            assert "With /" in (await ask(ann, "/ignoreme")).text.replace("\u2060", "")
            await ask(ann, f"/follow {SLUG}")
            assert "don't follow" in (await ask(ann, f"/follow {SLUG}")).text


async def test_a_deep_link_opens_a_card() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            await ann.opens(f"https://t.me/factbot?start=fact_{SLUG}")
            assert SLUG in (await ann.chat.next_message_from_bot()).text


async def test_buttons_in_private_answer_in_private() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram):
            card = await ask(ann, HEADLINE)
            for label, expected in (
                ("Sources", "Sources · " + SLUG),
                ("Why this?", "Match: " + SLUG),
            ):
                press = await ann.presses(card, label)
                assert (await press.answer()).text == ""
                assert expected in (await ann.chat.next_message_from_bot()).text
            follow = await ann.presses(card, "Follow")
            assert "told here" in (await follow.answer()).text


async def test_who_was_misunderstood_says_why_and_the_card_goes() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram) as run:
            card = await ask(ann, HEADLINE)
            await ann.presses(card, "Not this claim")
            asked = await ann.chat.next_message_from_bot()
            assert "What is wrong" in asked.text
            press = await ann.presses(asked, "Other claim")
            assert "moderators will see it" in (await press.answer()).text
            assert await ann.chat.next_deletion_by_bot() is card
            async with run.bot.base.begin() as unit:
                fact = await unit.facts.get(SLUG, Audience())
                (dispute,) = await unit.opinions.disputes(fact.id)
        assert dispute.reason == "other-claim"


async def test_who_found_nothing_is_told_once_there_is_an_answer() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram) as run:
            nothing = await ask(ann, "The old lighthouse is to be torn down")
            assert "holds nothing" in nothing.text
            (label,) = nothing.buttons
            press = await ann.presses(nothing, label)
            assert "You will be told here" in (await press.answer()).text
            await add(run.bot, "lighthouse", "The old lighthouse is to be torn down.")
            told = await ann.chat.next_message_from_bot(30)
        assert "lighthouse" in told.text
