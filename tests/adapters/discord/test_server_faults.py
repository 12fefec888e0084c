import asyncio

import aiohttp
import discord
import pytest

from .server import DiscordServer
from .server.sdk import running
from .server.specimen import Echo


async def _answered_once(server: DiscordServer, statuses: list[int]) -> None:
    general = server.guild("News").channel("general")
    ann = general.town.member("Ann")
    async with running(server, Echo()):
        await ann.says(general, "@factbot hello")
        await general.next_message_from_bot()
        await server.settled()
    assert [one.status for one in server.rest.of("create_message")] == statuses
    assert len(general.from_bot) == 1


async def test_a_server_error_is_retried() -> None:
    async with DiscordServer() as server:
        server.rest.fail_next("create_message", status=502)
        await _answered_once(server, [502, 200])


@pytest.mark.parametrize("everywhere", [False, True])
async def test_a_rate_limit_is_waited_out(everywhere: bool) -> None:  # noqa: FBT001 - a parameter
    async with DiscordServer() as server:
        server.rest.limit_next("create_message", 0.01, times=2, everywhere=everywhere)
        await _answered_once(server, [429, 429, 200])
        assert server.hub.ledger.invalid == 2


async def test_a_429_without_via_is_taken_for_a_ban() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        client = Echo()
        async with running(server, client):
            server.rest.limit_next("create_message", via=False)
            with pytest.raises(discord.HTTPException) as error:
                await client.get_partial_messageable(int(general.id)).send("hello")
        assert error.value.status == 429
        assert len(server.rest.of("create_message")) == 1


async def test_a_lost_answer_leaves_the_message_and_the_nonce_saves_the_retry() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        client = Echo()
        async with running(server, client):
            there = client.get_partial_messageable(int(general.id))
            server.rest.lose_answer("create_message")
            with pytest.raises(OSError, match=r"."):
                await _send(there)
            await _send(there)
        assert [one.content for one in general.from_bot] == ["once"]


async def _send(there: discord.PartialMessageable) -> None:
    """aiohttp's disconnection is not always an OSError; here it becomes one."""
    try:
        await there.send("once", nonce=7)
    except aiohttp.ClientError as error:
        raise OSError("cut off") from error


async def test_a_held_request_waits_at_the_gate() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        gate = server.rest.hold("create_message")
        ann = general.town.member("Ann")
        async with running(server, Echo()):
            await ann.says(general, "@factbot hello")
            await gate.reached.wait()
            assert (gate.waiting, general.from_bot) == (1, [])
            gate.open()
            await general.next_message_from_bot()


async def test_a_real_rate_limit_slows_the_client_down_without_an_error() -> None:
    async with DiscordServer() as server:
        places = [server.guild(f"Guild {n}").channel("general") for n in range(2)]
        server.rest.limit("create_message", limit=2, seconds=0.05)
        client = Echo()
        async with running(server, client):
            sends = [
                client.get_partial_messageable(int(place.id)).send(f"number {n}")
                for n in range(5)
                for place in places
            ]
            await asyncio.gather(*sends)
        assert [len(place.from_bot) for place in places] == [5, 5]


async def test_an_unknown_route_is_on_record() -> None:
    async with DiscordServer() as server:
        client = Echo()
        async with running(server, client):
            with pytest.raises(discord.NotFound):
                await client.fetch_invite("abc", with_counts=False)
        assert "a route that this server lacks" in server.take_refusals()[0].message


async def test_a_global_limit_stops_every_route() -> None:
    async with DiscordServer() as server:
        places = [server.guild(f"Guild {n}").channel("general") for n in range(3)]
        client = Echo()
        async with running(server, client):
            server.rest.limit("*", limit=2, seconds=0.05)
            sends = [client.get_partial_messageable(int(one.id)).send("hello") for one in places]
            await asyncio.gather(*sends)
        assert [len(one.from_bot) for one in places] == [1, 1, 1]
        assert 429 in [one.status for one in server.rest.of("create_message")]
