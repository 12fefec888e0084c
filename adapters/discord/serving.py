"""From settings to a served platform: pointed at the right Discord, ended in time."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from functools import partial

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from adapters.discord.client import CLOSE, DRAIN, FactbotClient
from adapters.discord.failing import TROUBLE
from adapters.discord.settings import DiscordSettings
from adapters.discord.sharing import in_turns
from bot.errors import BadSettings, Unreachable
from bot.operating.leases import FreeLeases, leases
from bot.wiring import Bot


async def serve(bot: Bot, settings: DiscordSettings, stop: asyncio.Event) -> None:
    """Serve until `stop` is set.

    Raises:
        BadSettings: without a token, with one that Discord refuses, or when the portal doesn't
            grant the intent that the settings ask for.
        Unreachable: Discord can't be reached when it begins, or breaks off for good.
    """
    if not settings.token.get_secret_value():
        raise BadSettings("FACTBOT_DISCORD__TOKEN is not set")
    point_at(settings)
    held = leases(bot.base)
    if settings.ranges() and not isinstance(held, FreeLeases):
        await in_turns(held, settings, stop, partial(_connected, bot, stop))
    else:
        await _connected(bot, stop, settings)


async def _connected(
    bot: Bot, stop: asyncio.Event, settings: DiscordSettings, lost: asyncio.Event | None = None
) -> None:
    """Be connected until `stop`, which lets what is being sent finish, or until `lost`, which
    doesn't: by then another process may be at it.
    """
    client = FactbotClient(bot, settings)
    running = asyncio.create_task(_run(client, settings), name="discord")
    ends = [asyncio.create_task(event.wait()) for event in (stop, lost) if event is not None]
    try:
        await asyncio.wait({running, *ends}, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for end in ends:
            end.cancel()
        at_once = lost is not None and lost.is_set()
        await client.finish(0.0 if at_once else DRAIN)
        if not running.done():
            with suppress(TimeoutError, asyncio.CancelledError, *TROUBLE):
                await asyncio.wait_for(running, CLOSE)
    if running.done() and not running.cancelled() and not (stop.is_set() or at_once):
        running.result()


def point_at(settings: DiscordSettings) -> None:
    """Where discord.py finds Discord, when the settings name another place than its own."""
    if settings.api_base_url:
        Route.BASE = settings.api_base_url.rstrip("/")
    if settings.gateway_url:
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(settings.gateway_url)


async def _run(client: FactbotClient, settings: DiscordSettings) -> None:
    try:
        await client.start(settings.token.get_secret_value())
    except discord.LoginFailure:
        raise BadSettings("FACTBOT_DISCORD__TOKEN is not accepted by Discord") from None
    except discord.PrivilegedIntentsRequired:
        raise BadSettings(
            "FACTBOT_DISCORD__MESSAGE_CONTENT is on, but the portal doesn't grant it: switch on "
            "Bot > Privileged Gateway Intents > Message Content Intent, or unset the setting"
        ) from None
    except discord.ConnectionClosed as closed:
        if closed.code == _BAD_TOKEN:
            raise BadSettings("FACTBOT_DISCORD__TOKEN is not accepted by Discord") from None
        raise Unreachable("Discord", closed) from closed
    except TROUBLE as problem:
        raise Unreachable("Discord", problem) from problem


_BAD_TOKEN = 4004
"""Gateway close code "Authentication failed"."""
