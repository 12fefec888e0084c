"""What `factbot discord doctor` finds, without starting a process for each look."""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

import pytest
from pydantic import SecretStr

from adapters.discord.doctor import Finding, examine, logged_in
from bot.clock import SystemClock
from bot.errors import BadSettings
from bot.settings import Settings
from bot.storage.memory import MemoryConversationBase
from bot.wiring import assemble

from .life import settings_of
from .server import DiscordServer
from .server.sdk import pointed_at


async def looked(
    server: DiscordServer, *, sync: bool = True, **override: Any
) -> dict[str, Finding]:
    """The findings by their first word, after the commands were registered."""
    async with AsyncExitStack() as stack:
        stack.enter_context(pointed_at(server))
        settings = Settings(database_url=SecretStr("sqlite:///not-opened-here"))
        bot = await assemble(settings, MemoryConversationBase(), SystemClock(), stack)
        async with logged_in(bot, settings_of(server, **override)) as client:
            if sync:
                await client.registering.now()
            return {one.what.split()[0].strip(":"): one for one in await examine(client)}


async def test_all_is_well() -> None:
    async with DiscordServer() as server:
        server.guild("News").channel("general")
        found = await looked(server)
        assert all(one.fine for one in found.values()), found
        assert "application" in found["token"].what


async def test_commands_that_are_not_there_are_to_be_registered() -> None:
    async with DiscordServer() as server:
        server.guild("News").channel("general")
        found = await looked(server, sync=False)
        assert "factbot discord sync" in found["commands"].fix
        # Registered by somebody else, or in another version: the names alone don't tell.
        await looked(server)
        found = await looked(server, sync=False)
        assert "factbot discord sync" in found["commands"].fix


async def test_an_intent_that_the_portal_withholds_is_named() -> None:
    async with DiscordServer() as server:
        server.guild("News").channel("general")
        found = await looked(server, message_content=True)
        assert "Message Content Intent" in found["message"].fix
        server.enable(message_content=True)
        assert (await looked(server, message_content=True))["message"].fine


async def test_a_channel_that_lacks_a_permission_is_named() -> None:
    async with DiscordServer() as server:
        general = server.guild("News").channel("general")
        general.denies(server.bot, "embed_links")
        found = await looked(server)
        assert f"{general.id} lacks embed_links" in found["server"].fix


async def test_no_server_yet_and_the_invitation_is_shown() -> None:
    async with DiscordServer() as server:
        found = await looked(server)
        assert f"client_id={server.bot.id}" in found["servers"].fix


@pytest.mark.parametrize("token", ["", "wrong"])
async def test_without_a_good_token_there_is_one_clear_line(token: str) -> None:
    async with DiscordServer() as server:
        with pytest.raises(BadSettings, match="FACTBOT_DISCORD__TOKEN is not"):
            await looked(server, token=SecretStr(token))
        server.take_refusals()
