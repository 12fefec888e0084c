"""Privacy mode: what reaches the bot in a group, and what doesn't."""

from typing import Any

import pytest

from .server import BotSettings, Group, Person, TelegramServer
from .server.sample_bot import bare_bot


def texts(telegram: TelegramServer) -> list[str]:
    """The messages the bot was sent, service messages aside."""
    found: list[dict[str, Any]] = [u.payload for u in telegram.updates if "text" in u.payload]
    return [message["text"] for message in found]


async def chatter(ann: Person, group: Group) -> None:
    await ann.says(group, "just talk")
    await ann.says(group, "/check the tower is closed")
    await ann.says(group, "/check@factbot the tower is closed")
    await ann.says(group, "/check@otherbot the tower is closed")
    await ann.says(group, "is it true @factbot?")
    await ann.says(group, "see /check in the middle")


async def test_with_privacy_on_commands_and_mentions_arrive() -> None:
    async with TelegramServer() as telegram:
        await chatter(telegram.user("Ann"), telegram.supergroup("News"))
        assert texts(telegram) == [
            "/check the tower is closed",
            "/check@factbot the tower is closed",
            "is it true @factbot?",
        ]


async def test_by_the_formal_list_mentions_do_not_arrive() -> None:
    async with TelegramServer(BotSettings(mentions_arrive=False)) as telegram:
        await chatter(telegram.user("Ann"), telegram.supergroup("News"))
        assert len(texts(telegram)) == 2


async def test_with_privacy_off_everything_arrives() -> None:
    async with TelegramServer(BotSettings(privacy=False)) as telegram:
        await chatter(telegram.user("Ann"), telegram.supergroup("News"))
        assert len(texts(telegram)) == 6


async def test_an_administrator_sees_everything() -> None:
    async with TelegramServer() as telegram:
        await chatter(telegram.user("Ann"), telegram.supergroup("News", bot="administrator"))
        assert len(texts(telegram)) == 6


async def test_a_reply_to_the_bot_arrives_with_the_original() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        await bot.send_message(group.id, "The card")
        card = await group.next_message_from_bot()
        await ann.replies(card, "sources?", quote="card")
        claim = await ann.says(group, "the tower is closed")
        await ann.replies(claim, "/check")
        first, second = (u.message for u in await bot.get_updates())
        assert first is not None
        assert second is not None
        assert first.reply_to_message is not None
        assert first.reply_to_message.text == "The card"
        assert first.quote is not None
        assert (first.quote.text, first.quote.position) == ("card", 4)
        assert second.reply_to_message is not None
        assert second.reply_to_message.text == "the tower is closed"


async def test_a_bare_command_goes_to_the_bot_that_spoke_last() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        rival = telegram.user("Rival", username="otherbot", is_bot=True)
        await rival.says(group, "I am here")
        await ann.says(group, "/help")
        assert texts(telegram) == []
        await bot.send_message(group.id, "Hello")
        await ann.says(group, "/help")
        assert texts(telegram) == ["/help"]


async def test_other_bots_are_never_heard() -> None:
    async with TelegramServer(BotSettings(privacy=False)) as telegram:
        rival = telegram.user("Rival", username="otherbot", is_bot=True)
        await rival.says(telegram.supergroup("News"), "/check@factbot something")
        assert texts(telegram) == []


@pytest.mark.parametrize("privacy", [True, False])
async def test_service_messages_always_arrive(*, privacy: bool) -> None:
    async with TelegramServer(BotSettings(privacy=privacy)) as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        await ann.joins(group)
        await ann.leaves(group)
        joined, left = (update.payload for update in telegram.updates)
        assert [one["id"] for one in joined["new_chat_members"]] == [ann.id]
        assert left["left_chat_member"]["id"] == ann.id


async def test_get_me_tells_what_botfather_was_told() -> None:
    settings = BotSettings(privacy=False, inline=False, guest_queries=False)
    async with TelegramServer(settings) as telegram, bare_bot(telegram) as bot:
        assert bot.bot.can_read_all_group_messages
        assert not bot.bot.supports_inline_queries
        assert not bot.bot.supports_guest_queries
