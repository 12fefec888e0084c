import pytest

from .server import DiscordServer, NothingCame
from .server.sdk import running
from .server.specimen import Echo


async def test_a_mention_is_answered_and_pings_nobody() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, Echo()):
            asked = await ann.says(general, "@factbot is it true that @Ann said so?")
            reply = await general.next_message_from_bot()
            assert reply.content.startswith(f"heard: <@{server.bot.id}> is it true")
            assert reply.referenced is asked
            assert reply.pings == []
            assert server.replies_to(asked) == [reply]


async def test_silence_can_be_asserted() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo()
        async with running(server, client):
            await ann.says(general, "nothing for you here")
            await server.settled()
            assert [message.id for message in client.seen] == [int(general.messages[0].id)]
            assert general.from_bot == []


async def test_a_reply_that_never_comes_is_named_as_such() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, Echo()):
            await ann.says(general, "nobody is addressed")
            with pytest.raises(NothingCame, match="message from the bot in #general"):
                await general.next_message_from_bot(patience=0.2)


async def test_edits_deletions_and_bulk_deletions_arrive_as_raw_events() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann", permissions=["manage_messages"])
        posted = [await ann.says(general, f"number {n}") for n in range(4)]
        client = Echo()
        async with running(server, client):
            await ann.edits(posted[0], "@factbot and now you")
            await ann.deletes(posted[1])
            await ann.purges(posted[2:])
            await server.settled()
        assert [event.message_id for event in client.edited] == [int(posted[0].id)]
        assert client.edited[0].message.content == f"<@{server.bot.id}> and now you"
        assert client.deleted == [int(one.id) for one in posted[1:]]


async def test_a_forward_carries_a_snapshot_without_an_author() -> None:
    async with DiscordServer(message_content=True) as server:
        town = server.guild("News")
        general, other = town.channel("general"), town.channel("other")
        ann = town.member("Ann")
        headline = await ann.says(other, "Minister resigns")
        client = Echo(message_content=True)
        async with running(server, client):
            await ann.forwards(headline, general)
            await server.settled()
        (seen,) = client.seen
        assert seen.content == ""
        assert [one.content for one in seen.message_snapshots] == ["Minister resigns"]


async def test_direct_messages_are_read_and_answered_without_the_intent() -> None:
    async with DiscordServer() as server:
        ann = server.person("Ann")
        client = Echo()
        async with running(server, client):
            await ann.says(ann.dm, "hello there")
            await ann.says(ann.dm, "@factbot hello")
            reply = await ann.dm.next_message_from_bot()
            assert reply.content.endswith("hello")
        assert client.seen[0].content == "hello there"


async def test_a_preview_arrives_as_an_update_without_an_edit_time() -> None:
    async with DiscordServer(message_content=True) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo(message_content=True)
        async with running(server, client):
            link = await ann.says(general, "https://example.org/a")
            server.unfurl(link, title="Minister resigns", url="https://example.org/a")
            await server.settled()
        (event,) = client.edited
        assert event.message.embeds[0].title == "Minister resigns"
        assert event.message.edited_at is None


async def test_what_the_bot_may_not_read_is_blank_everywhere_without_the_intent() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general = town.channel("general")
        ann, bob = town.member("Ann"), town.member("Bob")
        client = Echo()
        async with running(server, client):
            headline = await bob.says(general, "Minister resigns", embeds=[{"title": "x"}])
            asked = await ann.says(general, "@factbot true?", reply_to=headline)
            await general.next_message_from_bot()
            await ann.forwards(headline, general)
            await server.settled()
            plain, mention, forward = client.seen
            assert (plain.content, plain.embeds) == ("", [])
            assert mention.content == f"<@{server.bot.id}> true?"
            assert mention.reference is not None
            replied = mention.reference.resolved
            assert getattr(replied, "content", None) == ""
            assert forward.message_snapshots[0].content == ""
            fetched = await mention.channel.fetch_message(int(headline.id))
            assert (fetched.content, fetched.embeds) == ("", [])
            history = [one.content async for one in mention.channel.history(limit=10)]
            assert history == ["", f"heard: {asked.content}", asked.content, ""]


async def test_a_reply_with_the_ping_on_shows_its_content() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo()
        async with running(server, client):
            await ann.says(general, "@factbot hello")
            reply = await general.next_message_from_bot()
            await ann.says(general, "thanks", reply_to=reply, ping=False)
            await ann.says(general, "thanks!", reply_to=reply)
            await server.settled()
        assert [one.content for one in client.seen][1:] == ["", "thanks!"]
