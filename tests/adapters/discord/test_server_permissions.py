from collections.abc import Awaitable, Callable
from typing import Any

import discord
import pytest

from .server import DiscordServer, Place
from .server.sdk import running
from .server.specimen import Echo

Act = Callable[[Any], Awaitable[object]]


async def refused(server: DiscordServer, client: Echo, place: Place, act: Act) -> int:
    """Do something in a place by its id; returns the code of Discord's refusal, 0 if none."""
    channel = client.get_partial_messageable(int(place.id))
    code = 0
    try:
        await act(channel)
    except discord.HTTPException as error:
        code = error.code
    assert [one.code for one in server.take_refusals()] == ([code] if code else [])
    return code


CARD = discord.Embed(title="False")
SAYS: Act = lambda channel: channel.send("hello")  # noqa: E731 - a table of acts reads best so
SHOWS: Act = lambda channel: channel.send(embed=CARD)  # noqa: E731 - as above


@pytest.mark.parametrize(
    ("lacking", "act", "code"),
    [
        ("send_messages", SAYS, 50013),
        ("embed_links", SHOWS, 50013),
        ("embed_links", SAYS, 0),
        ("view_channel", SAYS, 50001),
        ("send_messages_in_threads", SAYS, 0),
    ],
)
async def test_a_channel_without_a_permission(lacking: str, act: Act, code: int) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        general.denies(server.bot, lacking)
        client = Echo()
        async with running(server, client):
            assert await refused(server, client, general, act) == code


@pytest.mark.parametrize(
    ("lacking", "code"), [("send_messages", 0), ("send_messages_in_threads", 50013)]
)
async def test_a_thread_has_a_permission_of_its_own(lacking: str, code: int) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        general.denies(server.bot, lacking)
        thread = general.thread("Aside")
        client = Echo()
        async with running(server, client):
            assert await refused(server, client, thread, SAYS) == code


async def test_replies_and_reactions_need_the_history() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        said = await ann.says(general, "hello")
        general.denies(server.bot, "read_message_history")
        client = Echo()
        reference = discord.MessageReference(message_id=int(said.id), channel_id=int(general.id))
        async with running(server, client):
            code = await refused(
                server, client, general, lambda there: there.send("so", reference=reference)
            )
            assert code == 160002
            reach: Act = lambda there: there.get_partial_message(int(said.id)).add_reaction("👍")  # noqa: E731 - as above
            assert await refused(server, client, general, reach) == 50001
            general.allows(server.bot, "read_message_history")
            assert await refused(server, client, general, reach) == 0
            assert list(said.reactions) == ["👍"]


async def test_a_new_reaction_needs_add_reactions_but_joining_one_does_not() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        said = await ann.says(general, "hello")
        await ann.reacts(said, "👍")
        general.denies(server.bot, "add_reactions")
        client = Echo()
        async with running(server, client):

            def add(emoji: str) -> Act:
                return lambda there: there.get_partial_message(int(said.id)).add_reaction(emoji)

            assert await refused(server, client, general, add("👀")) == 50013
            assert await refused(server, client, general, add("👍")) == 0


async def test_archived_and_locked_threads() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo()
        async with running(server, client):
            thread = general.thread("Aside", ann)
            await ann.says(thread, "@factbot hello")
            reply = await thread.next_message_from_bot()
            thread.archive()
            change: Act = lambda there: there.get_partial_message(int(reply.id)).edit(content="x")  # noqa: E731 - as above
            assert await refused(server, client, thread, change) == 50083
            assert await refused(server, client, thread, SAYS) == 0
            assert not thread.state.archived, "speaking reopens it"
            thread.lock()
            assert await refused(server, client, thread, SAYS) == 160005


async def test_a_private_thread_wants_membership() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        hidden = general.thread("Hidden", ann, private=True)
        client = Echo()
        async with running(server, client):
            await ann.says(hidden, "between us")
            await server.settled()
            assert client.seen == []
            assert await refused(server, client, hidden, SAYS) == 50001
            await ann.says(hidden, "@factbot come in")
            assert (await hidden.next_message_from_bot()).content.endswith("come in")


async def test_a_forum_post_is_answered_in_its_thread() -> None:
    async with DiscordServer() as server:
        town = server.guild("News")
        forum = town.forum("claims")
        ann = town.member("Ann")
        client = Echo()
        async with running(server, client):
            thread, first = await ann.posts(forum, "Is it true?", "@factbot the claim")
            assert thread.id == first.id
            assert (await thread.next_message_from_bot()).content.endswith("the claim")
            assert await refused(server, client, forum, SAYS) == 50008


async def test_only_own_messages_are_edited_and_closed_conversations_are_closed() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        said = await ann.says(general, "hello")
        client = Echo()
        async with running(server, client):
            part = int(said.id)
            change: Act = lambda there: there.get_partial_message(part).edit(content="x")  # noqa: E731 - as above
            remove: Act = lambda there: there.get_partial_message(part).delete()  # noqa: E731 - as above
            assert await refused(server, client, general, change) == 50005
            assert await refused(server, client, general, remove) == 50013
            ann.closes_dms()
            assert await refused(server, client, ann.dm, SAYS) == 50007


async def test_a_reference_to_what_is_gone() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        said = await ann.says(general, "hello")
        await ann.deletes(said)
        client = Echo()
        async with running(server, client):

            def reply(*, strict: bool) -> Act:
                reference = discord.MessageReference(
                    message_id=int(said.id),
                    channel_id=int(general.id),
                    fail_if_not_exists=strict,
                )
                return lambda there: there.send("so", reference=reference)

            assert await refused(server, client, general, reply(strict=True)) == 50035
            assert await refused(server, client, general, reply(strict=False)) == 0
            assert general.from_bot[-1].reference is None


async def test_people_obey_their_own_permissions() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        general.denies(ann, "send_messages")
        with pytest.raises(AssertionError, match="Ann may not speak in #general"):
            await ann.says(general, "hello")
