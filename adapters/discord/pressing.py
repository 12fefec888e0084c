"""Presses on cards, and showing a private card to everybody."""

from __future__ import annotations

from dataclasses import dataclass, replace

import discord

from adapters.discord import answers, buttons, inbound, outbound
from adapters.discord.answers import Private
from adapters.discord.courier import NOBODY
from adapters.discord.failing import TROUBLE
from adapters.discord.places import NAME, Touch, channel_id_of, person_of, place_of_touch
from adapters.discord.reviewing import ReviewDesk
from adapters.discord.settings import DiscordSettings
from bot.checking.claims import Claim, pick
from bot.checking.outcome import Answer
from bot.composing.document import Press
from bot.delivering.posting import Posting
from bot.messages import Addressed, IncomingMessage, Person
from bot.observing import code_of
from bot.ports import Sent
from bot.pressing import callbacks
from bot.pressing.callbacks import Pressed
from bot.pressing.presses import Presser
from bot.replies import Declined, Done, Refusal
from bot.wiring import Bot
from bot.wording import N_, words_for
from factbase.errors import StoreUnavailable

_SHOWN = N_("Posted for everybody.")
_STAYS = N_(
    "It is noted, but I can't take the card away: the thread is archived, or I lack a permission."
)
_JUDGED = frozenset({Press.APPROVE, Press.NEVER})
_WITH_TEXT = frozenset({Press.WHY, Press.REASON})


@dataclass(frozen=True, slots=True)
class Pressing:
    """Does what buttons say."""

    bot: Bot
    client: discord.Client
    settings: DiscordSettings
    posting: Posting
    reviewing: ReviewDesk

    async def pressed(self, touch: Touch, custom_id: str) -> None:
        """A button of a card."""
        pressed = callbacks.pressed(custom_id)
        if pressed is None:
            await answers.say(touch, Declined(Refusal.NO_SUCH_FACT))
            return
        presser = Presser(person_of(touch), place_of_touch(touch))
        match pressed.press:
            case Press.DRAFT:
                await self.reviewing.draft(touch, pressed, presser)
            case Press.REVIEW:
                await self.reviewing.decide(touch, pressed, presser)
            case _:
                await self._card(touch, pressed, presser)

    async def _card(self, touch: Touch, pressed: Pressed, presser: Presser) -> None:
        if pressed.press is Press.REASON:
            await touch.response.defer()  # the question itself becomes the answer
        else:
            await answers.wait(touch)
        if pressed.press in _WITH_TEXT:
            presser = replace(presser, text=await self._text(pressed))
        outcome = await self.bot.presses.press(pressed, presser)
        reply = outcome.reply
        if outcome.remove is not None and not await self.posting.withdraw(outcome.remove):
            reply = Done(_STAYS)
        if outcome.say is not None:
            await self.posting.release(outcome.say)
        await answers.fill(touch, reply, Private(ticket=pressed.ticket))
        if pressed.press in _JUDGED and not isinstance(outcome.reply, Declined):
            await _take_buttons(touch)

    async def publish(
        self, touch: Touch, fact_id: str, about: tuple[str, str], matched: str
    ) -> None:
        """Show a private card to everybody: under the message it is about (its id and its
        author's), or by itself.
        """
        message_id, author_id = about
        await touch.response.defer()
        if not _may_speak(touch):
            await answers.say(touch, Declined(Refusal.NOT_ALLOWED))
            return
        under = message_id != "0" and touch.is_guild_integration()
        answered = message_id if under else f"i{touch.id}"
        author = Person(NAME, author_id) if under else person_of(touch)
        place = place_of_touch(touch)
        message = IncomingMessage(
            id=answered,
            place=place,
            author=replace(author, locale=str(touch.guild_locale or touch.locale)),
            text="",
            sent=touch.created_at,
            addressed=Addressed.COMMAND,
        )
        outcome = await self.bot.aside.publish(message, fact_id, answers.match_of(matched))
        if not isinstance(outcome, Answer) or outcome.ticket is None:
            said = answers.spoken(outcome) if not isinstance(outcome, Answer) else outcome.reply
            await answers.say(touch, said)
            return
        if under:
            sent = await self.posting.say(outcome, place, answered) is not None
        else:
            sent = await self._follow_up(touch, outcome)
        reply = Done(_SHOWN) if sent else Declined(Refusal.NOT_ALLOWED)
        await answers.fill(touch, reply)

    async def _follow_up(self, touch: Touch, answer: Answer) -> bool:
        """Post through the interaction, which works where the bot isn't a member."""
        ticket = answer.ticket
        drawn = outbound.draw(answer.reply, words_for(answer.locale), ticket.id if ticket else "")
        try:
            said = await touch.followup.send(
                embed=drawn.embed(),
                view=buttons.view(drawn.buttons) or discord.utils.MISSING,
                ephemeral=False,
                allowed_mentions=NOBODY,
                wait=True,
            )
        except TROUBLE as problem:
            await self.posting.give_up(place_of_touch(touch), ticket, code_of(problem))
            return False
        await self.posting.arrived(ticket, Sent(str(said.id), said.jump_url))
        return True

    async def _text(self, pressed: Pressed) -> str:
        """The claim that a card answers, read once more from its message: none is kept."""
        try:
            posted = await self.bot.deliveries.find(pressed.ticket) if pressed.ticket else None
        except StoreUnavailable:
            return ""
        if posted is None or not posted.message_id.isdigit():
            return ""
        server = int(posted.place.server) if posted.place.server else None
        channel = self.client.get_partial_messageable(channel_id_of(posted.place), guild_id=server)
        me = self.client.user.id if self.client.user is not None else 0
        try:
            said = await channel.fetch_message(int(posted.message_id))
        except TROUBLE:
            return ""
        claim = pick(inbound.message(said, me, reads=self.settings.message_content))
        return claim.text if isinstance(claim, Claim) else ""


def _may_speak(touch: Touch) -> bool:
    """Who was forbidden to speak here doesn't speak through the bot either."""
    if touch.guild_id is None:
        return True
    if isinstance(touch.channel, discord.Thread):
        return touch.permissions.send_messages_in_threads
    return touch.permissions.send_messages


async def _take_buttons(touch: Touch) -> None:
    """What moderators have judged is judged."""
    if touch.message is not None:
        try:
            await touch.message.edit(view=None, allowed_mentions=NOBODY)
        except TROUBLE:
            return
