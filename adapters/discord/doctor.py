"""What stands between an operator and an answer in the channel, found by asking Discord."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import discord

from adapters.discord.client import FactbotClient
from adapters.discord.failing import TROUBLE
from adapters.discord.permits import missing
from adapters.discord.registering import fingerprint
from adapters.discord.serving import point_at
from adapters.discord.settings import DiscordSettings
from bot.errors import BadSettings, Unreachable
from bot.wiring import Bot

NEEDED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    embed_links=True,
    read_message_history=True,
    add_reactions=True,
)
"""What the bot asks for when it is invited."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at, and what to do about it; nothing to do when it is fine."""

    what: str
    fix: str = ""

    @property
    def fine(self) -> bool:
        """Whether nothing needs doing."""
        return not self.fix


@asynccontextmanager
async def logged_in(bot: Bot, settings: DiscordSettings) -> AsyncIterator[FactbotClient]:
    """A client that can ask Discord, without entering the gateway or registering anything.

    Raises:
        BadSettings: without a token, or with one that Discord refuses.
        Unreachable: Discord can't be reached.
    """
    token = settings.token.get_secret_value()
    if not token:
        raise BadSettings("FACTBOT_DISCORD__TOKEN is not set")
    point_at(settings)
    client = _Visitor(bot, settings)
    try:
        await client.login(token)
        yield client
    except discord.LoginFailure:
        raise BadSettings("FACTBOT_DISCORD__TOKEN is not accepted by Discord") from None
    except TROUBLE as problem:
        raise Unreachable("Discord", problem) from None
    finally:
        await client.close()


class _Visitor(FactbotClient):
    """The client without its work."""

    async def setup_hook(self) -> None:
        """Only what naming the commands needs."""
        await self.prepare()


def invite(client_id: int) -> str:
    """The address at which an administrator adds the bot to a server."""
    return discord.utils.oauth_url(
        client_id, permissions=NEEDED, scopes=("bot", "applications.commands")
    )


async def examine(client: FactbotClient) -> list[Finding]:
    """Look at everything that can be seen from outside the gateway."""
    application = await client.application_info()
    found = [Finding(f"token: {client.user} (application {application.id})")]
    found += _intents(application.flags, client.settings)
    found.append(await _gateway(client))
    found.append(await _commands(client))
    found += await _servers(client, application.id)
    return found


def _intents(flags: discord.ApplicationFlags, settings: DiscordSettings) -> list[Finding]:
    granted = flags.gateway_message_content or flags.gateway_message_content_limited
    if settings.message_content and not granted:
        fix = (
            "switch on Bot > Privileged Gateway Intents > Message Content Intent in the "
            "developer portal, or unset FACTBOT_DISCORD__MESSAGE_CONTENT"
        )
        return [Finding("message content intent: wanted, not granted", fix)]
    state = "on" if settings.message_content else "off: only what is addressed to the bot is read"
    return [Finding(f"message content intent: {state}")]


async def _gateway(client: FactbotClient) -> Finding:
    limits = await client.fetch_session_start_limits()
    what = f"gateway: {limits.remaining} of {limits.total} session starts left today"
    if limits.remaining < _FEW_STARTS:
        return Finding(what, "find out what restarts the bot so often before the limit is hit")
    return Finding(what)


_FEW_STARTS = 50


async def _commands(client: FactbotClient) -> Finding:
    there = {command.name for command in await client.tree.fetch_commands()}
    wanted = {command.name for command in client.tree.get_commands()}
    menus = client.tree.get_commands(type=discord.AppCommandType.message)
    wanted |= {menu.name for menu in menus}
    if there != wanted:
        lacking = ", ".join(sorted(wanted - there)) or "none lacking, some too many"
        return Finding(f"commands: not in step ({lacking})", "run `factbot discord sync`")
    known = await client.registering.registered()
    if known != await fingerprint(client.tree):
        return Finding("commands: changed since they were registered", "run `factbot discord sync`")
    return Finding(f"commands: {len(wanted)} registered")


async def _servers(client: FactbotClient, application_id: int) -> list[Finding]:
    found: list[Finding] = []
    async for guild in client.fetch_guilds(limit=None):
        try:
            full = await client.fetch_guild(guild.id)
            channels = await full.fetch_channels()
        except TROUBLE:
            found.append(Finding(f"server {guild.id}: could not be looked at", "try again"))
            continue
        me = await full.fetch_member(client.user.id) if client.user is not None else None
        found.append(_server(full, me, channels))
    if not found:
        link = invite(application_id)
        found.append(Finding("servers: none", f"invite the bot: {link}"))
    return found


def _server(guild: discord.Guild, me: discord.Member | None, channels: object) -> Finding:
    shut = []
    for channel in channels if isinstance(channels, (list, tuple)) else ():
        if isinstance(channel, discord.TextChannel) and me is not None:
            lacking = missing(channel, me)
            if lacking and "view_channel" not in lacking:
                shut.append(f"{channel.id} lacks {' and '.join(lacking)}")
    if shut:
        fix = f"give the bot's role these permissions in the channels' settings: {'; '.join(shut)}"
        return Finding(f"server {guild.id}: {len(shut)} channels that it sees but can't use", fix)
    return Finding(f"server {guild.id}: permissions are fine")
