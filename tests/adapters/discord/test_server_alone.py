"""The server as a process of its own, and bots that come and go."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from .server import DiscordServer
from .server.openapi import ROOT
from .server.sdk import running
from .server.specimen import Echo


@asynccontextmanager
async def alone() -> AsyncIterator[dict[str, str]]:
    """Start the server as a subprocess; yields the environment it prints."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.adapters.discord.server", "--port", "0"),
        cwd=ROOT,
        env=dict(os.environ),
        stdout=asyncio.subprocess.PIPE,
    )
    assert process.stdout is not None
    try:
        lines = [(await process.stdout.readline()).decode().strip() for _ in range(3)]
        yield dict(line.split("=", 1) for line in lines)
    finally:
        process.kill()
        await process.communicate()


async def test_it_runs_by_itself_and_is_driven_over_http() -> None:
    async with alone() as printed, aiohttp.ClientSession() as session:
        assert set(printed) == {
            "FACTBOT_DISCORD__TOKEN",
            "FACTBOT_DISCORD__API_BASE_URL",
            "FACTBOT_DISCORD__GATEWAY_URL",
        }
        base = printed["FACTBOT_DISCORD__API_BASE_URL"]
        control = base.removesuffix("/api/v10") + "/control"
        headers = {"Authorization": f"Bot {printed['FACTBOT_DISCORD__TOKEN']}"}
        async with session.get(f"{base}/users/@me", headers=headers) as answer:
            assert (await answer.json())["username"] == "factbot"
        words = {"channel": "general", "author": "Ann", "text": "@factbot hello"}
        async with session.post(f"{control}/say", json=words) as answer:
            said = (await answer.json())["id"]
        async with session.get(f"{control}/messages?channel=general") as answer:
            assert [one["id"] for one in await answer.json()] == [said]
        async with session.get(f"{control}/state") as answer:
            state = await answer.json()
        assert (state["requests"], state["refusals"]) == (1, [])


async def test_two_bots_on_one_shard_both_hear_and_the_nonce_keeps_it_to_one_reply() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        first, second = Echo(), Echo()
        async with running(server, first), running(server, second):
            await server.ready(2)
            await ann.says(general, "@factbot hello")
            await server.settled()
        assert (len(first.seen), len(second.seen)) == (1, 1)
        assert len(general.from_bot) == 1


async def test_a_bot_that_starts_anew_does_not_get_what_it_missed() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, Echo()):
            pass
        await ann.says(general, "@factbot while you were away")
        client = Echo()
        async with running(server, client):
            await server.settled()
        assert client.seen == []


async def test_a_guild_that_comes_and_goes() -> None:
    async with DiscordServer() as server:
        town = server.guild("News", bot=False)
        general = town.channel("general")
        ann = town.member("Ann")
        client = Echo()
        async with running(server, client):
            await ann.says(general, "@factbot too early")
            town.invites_bot()
            await ann.says(general, "@factbot in time")
            await general.next_message_from_bot()
            town.removes_bot()
            await ann.says(general, "@factbot too late")
            await server.settled()
            assert list(client.guilds) == []
        assert len(client.seen) == 1
