"""What the bot may do where: asked before sending, refusals remembered, told once."""

from __future__ import annotations

from datetime import datetime, timedelta

import discord
import structlog

from bot.ports import ConversationBase
from bot.wording import N_, Words
from factbase.errors import Conflict, StoreUnavailable
from factbase.ports import Clock

log = structlog.get_logger()

REMEMBERED = timedelta(minutes=5)
"""How long a refusal that the permissions didn't foretell is believed. 10,000 refused requests
in ten minutes would ban the address (Discord, "Invalid Request Limit")."""
CHANNELS = 50_000
"""Channels remembered as lacking nothing, before they are asked for anew."""

_NAMES = {
    "view_channel": N_("View Channel"),
    "send_messages": N_("Send Messages"),
    "send_messages_in_threads": N_("Send Messages in Threads"),
    "embed_links": N_("Embed Links"),
    "manage_threads": N_("Manage Threads (the thread is locked)"),
}


def missing(channel: object, me: discord.Member | None = None) -> tuple[str, ...]:
    """The permissions that the bot (`me`, found in the server when none is given) lacks to
    answer in a channel, as far as is known.
    """
    thread = channel if isinstance(channel, discord.Thread) else None
    where = thread.parent if thread is not None else channel
    if not isinstance(where, discord.abc.GuildChannel):
        return ()
    may = where.permissions_for(me or where.guild.me)
    needed = ["view_channel", "embed_links"]
    needed.append("send_messages_in_threads" if thread is not None else "send_messages")
    if thread is not None and thread.locked:
        needed.append("manage_threads")
    return tuple(name for name in needed if not getattr(may, name))


def may_reply(channel: object) -> bool:
    """Whether an answer may refer to its message; that takes reading the history."""
    where = channel.parent if isinstance(channel, discord.Thread) else channel
    if not isinstance(where, discord.abc.GuildChannel):
        return True
    return where.permissions_for(where.guild.me).read_message_history


class Refusals:
    """Channels that refused us against all signs, and what was told about them."""

    def __init__(self, base: ConversationBase, clock: Clock) -> None:
        self._base = base
        self._clock = clock
        self._until: dict[int, datetime] = {}
        self._granted: set[int] = set()

    def note(self, channel_id: int) -> None:
        """Discord refused to let us speak there."""
        now = self._clock.now()
        self._until = {one: until for one, until in self._until.items() if until > now}
        self._until[channel_id] = now + REMEMBERED

    def holds(self, channel_id: int) -> bool:
        """Whether that was a moment ago."""
        until = self._until.get(channel_id)
        return until is not None and self._clock.now() < until

    async def first(self, channel_id: int, lacking: tuple[str, ...]) -> bool:
        """Whether nobody was told of this yet; from now on somebody was."""
        name = f"{told_prefix()}{channel_id}"
        self._granted.discard(channel_id)
        told = ",".join(lacking)
        try:
            async with self._base.begin() as unit:
                await unit.writing()
                if await unit.notes.get(name) == told:
                    return False
                await unit.notes.put(name, told)
                await unit.commit()
        except StoreUnavailable:
            return False
        return True

    async def granted(self, channel_id: int) -> None:
        """Nothing lacks there: should something lack again, that is told anew. The base is
        asked once for each channel.
        """
        if channel_id in self._granted:
            return
        name = f"{told_prefix()}{channel_id}"
        try:
            async with self._base.begin() as unit:
                if await unit.notes.get(name):
                    await unit.writing()
                    await unit.notes.put(name, "")
                    await unit.commit()
        except (StoreUnavailable, Conflict):
            return
        if len(self._granted) >= CHANNELS:
            self._granted.clear()
        self._granted.add(channel_id)


def told_prefix() -> str:
    """How the names of notes begin that say of a channel what its administrators were told."""
    return "discord:told:"


def sentence(channel_id: int, lacking: tuple[str, ...], words: Words) -> str:
    """What the administrators are told."""
    names = ", ".join(words.say(_NAMES[name]) for name in lacking)
    return words.say(
        "I was asked in {channel} and can't answer there: I lack {permissions}. "
        "This is said only once.",
        channel=f"<#{channel_id}>",
        permissions=names,
    )
