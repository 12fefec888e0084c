import io
from typing import Any

import discord
import pytest

from .server import DiscordServer
from .server.sdk import running
from .server.specimen import Echo


class Watcher(Echo):
    """Also remembers reactions."""

    def __init__(self) -> None:
        super().__init__()
        self.reactions: list[tuple[str, str]] = []

    async def on_raw_reaction_add(self, event: discord.RawReactionActionEvent) -> None:
        self.reactions.append(("add", str(event.emoji)))

    async def on_raw_reaction_remove(self, event: discord.RawReactionActionEvent) -> None:
        self.reactions.append(("remove", str(event.emoji)))


async def test_reactions_of_people_reach_the_bot() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        said = await ann.says(general, "hello")
        client = Watcher()
        async with running(server, client):
            await ann.reacts(said, "👍")
            await ann.reacts(said, "👍")
            await ann.unreacts(said, "👍")
            await server.settled()
            there = client.get_partial_messageable(int(general.id))
            await there.get_partial_message(int(said.id)).add_reaction("👀")
            await general.reacted(said, "👀")
        assert client.reactions[:2] == [("add", "👍"), ("remove", "👍")]


async def test_a_file_arrives_as_an_attachment() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        client = Echo()
        async with running(server, client):
            there = client.get_partial_messageable(int(general.id))
            await there.send("see", file=discord.File(io.BytesIO(b"12345"), "card.png"))
        (sent,) = general.from_bot
        assert [(one["filename"], one["size"]) for one in sent.attachments] == [("card.png", 5)]


async def test_components_v2_are_taken_from_a_layout_view() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        client = Echo()
        async with running(server, client):
            view = discord.ui.LayoutView(timeout=None)
            box: discord.ui.Container[Any] = discord.ui.Container(discord.ui.TextDisplay("False."))
            box.add_item(discord.ui.Separator())
            box.add_item(
                discord.ui.Section(
                    discord.ui.TextDisplay("Who denied it"),
                    accessory=discord.ui.Button(label="Sources", custom_id="s"),
                )
            )
            view.add_item(box)
            await client.get_partial_messageable(int(general.id)).send(view=view)
        (sent,) = general.from_bot
        assert sent.labels == ["Sources"]
        assert "Who denied it" in sent.text


async def test_the_bot_opens_threads_and_forum_posts() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        general, forum = town.channel("general"), town.forum("claims")
        ann = town.member("Ann")
        said = await ann.says(general, "hello")
        client = Echo()
        async with running(server, client):
            await client.wait_until_ready()
            channel = client.get_channel(int(general.id))
            assert isinstance(channel, discord.TextChannel)
            thread = await channel.get_partial_message(int(said.id)).create_thread(name="Aside")
            await thread.send("in the thread")
            posts = client.get_channel(int(forum.id))
            assert isinstance(posts, discord.ForumChannel)
            post = await posts.create_thread(name="A claim", content="the first message")
        assert said.thread is not None
        assert [one.content for one in server.place(said.thread).from_bot] == ["in the thread"]
        opened = server.place(forum.town.state.channels[str(post.thread.id)])
        assert [one.content for one in opened.from_bot] == ["the first message"]


async def test_a_relay_and_another_bot_are_told_from_people() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        relay = general.town.webhook("Relay")
        other = general.town.webhook("Other bot", bot=True)
        client = Echo()
        async with running(server, client):
            await relay.says(general, "relayed")
            await other.says(general, "beep")
            await general.town.member("Ann").joins(general)
            await server.settled()
        first, second, third = client.seen
        assert (first.webhook_id is not None, first.author.bot) == (True, True)
        assert (second.webhook_id, second.author.bot) == (None, True)
        assert third.is_system()


async def test_an_edit_keeps_what_it_does_not_name_and_is_checked_like_a_message() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        client = Echo()
        async with running(server, client):
            there = client.get_partial_messageable(int(general.id))
            sent = await there.send("words", embed=discord.Embed(title="Card"))
            await sent.edit(content="other words")
            (kept,) = general.from_bot
            await general.edited(kept)
            assert (kept.content, kept.embeds[0]["title"]) == ("other words", "Card")
            with pytest.raises(discord.HTTPException, match="empty message"):
                await sent.edit(content=None, embeds=[])
            assert (kept.content, kept.earlier) == ("other words", ["words"])
            await sent.delete()
            await general.gone(kept)
        assert [one.code for one in server.take_refusals()] == [50006]


async def test_a_direct_conversation_can_be_begun_by_the_bot() -> None:
    async with DiscordServer() as server:
        ann = server.guild("News").channel("general").town.member("Ann")
        client = Echo()
        async with running(server, client):
            user = await client.fetch_user(int(ann.id))
            await user.send("to the admin, once")
        assert [one.content for one in ann.dm.from_bot] == ["to the admin, once"]
