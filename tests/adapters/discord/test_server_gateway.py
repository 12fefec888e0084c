import asyncio
import zlib

import aiohttp
import discord
import pytest

from .server import DiscordServer
from .server.sdk import pointed_at, running
from .server.specimen import Echo


@pytest.mark.parametrize("fault", ["drop", "op 7", "op 9 resumable", "close 4000"])
async def test_a_session_is_resumed_and_nothing_is_lost_or_doubled(fault: str) -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo()
        async with running(server, client):
            await ann.says(general, "@factbot one")
            await general.next_message_from_bot()
            if fault == "drop":
                server.gateway.drop()
            elif fault == "op 7":
                await server.gateway.reconnect()
            elif fault == "op 9 resumable":
                await server.gateway.invalidate(resumable=True)
            else:
                await server.gateway.close(4000)
            await ann.says(general, "@factbot two")
            reply = await general.next_message_from_bot()
            assert reply.content.endswith("two")
            await server.settled()
        assert len(server.gateway.resumes) == 1
        assert len(server.gateway.identifies) == 1
        assert len(client.seen) == 2
        assert len(general.from_bot) == 2


async def test_events_of_an_outage_are_replayed() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, Echo()):
            async with server.gateway.outage():
                asked = [await ann.says(general, f"@factbot {n}") for n in range(3)]
            for _ in asked:
                await general.next_message_from_bot()
            assert all(len(server.replies_to(one)) == 1 for one in asked)


async def test_an_invalid_session_begins_anew_and_misses_what_was_said() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo()
        async with running(server, client):
            async with server.gateway.outage():
                await ann.says(general, "@factbot never heard")
                server.gateway.forget_sessions()
            await server.ready()
            await ann.says(general, "@factbot heard")
            assert (await general.next_message_from_bot()).content.endswith(" heard")
            assert [len(server.gateway.identifies), len(server.gateway.resumes)] == [2, 0]
            assert len(client.seen) == 1


async def test_a_repeated_event_comes_twice() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo()
        async with running(server, client):
            asked = await ann.says(general, "@factbot once")
            server.gateway.repeat(asked)
            await server.settled()
        assert len(client.seen) == 2
        assert len(general.from_bot) == 1, "the nonce keeps the second send from posting"


async def test_an_intent_that_the_portal_lacks_closes_with_4014() -> None:
    async with DiscordServer() as server:
        with pointed_at(server):
            client = Echo(message_content=True)
            with pytest.raises(discord.PrivilegedIntentsRequired):
                await client.start(server.token)
            await client.close()
        assert [one.code for one in server.take_refusals()] == [4014]


async def test_a_wrong_token_is_refused_by_rest_and_gateway() -> None:
    async with DiscordServer() as server:
        with pointed_at(server):
            client = Echo()
            with pytest.raises(discord.LoginFailure):
                await client.start("not the token")
            await client.close()
        await _identify(server, {"token": "not the token", "intents": 1})
        assert [one.code for one in server.take_refusals()] == [0, 4004]


async def _identify(server: DiscordServer, body: dict[str, object]) -> int | None:
    """Identify by hand; returns the close code."""
    async with aiohttp.ClientSession() as session, session.ws_connect(server.gateway_url) as ws:
        assert (await ws.receive_json())["op"] == 10
        await ws.send_json({"op": 2, "d": {"properties": {}, **body}})
        frame = await ws.receive()
        return ws.close_code if frame.type is aiohttp.WSMsgType.CLOSE else None


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"intents": 1 << 40}, 4013),
        ({"intents": 1 << 15}, 4014),
        ({"intents": 1, "shard": [2, 2]}, 4010),
    ],
)
async def test_a_bad_identify_is_closed_with_its_code(body: dict[str, object], code: int) -> None:
    async with DiscordServer() as server:
        assert await _identify(server, {"token": server.token, **body}) == code
        assert [one.code for one in server.take_refusals()] == [code]


async def test_compression_is_spoken_when_asked_for() -> None:
    async with DiscordServer() as server, aiohttp.ClientSession() as session:
        url = server.gateway_url + "?v=10&encoding=json&compress=zlib-stream"
        async with session.ws_connect(url) as ws:
            packed = (await ws.receive()).data
            assert packed.endswith(b"\x00\x00\xff\xff")
            assert b'"op": 10' in zlib.decompressobj().decompress(packed)


async def test_a_private_thread_is_hidden_from_a_bot_that_is_no_member() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        hidden = general.thread("Hidden", ann, private=True)
        general.denies(server.bot, "view_channel")
        unseen = general
        other = general.town.channel("other")
        client = Echo()
        async with running(server, client):
            await ann.says(hidden, "secret")
            await ann.says(unseen, "@factbot behind the curtain")
            await ann.says(other, "open")
            await server.settled()
        assert len(client.seen) == 1


async def test_members_come_in_chunks_with_their_intent() -> None:
    async with DiscordServer(members=True) as server:
        town = server.guild("News")
        town.channel("general")
        town.member("Ann")
        intents = discord.Intents.default()
        intents.members = True
        client = discord.Client(intents=intents)
        async with running(server, client):
            await client.wait_until_ready()
            names = {member.name for member in client.guilds[0].members}
        assert {"Ann", "factbot"} <= names


async def test_settled_waits_for_what_the_bot_does_by_itself_too() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        queue: asyncio.Queue[discord.Message] = asyncio.Queue()

        class Queueing(Echo):
            async def on_message(self, message: discord.Message) -> None:
                if message.author != self.user:
                    queue.put_nowait(message)

        async def worker() -> None:
            while True:
                await (await queue.get()).channel.send("from the queue")
                queue.task_done()

        server.also_settles(queue.join)
        async with running(server, Queueing()):
            task = asyncio.create_task(worker())
            await ann.says(general, "hello")
            await server.settled()
            assert [one.content for one in general.from_bot] == ["from the queue"]
            task.cancel()


async def test_settled_can_wait_for_a_time_without_requests() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        client = Echo()
        async with running(server, client):
            await ann.says(general, "@factbot hello")
            await server.settled(quiet_for=0.05)
            assert len(general.from_bot) == 1


async def test_a_client_that_cannot_start_says_why_at_once() -> None:
    async with DiscordServer() as server:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            async with running(server, Echo(message_content=True)):
                pass
        assert [one.code for one in server.take_refusals()] == [4014]
