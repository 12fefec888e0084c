"""Groups, topics, channels, migration, anonymous admins, coming, going and being blocked."""

import pytest
from telegram import ReplyParameters
from telegram.error import BadRequest, ChatMigrated, Forbidden, TelegramError

from .server import BotSettings, TelegramServer
from .server.origins import from_hidden
from .server.sample_bot import bare_bot

OPEN = BotSettings(privacy=False)


async def test_ids_are_wider_than_32_bits() -> None:
    async with TelegramServer() as telegram:
        ids = [telegram.user("Ann").id, telegram.group("A").id, telegram.supergroup("B").id]
        assert all(abs(one) > 2**32 for one in ids)


async def test_a_group_migrates_by_update_and_by_error() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        group = telegram.group("News")
        there = group.migrates()
        to, since = (u.message for u in await bot.get_updates())
        assert to is not None
        assert since is not None
        assert (to.chat.id, to.migrate_to_chat_id) == (group.id, there.id)
        assert (since.chat.id, since.migrate_from_chat_id) == (there.id, group.id)
        with pytest.raises(ChatMigrated) as moved:
            await bot.send_message(group.id, "card")
        assert moved.value.new_chat_id == there.id
        await bot.send_message(there.id, "card")
        await there.next_message_from_bot()


async def test_an_unannounced_migration_is_learnt_from_the_error() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        group = telegram.group("News")
        group.migrates(announced=False)
        assert telegram.updates == []
        with pytest.raises(ChatMigrated):
            await bot.send_message(group.id, "card")


async def test_topics_are_kept_by_replying_and_general_has_no_id() -> None:
    async with TelegramServer(OPEN) as telegram, bare_bot(telegram) as bot:
        ann, forum = telegram.user("Ann"), telegram.forum("Forum")
        topic = forum.opens_topic("Rumours", ann.account)
        claim = await ann.says(forum, "the tower is closed", topic=topic)
        await bot.send_message(forum.id, "card", reply_parameters=ReplyParameters(claim.id))
        card = await forum.next_message_from_bot()
        assert card.thread_id == topic.id
        assert card.body["is_topic_message"]
        await bot.send_message(forum.id, "in General")
        assert (await forum.next_message_from_bot()).thread_id is None
        await bot.send_message(forum.id, "in the topic", message_thread_id=topic.id)
        assert (await forum.next_message_from_bot()).thread_id == topic.id


async def test_a_closed_topic_is_closed_to_all_but_admins() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, forum = telegram.user("Ann"), telegram.forum("Forum")
        topic = forum.opens_topic("Rumours", ann.account)
        forum.closes_topic(topic, ann.account)
        with pytest.raises(BadRequest, match="Topic_closed"):
            await bot.send_message(forum.id, "card", message_thread_id=topic.id)
        forum.promotes_bot(ann.account)
        await bot.send_message(forum.id, "card", message_thread_id=topic.id)


async def test_replies_outside_forums_have_a_thread_that_is_no_topic() -> None:
    async with TelegramServer(OPEN) as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        claim = await ann.says(group, "the tower is closed")
        question = await ann.replies(claim, "really?")
        assert question.thread_id == claim.id
        assert "is_topic_message" not in question.body
        update = (await bot.get_updates())[-1]
        assert update.message is not None
        await update.message.reply_text("card", do_quote=True)  # passes the thread id by itself
        assert (await group.next_message_from_bot()).reply_to is question


async def test_a_channel_post_is_forwarded_into_its_discussion_group() -> None:
    async with TelegramServer(OPEN) as telegram, bare_bot(telegram) as bot:
        group = telegram.supergroup("Discussion")
        channel = telegram.channel("Channel", bot="administrator", discussion=group)
        post = await channel.posts("The tower is closed")
        direct, copy = await bot.get_updates()
        assert direct.channel_post is not None
        assert direct.channel_post.sender_chat is not None
        assert copy.message is not None
        assert copy.message.is_automatic_forward
        assert copy.message.forward_origin is not None
        assert copy.message.forward_origin.to_dict()["message_id"] == post.id
        assert (await bot.get_chat(channel.id)).linked_chat_id == group.id
        await bot.send_message(channel.id, "as the channel")
        sent = await channel.next_message_from_bot()
        assert sent.body["sender_chat"]["id"] == channel.id


async def test_a_channel_where_the_bot_may_not_post() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        channel = telegram.channel("Channel", bot="member")
        with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
            await bot.send_message(channel.id, "card")


async def test_an_anonymous_admin_speaks_as_the_group_but_presses_as_themselves() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        ann.becomes_admin(group, anonymous=True)
        await ann.says(group, "/settings")
        (update,) = await bot.get_updates()
        message = update.message
        assert message is not None
        assert message.from_user is not None
        assert message.from_user.username == "GroupAnonymousBot"
        assert message.sender_chat == message.chat
        (admin,) = await bot.get_chat_administrators(group.id)
        assert admin.user.id == ann.id
        assert admin.to_dict()["is_anonymous"]


async def test_forwards_show_the_kind_of_origin() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, ben = telegram.user("Ann"), telegram.user("Ben", hides_forwards=True)
        group = telegram.supergroup("News", bot=None)
        post = await telegram.channel("Channel").posts("from a channel")
        await ann.forwards(await ann.says(group, "from me"), ann.chat)
        await ann.forwards(await ben.says(group, "from Ben"), ann.chat)
        await ann.forwards(post, ann.chat)
        ann.becomes_admin(group, anonymous=True)
        await ann.forwards(await ann.says(group, "from the group"), ann.chat)
        await ann.forwards("from outside", ann.chat, origin=from_hidden("Cat", 1_700_000_000))
        kinds = []
        for update in await bot.get_updates():
            assert update.message is not None
            assert update.message.forward_origin is not None
            kinds.append((update.message.text, str(update.message.forward_origin.type)))
        assert kinds == [
            ("from me", "user"),
            ("from Ben", "hidden_user"),
            ("from a channel", "channel"),
            ("from the group", "chat"),
            ("from outside", "hidden_user"),
        ]


async def test_a_reply_to_another_chat_is_an_external_reply() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        post = await telegram.channel("Channel").posts("The tower is closed")
        await ann.says(ann.chat, "true?", reply_to=post, quote="tower")
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.external_reply is not None
        assert update.message.external_reply.message_id == post.id
        assert update.message.reply_to_message is None
        assert update.message.quote is not None
        assert update.message.quote.text == "tower"


async def test_captions_previews_and_edits() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        photo = await ann.shows_photo(ann.chat, "/check the tower")
        await ann.shares_link(ann.chat, "look", "https://example.org/tower")
        await ann.edits(photo, "/check the bridge")
        first, second, third = await bot.get_updates()
        assert first.message is not None
        assert first.message.photo
        assert first.message.caption_entities[0].type == "bot_command"
        assert second.message is not None
        assert second.message.link_preview_options is not None
        assert second.message.link_preview_options.url == "https://example.org/tower"
        assert third.edited_message is not None
        assert third.edited_message.caption == "/check the bridge"
        assert third.edited_message.edit_date is not None


async def test_joining_and_being_kicked() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News", bot=None)
        with pytest.raises(Forbidden, match="not a member of the supergroup chat"):
            await bot.send_message(group.id, "card")
        group.adds_bot(ann.account)
        group.kicks_bot(ann.account)
        changes = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
        assert [c.new_chat_member.status for c in changes] == ["member", "kicked"]
        with pytest.raises(Forbidden, match="kicked from the supergroup chat"):
            await bot.send_message(group.id, "card")
        ben_group = telegram.supergroup("Other")
        await bot.leave_chat(ben_group.id)
        with pytest.raises(Forbidden, match="not a member"):
            await bot.get_chat(ben_group.id)


async def test_members_as_the_bot_may_see_them() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, ben = telegram.user("Ann"), telegram.user("Ben")
        group = telegram.supergroup("News")
        ann.becomes_admin(group, owner=True)
        ben.becomes_member(group)
        found = [(await bot.get_chat_member(group.id, p.id)).status for p in (ann, ben)]
        assert found == ["creator", "member"]
        assert (await bot.get_chat_member(group.id, bot.id)).status == "member"
        stranger = telegram.user("Cat")
        assert (await bot.get_chat_member(group.id, stranger.id)).status == "left"
        group.chat.hides_members = True
        with pytest.raises(BadRequest, match="Chat_admin_required"):
            await bot.get_chat_member(group.id, ben.id)


async def test_people_block_and_unblock_the_bot() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        with pytest.raises(Forbidden, match="can't initiate conversation"):
            await bot.send_message(ann.id, "card")
        await ann.starts_bot()
        await ann.blocks_bot()
        with pytest.raises(Forbidden, match="blocked by the user"):
            await bot.send_message(ann.id, "card")
        await ann.unblocks_bot()
        await bot.send_message(ann.id, "card")
        changes = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
        assert [c.new_chat_member.status for c in changes] == ["kicked", "member"]


async def test_a_muted_bot_has_no_voice() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        group.mutes_bot(ann.account)
        with pytest.raises(TelegramError, match="Not enough rights to send text messages"):
            await bot.send_message(group.id, "card")


async def test_deep_links_carry_what_start_allows() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.opens("https://t.me/factbot?start=fact_tower-1")
        await ann.opens("fact_bridge")
        for link in ("https://t.me/otherbot?start=x", "x" * 65, "no spaces", "ä"):
            with pytest.raises(AssertionError):
                await ann.opens(link)
        texts = [u.message.text for u in await bot.get_updates() if u.message]
        assert texts == ["/start fact_tower-1", "/start fact_bridge"]


async def test_a_channel_can_speak_in_a_group() -> None:
    async with TelegramServer(OPEN) as telegram, bare_bot(telegram) as bot:
        group = telegram.supergroup("Discussion")
        channel = telegram.channel("Channel")
        await channel.says_in(group, "The tower is closed")
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.sender_chat is not None
        assert update.message.sender_chat.id == channel.id
        assert update.message.from_user is not None
        assert update.message.from_user.username == "Channel_Bot"


async def test_who_speaks_in_a_group_is_a_member() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        await ann.says(group, "hello")
        assert (await bot.get_chat_member(group.id, ann.id)).status == "member"
