"""What the bot does about messages: said, edited, deleted, reacted to."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

import discord
import structlog

from adapters.discord import inbound, outbound
from adapters.discord.courier import EMOJI, NOBODY, REACTION, DiscordCourier
from adapters.discord.failing import TROUBLE
from adapters.discord.places import NAME, place_by_id
from adapters.discord.settings import DiscordSettings
from bot.checking.outcome import Answer, Delivery
from bot.delivering.posting import Posting
from bot.delivering.tickets import again
from bot.messages import Addressed, IncomingMessage, Place
from bot.ports import PostedReply
from bot.wiring import Bot
from bot.wording import words_for

log = structlog.get_logger()

PREVIEWED_WITHIN = timedelta(minutes=2)
"""Discord adds a link's preview some seconds after the message, as an update without an edit."""
TAPS = 10_000
"""Taps remembered, so that a reaction taken back and forth sends one card."""


@dataclass(slots=True)
class Hearing:
    """Answers messages and keeps the answers true."""

    client: discord.Client
    bot: Bot
    settings: DiscordSettings
    posting: Posting
    courier: DiscordCourier
    _tapped: OrderedDict[tuple[int, int], None] = field(default_factory=OrderedDict)

    async def said(self, said: discord.Message) -> None:
        """Somebody wrote something."""
        if not self.settings.message_content and inbound.addressed(said, self._me) is Addressed.NO:
            return  # most messages end here: without the intent there is nothing to read
        message = self._read(said)
        if message is None:
            return
        message = await self._with_original(said, message)
        await self._answer(message)

    async def edited(self, event: discord.RawMessageUpdateEvent) -> None:
        """A message changed: its answer changes or goes. A preview that came late may be the
        first thing there is to read, so that is heard as if it had just been said.
        """
        message = self._read(event.message)
        if message is None:
            return
        message = await self._with_original(event.message, message)
        await self.posting.revise(message)
        late = self.bot.clock.now() - message.sent < PREVIEWED_WITHIN
        if late and not message.edited and message.previews and self._readable(message):
            await self._answer(message)

    async def deleted(self, guild_id: int | None, channel_id: int, ids: Iterable[int]) -> None:
        """Messages are gone: so are the answers to them, and an answer that a moderator deletes
        no longer counts.
        """
        place = await self._place(guild_id, channel_id)
        for message_id in ids:
            if not await self.bot.deliveries.taken_away(place, str(message_id)):
                await self.posting.forget(place, str(message_id))

    async def tapped(self, event: discord.RawReactionActionEvent) -> None:
        """Somebody tapped our reaction: they get the card, and nobody else."""
        if event.emoji.name != EMOJI or event.user_id == self._me:
            return
        tap = (event.user_id, event.message_id)
        if tap in self._tapped or (event.member is not None and event.member.bot):
            return
        place = await self._place(event.guild_id, event.channel_id)
        async with self.bot.base.begin() as unit:
            found = await unit.replies.answering(place, str(event.message_id))
        posted = next((one for one in found if one.sent_id == REACTION), None)
        if posted is None:
            return
        self._tapped[tap] = None
        while len(self._tapped) > TAPS:
            self._tapped.popitem(last=False)
        await self._show_alone(event.member or event.user_id, posted)

    @property
    def _me(self) -> int:
        return self.client.user.id if self.client.user is not None else 0

    def _read(self, said: discord.Message) -> IncomingMessage | None:
        if said.type not in inbound.ORDINARY or said.author.id == self._me:
            return None
        reads, webhooks = self.settings.message_content, self.settings.webhooks
        return inbound.message(said, self._me, reads=reads, webhooks=webhooks)

    def _readable(self, message: IncomingMessage) -> bool:
        """Without the intent, what isn't addressed to us comes without its text."""
        return self.settings.message_content or message.addressed is not Addressed.NO

    async def _with_original(
        self, said: discord.Message, message: IncomingMessage
    ) -> IncomingMessage:
        """The message again, with the one that it replies to when the event left that out."""
        wanted = inbound.quoted_id(said)
        if wanted is None or said.reference is None or not self._readable(message):
            return message
        try:
            said.reference.resolved = await said.channel.fetch_message(wanted)
        except TROUBLE:
            return message
        return self._read(said) or message

    async def _answer(self, message: IncomingMessage) -> None:
        outcome = await self.bot.answering.answer(message)
        if not isinstance(outcome, Answer):
            return
        if outcome.ticket is None or outcome.delivery is Delivery.REPLY:
            await self.posting.say(outcome, message.place, message.id)
        elif outcome.delivery is Delivery.REACTION:
            ticket = outcome.ticket
            react = partial(self.courier.react, ticket.place, ticket.message_id)
            await self.posting.quietly(ticket, react)
        else:
            await self._hold(outcome, outcome.ticket)

    async def _hold(self, answer: Answer, ticket: PostedReply) -> None:
        settings = await self.bot.preferences.settings(ticket.place)
        if not settings.log_place.isdigit():
            await self.posting.give_up(ticket.place, ticket, "no-log-place")
            return
        log_place = Place(NAME, settings.log_place, server=ticket.place.server)
        await self.posting.quietly(
            ticket, partial(self.courier.hold, log_place, ticket, answer.reply)
        )

    async def _show_alone(self, who: discord.Member | int, posted: PostedReply) -> None:
        reply = again(posted, self.bot.index.fact, self.bot.clock.now().date())
        words = words_for(posted.locale)
        drawn = outbound.drawn(outbound.for_one(outbound.document(reply, words)))
        try:
            user = await self.client.fetch_user(who) if isinstance(who, int) else who
            await user.send(embed=drawn.embed(), allowed_mentions=NOBODY)
        except TROUBLE as problem:
            # Most often somebody who takes no direct messages.
            log.info("tap_not_answered", platform=NAME, error=type(problem).__name__)

    async def _place(self, guild_id: int | None, channel_id: int) -> Place:
        """The place of a raw event. A thread that isn't cached (an archived one) is asked for,
        because replies are recorded under its channel.
        """
        guild = self.client.get_guild(guild_id) if guild_id is not None else None
        if guild is not None and guild.get_channel_or_thread(channel_id) is None:
            try:
                found = await guild.fetch_channel(channel_id)
            except TROUBLE:
                return place_by_id(guild, channel_id)
            if isinstance(found, discord.Thread):
                return Place(
                    NAME, str(found.parent_id), server=str(guild_id), thread=str(channel_id)
                )
        return place_by_id(guild, channel_id)
