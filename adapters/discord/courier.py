"""Replies on their way to Discord: posted once by nonce, edited, removed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import discord

from adapters.discord import buttons, outbound, permits
from adapters.discord.failing import as_delivery
from adapters.discord.outbound import Drawn
from adapters.discord.places import channel_id_of
from adapters.discord.telling import Telling
from bot.composing.document import Button, Press
from bot.delivering.posted import SHADOW
from bot.errors import DeliveryError
from bot.messages import Place
from bot.ports import PostedReply, Sent, Target
from bot.replies import FactCard, News, Reply
from bot.wording import N_, words_for

EMOJI = "🔎"
"""The reaction of quiet mode."""
REACTION = "reaction"
"""`sent_id` of what is only a reaction."""
NOBODY = discord.AllowedMentions.none()

_HELD = (
    (Press.APPROVE, N_("Approve")),
    (Press.NEVER, N_("Never for this claim")),
)


@dataclass(frozen=True, slots=True)
class DiscordCourier:
    """What the running client can do with replies; `bot.ports.Courier`."""

    client: discord.Client
    refusals: permits.Refusals
    telling: Telling

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        """Say something. The ticket is the nonce, so that Discord itself drops a second one."""
        under = target.message_id.isdigit()
        if target.message_id and not under and not isinstance(reply, News):
            # An interaction that was cut off: its token is gone, and it was told to try again.
            raise DeliveryError("interaction-over", final=True)
        drawn = outbound.draw(reply, words_for(target.locale), ticket)
        channel = await self._open(target.place)
        options: dict[str, Any] = {}
        if under and permits.may_reply(channel):
            options["reference"] = discord.MessageReference(
                message_id=int(target.message_id),
                channel_id=channel_id_of(target.place),
                fail_if_not_exists=False,
            )
        said = await self._send(channel, drawn, ticket, options)
        return Sent(str(said.id), said.jump_url)

    async def react(self, place: Place, message_id: str) -> Sent:
        """Quiet mode: a sign that there is something to know."""
        channel_id = channel_id_of(place)
        if self.refusals.holds(channel_id):
            raise DeliveryError("forbidden", final=True)
        with as_delivery(lambda: self.refusals.note(channel_id)):
            await self._message(channel_id, message_id, place.server).add_reaction(EMOJI)
        return Sent(REACTION)

    async def hold(self, log_place: Place, posted: PostedReply, reply: Reply) -> Sent:
        """Shadow mode: show moderators what would have been said, without an address that
        anybody else is ever led to.
        """
        channel = await self._open(log_place)
        said = await self._send(channel, _held(posted, reply), posted.id, {"content": _of(posted)})
        return Sent(f"{SHADOW}{said.channel.id}:{said.id}")

    async def edit(self, posted: PostedReply, reply: Reply) -> None:
        """Replace what a reply shows."""
        if posted.sent_id == REACTION:
            return
        shadow = posted.sent_id.startswith(SHADOW)
        drawn = (
            _held(posted, reply)
            if shadow
            else outbound.draw(reply, words_for(posted.locale), posted.id)
        )
        with as_delivery():
            await self._sent(posted).edit(
                embed=drawn.embed(), view=buttons.view(drawn.buttons), allowed_mentions=NOBODY
            )

    async def remove(self, posted: PostedReply) -> None:
        """Take a reply away; one that is gone already is no error."""
        with as_delivery():
            try:
                if posted.sent_id == REACTION:
                    message = self._message(channel_id_of(posted.place), posted.message_id)
                    await message.remove_reaction(EMOJI, _me(self.client))
                else:
                    await self._sent(posted).delete()
            except discord.NotFound:
                return

    async def _open(self, place: Place) -> discord.abc.Messageable:
        """The channel to speak in, once we know that we may."""
        channel_id = channel_id_of(place)
        if self.refusals.holds(channel_id):
            raise DeliveryError("forbidden", final=True)
        known = self.client.get_channel(channel_id)
        lacking = permits.missing(known)
        if lacking:
            await self.telling.lacking(place, channel_id, lacking)
            raise DeliveryError(f"lacks-{lacking[0]}", final=True)
        if known is not None:
            await self.refusals.granted(channel_id)
        if isinstance(known, discord.abc.Messageable):
            return known
        guild_id = int(place.server) if place.server else None
        return self.client.get_partial_messageable(channel_id, guild_id=guild_id)

    async def _send(
        self, channel: discord.abc.Messageable, drawn: Drawn, ticket: str, options: dict[str, Any]
    ) -> discord.Message:
        channel_id = int(getattr(channel, "id", 0))
        shown = buttons.view(drawn.buttons)
        options |= {"view": shown} if shown is not None else {}
        options |= {"nonce": ticket} if ticket else {}
        with as_delivery(lambda: self.refusals.note(channel_id)):
            said: discord.Message = await channel.send(
                embed=drawn.embed(), mention_author=False, allowed_mentions=NOBODY, **options
            )
        return said

    def _sent(self, posted: PostedReply) -> discord.PartialMessage:
        if posted.sent_id.startswith(SHADOW):
            channel_id, message_id = posted.sent_id.removeprefix(SHADOW).split(":")
            return self._message(int(channel_id), message_id)
        return self._message(channel_id_of(posted.place), posted.sent_id)

    def _message(
        self, channel_id: int, message_id: str, server: str = ""
    ) -> discord.PartialMessage:
        if not message_id.isdigit():
            raise DeliveryError("interaction-over", final=True)
        guild_id = int(server) if server else None
        channel = self.client.get_partial_messageable(channel_id, guild_id=guild_id)
        return channel.get_partial_message(int(message_id))


def _held(posted: PostedReply, reply: Reply) -> Drawn:
    """A reply with the moderators' buttons instead of everybody's."""
    words = words_for(posted.locale)
    whole = outbound.document(reply, words)
    judged: tuple[Button, ...] = ()
    if isinstance(reply, FactCard):
        fact_id = reply.fact.id
        judged = tuple(Button(press, fact_id, words.say(label)) for press, label in _HELD)
    return outbound.with_buttons(whole, judged, posted.id)


def _of(posted: PostedReply) -> str:
    place = posted.place
    link = (
        f"<https://discord.com/channels/{place.server}/{channel_id_of(place)}/{posted.message_id}>"
    )
    return words_for(posted.locale).say("I would have said this to {message}", message=link)


def _me(client: discord.Client) -> discord.ClientUser:
    if client.user is None:
        raise DeliveryError("not-logged-in", final=False)
    return client.user
