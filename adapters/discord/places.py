"""Discord's places and people as the bot knows them. Pure."""

from __future__ import annotations

from typing import Any

import discord

from bot.messages import Person, Place, PlaceKind

NAME = "discord"

Touch = discord.Interaction[Any]
"""An interaction, whatever client it came to."""


def place_of(message: discord.Message) -> Place:
    """Where a message was said. A thread or forum post is a thread of its channel."""
    if message.guild is None:
        return Place(NAME, str(message.channel.id), PlaceKind.PRIVATE)
    locale = _spoken_in(message.guild)
    return _in_server(message.channel, message.channel.id, message.guild.id, locale)


def place_of_touch(touch: Touch) -> Place:
    """Where somebody pressed or called something; also where the bot isn't a member."""
    channel_id = touch.channel_id or 0
    if touch.guild_id is None:
        # A conversation of several people is no private one, though it has no server.
        alone = touch.context.dm_channel or not touch.context.private_channel
        return Place(NAME, str(channel_id), PlaceKind.PRIVATE if alone else PlaceKind.GROUP)
    locale = str(touch.guild_locale or "")
    return _in_server(touch.channel, channel_id, touch.guild_id, locale)


def place_by_id(guild: discord.Guild | None, channel_id: int) -> Place:
    """The place that a raw event names by its channel alone."""
    if guild is None:
        return Place(NAME, str(channel_id), PlaceKind.PRIVATE)
    channel = guild.get_channel_or_thread(channel_id)
    return _in_server(channel, channel_id, guild.id, _spoken_in(guild))


def _in_server(channel: object, channel_id: int, server: int, locale: str) -> Place:
    if isinstance(channel, discord.Thread):
        thread, channel_id = str(channel.id), channel.parent_id
    else:
        thread = ""
    return Place(NAME, str(channel_id), PlaceKind.GROUP, str(server), thread, locale)


def _spoken_in(guild: discord.Guild) -> str:
    """The server's language. Servers that never chose one report en-US; that says nothing."""
    locale = str(guild.preferred_locale)
    return locale if locale != "en-US" or "COMMUNITY" in guild.features else ""


def channel_id_of(place: Place) -> int:
    """The channel or thread to send to."""
    return int(place.thread or place.id)


def author_of(message: discord.Message, *, webhooks: bool) -> Person:
    """Who wrote a message. A webhook counts as a bot unless the operator says otherwise."""
    author = message.author
    by_webhook = message.webhook_id is not None
    member = author if isinstance(author, discord.Member) else None
    return Person(
        NAME,
        str(author.id),
        is_bot=not webhooks if by_webhook else author.bot,
        administers=member is not None and member.guild_permissions.manage_guild,
        roles=_roles(member),
    )


def person_of(touch: Touch) -> Person:
    """Who pressed or called something. Whoever manages a server that the bot isn't in has
    nothing to administer here.
    """
    member = touch.user if isinstance(touch.user, discord.Member) else None
    at_home = touch.is_guild_integration()
    return Person(
        NAME,
        str(touch.user.id),
        is_bot=touch.user.bot,
        administers=member is not None and at_home and touch.permissions.manage_guild,
        roles=_roles(member) if at_home else (),
        locale=str(touch.locale),
    )


def _roles(member: discord.Member | None) -> tuple[str, ...]:
    return () if member is None else tuple(str(role.id) for role in member.roles)
