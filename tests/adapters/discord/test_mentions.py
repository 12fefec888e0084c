"""People mention the bot: with a claim, under somebody's message, in threads, in private."""

from __future__ import annotations

from .life import ALLY, ALLY_SLUG, ARMS_SLUG, living
from .server import DiscordServer


async def test_a_mention_with_a_claim_is_answered_with_the_card() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            asked = await ann.says(general, f"@factbot {ALLY}")
            reply = await general.next_message_from_bot()
            assert reply.referenced is asked
            assert "Earlier finding overtaken by later events" in reply.text
            assert ALLY_SLUG in reply.text
            assert "Since then" in reply.text
            assert reply.labels == ["Sources", "Why this?", "Not this claim", "Follow", "Dismiss"]
            assert server.pings == []
            assert server.unfurls == []


async def test_a_reply_to_a_headline_is_about_the_headline() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server, message_content=True):
            headline = await bob.says(general, ALLY)
            asked = await ann.says(general, "@factbot is that so?", reply_to=headline)
            reply = await general.next_message_from_bot()
            assert ALLY_SLUG in reply.text
            assert reply.referenced is asked


async def test_a_headline_in_a_preview_counts() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server, message_content=True):
            preview = {"title": ALLY, "url": "https://example.org/a", "type": "article"}
            headline = await bob.says(general, "https://example.org/a", embeds=[preview])
            await ann.says(general, "@factbot", reply_to=headline)
            assert ALLY_SLUG in (await general.next_message_from_bot()).text


async def test_a_reply_to_a_forward_is_about_what_was_forwarded() -> None:
    async with DiscordServer(message_content=True) as server:
        town = server.guild("News")
        general, other = town.channel("general"), town.channel("other")
        ann = town.member("Ann")
        async with living(server, message_content=True):
            copy = await ann.forwards(await ann.says(other, ALLY), general)
            await ann.says(general, "@factbot", reply_to=copy)
            assert ALLY_SLUG in (await general.next_message_from_bot()).text


async def test_without_the_intent_a_hidden_headline_is_said_to_be_hidden() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            headline = await bob.says(general, ALLY)
            await ann.says(general, "@factbot is that so?", reply_to=headline)
            reply = await general.next_message_from_bot()
            assert "Fact-check this" in reply.text
            assert "nothing on this" not in reply.text


async def test_without_the_intent_the_words_of_who_asks_still_count() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            headline = await bob.says(general, "look at this")
            await ann.says(general, f"@factbot {ALLY}", reply_to=headline)
            assert ALLY_SLUG in (await general.next_message_from_bot()).text


async def test_a_mention_alone_asks_for_a_claim() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            await ann.says(general, "@factbot")
            assert "nothing to check" in (await general.next_message_from_bot()).text


async def test_what_is_not_on_record_is_not_called_true() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            await ann.says(general, "@factbot The moon fell into the sea")
            assert "doesn't make it true" in (await general.next_message_from_bot()).text


async def test_a_thread_a_private_thread_and_a_forum_post_are_answered_where_they_are() -> None:
    async with DiscordServer() as server:
        town = server.guild("News", bot_permissions=["send_messages_in_threads"])
        general, forum = town.channel("general"), town.forum("claims")
        ann = town.member("Ann")
        async with living(server):
            for thread in (
                general.thread("Aside", ann),
                general.thread("Behind doors", ann, server.bot, private=True),
            ):
                await ann.says(thread, f"@factbot {ALLY}")
                assert ALLY_SLUG in (await thread.next_message_from_bot()).text
            post, _ = await ann.posts(forum, "Is it true?", f"@factbot {ALLY}")
            assert ALLY_SLUG in (await post.next_message_from_bot()).text


async def test_a_direct_message_needs_no_mention() -> None:
    async with DiscordServer() as server:
        ann = server.person("Ann")
        async with living(server):
            await ann.says(ann.dm, ALLY)
            assert ALLY_SLUG in (await ann.dm.next_message_from_bot()).text


async def test_nobody_asked_and_nothing_is_said() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server, message_content=True) as life:
            await ann.says(general, ALLY)
            await ann.joins(general)
            await general.town.webhook("Relay").says(general, f"@factbot {ALLY}")
            await general.town.webhook("Other bot", bot=True).says(general, f"@factbot {ALLY}")
            await life.silent(general)


async def test_webhooks_are_people_where_the_operator_says_so() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        async with living(server, webhooks=True):
            await general.town.webhook("Plural").says(general, f"@factbot {ALLY}")
            assert ALLY_SLUG in (await general.next_message_from_bot()).text


async def test_the_server_s_language_is_spoken() -> None:
    async with DiscordServer() as server:
        general = server.guild("Новости", locale="ru").channel("general")
        ann = general.town.member("Аня", locale="ru")
        async with living(server):
            await ann.says(general, "@factbot Новый союзник Москвы в Афганистане: талибан")
            reply = await general.next_message_from_bot()
            assert "Источники" in reply.labels


async def test_a_second_question_gets_a_link_to_the_first_card() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann, bob = general.town.member("Ann"), general.town.member("Bob")
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            first = await general.next_message_from_bot()
            await bob.says(general, f"@factbot {ALLY}")
            second = await general.next_message_from_bot()
            assert "a moment ago" in second.text
            guild = general.town.state.id
            assert f"https://discord.com/channels/{guild}/{general.id}/{first.id}" in second.text
            assert second.labels == []


async def test_a_reply_to_the_card_is_a_question_of_its_own() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with living(server):
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            await ann.says(
                general, "Russia supplies the Taliban with weapons", reply_to=card, ping=True
            )
            assert ARMS_SLUG in (await general.next_message_from_bot()).text
