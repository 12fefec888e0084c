"""Topics, channels, groups that move, and being added, muted or thrown out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.delivering.unreachable import is_unreachable
from bot.errors import DeliveryError
from bot.messages import Place
from bot.places.behaviour import Mode, PlaceSettings
from bot.privacy.leaving import GRACE
from bot.privacy.retention import Retaining
from bot.replies import NotFound
from bot.settings import Retention

from .running import Ahead, Running, running
from .server import BotSettings, TelegramServer

pytestmark = pytest.mark.usefixtures("delivery")

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"


async def put(run: Running, place_id: int, settings: PlaceSettings) -> None:
    async with run.bot.base.begin() as unit:
        await unit.places.put("telegram", str(place_id), settings)
        await unit.commit()
    run.bot.preferences.known.forget()


async def test_a_reply_keeps_the_topic() -> None:
    async with TelegramServer() as telegram:
        ann, forum = telegram.user("Ann"), telegram.forum("Forum")
        topic = forum.opens_topic("Rumours", ann.account)
        async with running(telegram):
            await ann.says(forum, f"/check@factbot {HEADLINE}", topic=topic)
            card = await forum.next_message_from_bot()
            assert card.thread_id == topic.id
            await ann.says(forum, f"/check@factbot {HEADLINE}")
            general = await forum.next_message_from_bot()
        assert general.thread_id is None
        # Cooldown holds for a topic, not for the whole forum.
        assert SLUG in general.text


async def test_a_closed_topic_is_no_disaster() -> None:
    async with TelegramServer() as telegram:
        ann, forum = telegram.user("Ann"), telegram.forum("Forum")
        ann.becomes_admin(forum)
        topic = forum.opens_topic("Rumours", ann.account)
        async with running(telegram):
            asked = await ann.says(forum, "/help@factbot", topic=topic)
            await forum.next_message_from_bot()
            forum.closes_topic(topic, ann.account)
            await ann.replies(asked, f"/check@factbot {HEADLINE}")
            await telegram.settled()
            await ann.says(forum, "/help@factbot")
            await forum.next_message_from_bot()
        assert "TOPIC_CLOSED" in telegram.refusals.texts[0]


async def test_a_channel_post_in_its_discussion_group_is_watched() -> None:
    async with TelegramServer() as telegram:
        group = telegram.supergroup("Talk", bot="administrator")
        channel = telegram.channel("Agency", discussion=group)
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(mode=Mode.UNPROMPTED))
            post = await channel.posts(HEADLINE)
            card = await group.next_message_from_bot()
        assert card.reply_to is channel.discussion_of(post)


async def test_a_group_that_becomes_a_supergroup_keeps_what_was_set() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.group("News")
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(locale="ru", cooldown=600))
            await ann.says(group, f"/check {HEADLINE}")
            await group.next_message_from_bot()
            new = group.migrates()
            await ann.says(new, f"/check {HEADLINE}")
            pointer = await new.next_message_from_bot()
            await telegram.settled()
        assert "здесь только что" in pointer.text or "Это уже" in pointer.text


async def test_a_move_that_was_not_announced_is_learned_from_the_refusal() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.group("News")
        async with running(telegram) as run:
            await put(run, group.id, PlaceSettings(locale="ru"))
            gate = telegram.faults.hold()
            await ann.says(group, f"/check {HEADLINE}")
            await gate.reached()
            new = group.migrates(announced=False)
            gate.release()
            card = await new.next_message_from_bot()
            assert SLUG in card.text
            settings = await run.bot.preferences.settings(
                Place("telegram", str(new.id), server=str(new.id))
            )
        assert settings.locale == "ru"


async def test_a_card_left_behind_by_an_unannounced_move_ends_nothing() -> None:
    """Its message is out of reach, which is no accident; the group is followed all the same."""
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.group("News")
        async with running(telegram) as run:
            await ann.says(group, f"/check {HEADLINE}")
            await group.next_message_from_bot()
            await run.connection.receiver.idle()
            async with run.bot.base.begin() as unit:
                (posted,) = await unit.replies.since(run.bot.clock.now() - timedelta(days=1), 1)
            new = group.migrates(announced=False)
            courier = run.connection.session.courier
            for work in (courier.edit(posted, NotFound()), courier.remove(posted)):
                with pytest.raises(DeliveryError, match="moved") as refused:
                    await work
                assert refused.value.final
            kept = await run.bot.deliveries.find(posted.id)
        assert kept is not None
        assert kept.place.id == str(new.id)


async def test_who_adds_the_bot_is_told_what_it_can_see() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot=None)
        async with running(telegram):
            group.adds_bot(ann.account)
            greeting = await group.next_message_from_bot()
        assert "I see commands, mentions and answers to me here" in greeting.text


async def test_a_bot_without_privacy_mode_says_that_it_sees_everything() -> None:
    async with TelegramServer(BotSettings(privacy=False)) as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot=None)
        async with running(telegram):
            group.adds_bot(ann.account)
            assert "I see every message here" in (await group.next_message_from_bot()).text


async def test_a_muted_bot_tells_the_one_who_added_it() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot=None)
        async with running(telegram):
            await ann.starts_bot()
            await ann.chat.next_message_from_bot()
            group.adds_bot(ann.account, status="restricted")
            told = await ann.chat.next_message_from_bot()
        assert "I may not write here" in told.text


async def test_who_blocks_the_bot_is_remembered_until_they_come_back() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        place = Place("telegram", str(ann.id))
        async with running(telegram) as run:
            await ann.starts_bot()
            await ann.chat.next_message_from_bot()
            await ann.blocks_bot()
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                assert await is_unreachable(unit, place)
            await ann.unblocks_bot()
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                assert not await is_unreachable(unit, place)


async def test_being_thrown_out_while_answering_is_remembered() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            telegram.faults.refuse("sendMessage", 403, "Forbidden: bot was kicked from the chat")
            await ann.says(group, f"/check {HEADLINE}")
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                assert await is_unreachable(unit, Place("telegram", str(group.id)))


async def test_a_group_that_removed_the_bot_is_forgotten_in_time_unless_it_comes_back() -> None:
    async with TelegramServer() as telegram:
        eve = telegram.user("Eve")
        gone, back = telegram.supergroup("Gone"), telegram.supergroup("Back")
        for group in (gone, back):
            eve.becomes_admin(group)
        async with running(telegram) as run:
            for group in (gone, back):
                await eve.says(group, "/settings mode quiet")
                await group.next_message_from_bot()
                group.kicks_bot(eve.account)
            back.adds_bot(eve.account)
            await telegram.settled()
            month = Retaining(run.bot.base, Ahead(GRACE), Retention(replies=999))
            await month.sweep()
            async with run.bot.base.begin() as unit:
                modes = [
                    (await unit.places.settings(Place("telegram", str(group.id)))).mode
                    for group in (gone, back)
                ]
        assert modes == [Mode.ADDRESSED, Mode.QUIET]
