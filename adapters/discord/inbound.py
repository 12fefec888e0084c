"""Discord's messages as the bot's. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import discord

from adapters.discord.places import NAME, Touch, author_of, person_of, place_of, place_of_touch
from bot.messages import Addressed, IncomingMessage, PlaceKind, Preview, Quoted

ORDINARY = frozenset({discord.MessageType.default, discord.MessageType.reply})
"""What people write; everything else is Discord telling of joins, pins and the like."""

__all__ = ["NAME", "ORDINARY", "addressed", "asked", "message", "quoted_id", "targeted"]


def message(
    said: discord.Message, me: int, *, reads: bool, webhooks: bool = False
) -> IncomingMessage:
    """A message as the bot takes it.

    Args:
        said: as discord.py made it.
        me: the bot's own id.
        reads: whether the message content intent is granted; without it, an empty text in a
            server may be one that Discord keeps from us.
        webhooks: whether messages of webhooks count as people's.
    """
    place = place_of(said)
    return IncomingMessage(
        id=str(said.id),
        place=place,
        author=author_of(said, webhooks=webhooks),
        text=_without(said, me),
        sent=said.created_at,
        addressed=addressed(said, me),
        replied_to=_replied_to(said, me, reads=reads or place.kind is PlaceKind.PRIVATE),
        forwarded=tuple(_snapshot(part) for part in said.message_snapshots),
        previews=_previews(said.embeds),
        edited=said.edited_at is not None,
    )


def asked(touch: Touch, text: str) -> IncomingMessage:
    """A command's text as a message. Its id can't be taken for one of a real message."""
    return IncomingMessage(
        id=f"i{touch.id}",
        place=place_of_touch(touch),
        author=person_of(touch),
        text=text,
        sent=touch.created_at,
        addressed=Addressed.COMMAND,
    )


def targeted(touch: Touch, said: discord.Message, me: int) -> IncomingMessage:
    """The message that somebody used a message command on, as what they ask about.

    Its text comes along whether or not the intent is granted.
    """
    about = Quoted(
        id=str(said.id),
        text=_all_text(said),
        previews=_all_previews(said),
        posted=said.created_at,
        by_us=said.author.id == me,
    )
    return IncomingMessage(
        id=f"i{touch.id}",
        place=place_of_touch(touch),
        author=person_of(touch),
        text="",
        sent=touch.created_at,
        addressed=Addressed.COMMAND,
        replied_to=about,
    )


def quoted_id(said: discord.Message) -> int | None:
    """The message that this one replies to, when the event didn't bring it along."""
    reference = said.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return None
    return reference.message_id if reference.resolved is None else None


def addressed(said: discord.Message, me: int) -> Addressed:
    """How a message reached the bot."""
    if said.guild is None:
        return Addressed.PRIVATE
    if _mention(said, me).search(said.content):
        return Addressed.MENTION
    role = said.guild.self_role
    if role is not None and role in said.role_mentions:
        return Addressed.MENTION
    if all(user.id != me for user in said.mentions):
        return Addressed.NO
    return Addressed.REPLY if said.type is discord.MessageType.reply else Addressed.MENTION


def _mention(said: discord.Message, me: int) -> re.Pattern[str]:
    role = said.guild.self_role if said.guild is not None else None
    ours = f"!?{me}" if role is None else f"(?:!?{me}|&{role.id})"
    return re.compile(rf"<@{ours}>")


def _without(said: discord.Message, me: int) -> str:
    return _mention(said, me).sub(" ", said.content).strip()


def _replied_to(said: discord.Message, me: int, *, reads: bool) -> Quoted | None:
    reference = said.reference
    if reference is None or reference.type is not discord.MessageReferenceType.reply:
        return None
    original = reference.resolved
    if isinstance(original, discord.DeletedReferencedMessage):
        return Quoted(id=str(original.id))
    if original is None:
        return Quoted(id=str(reference.message_id or ""), hidden=True)
    by_us = original.author.id == me
    text, previews = _all_text(original), _all_previews(original)
    return Quoted(
        id=str(original.id),
        text=text,
        previews=previews,
        posted=original.created_at,
        by_us=by_us,
        hidden=not (reads or by_us or text or previews),
        author_id=str(original.author.id),
    )


def _snapshot(part: discord.MessageSnapshot) -> Quoted:
    return Quoted(text=part.content, previews=_previews(part.embeds), posted=part.created_at)


def _all_text(said: discord.Message) -> str:
    parts = [said.content, *(part.content for part in said.message_snapshots)]
    return "\n".join(part for part in parts if part)


def _all_previews(said: discord.Message) -> tuple[Preview, ...]:
    inside = [embed for part in said.message_snapshots for embed in part.embeds]
    return _previews([*said.embeds, *inside])


def _previews(embeds: Sequence[discord.Embed]) -> tuple[Preview, ...]:
    return tuple(_worded(Preview(e.title or "", e.description or "", e.url or "") for e in embeds))


def _worded(previews: Iterable[Preview]) -> Iterable[Preview]:
    return (preview for preview in previews if preview.title or preview.description)
