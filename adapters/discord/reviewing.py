"""The review queue on Discord: each item a message of its own, decided with one press."""

from __future__ import annotations

from dataclasses import dataclass, replace

from adapters.discord import answers, buttons, outbound
from adapters.discord.answers import words_of
from adapters.discord.courier import NOBODY
from adapters.discord.failing import TROUBLE
from adapters.discord.places import Touch, person_of, place_of_touch
from adapters.discord.proposing import Proposing
from bot.checking.refusing import declined
from bot.errors import BotError, NotAllowed
from bot.permissions import Action, actor
from bot.pressing.callbacks import Pressed
from bot.pressing.presses import Presser
from bot.pressing.suppressing import circle
from bot.replies import Declined, Done, ReviewCard
from bot.reviewing.queue import reviews
from bot.wiring import Bot
from bot.wording import N_, words_for
from factbase.errors import FactbaseError

AT_ONCE = 5
"""Items shown by one command: as much as anybody decides in one go."""

_EMPTY = N_("Nothing waits for a decision here.")
_NO_DRAFT = N_("You may not write facts here, or those questions are kept no longer.")
_MORE = N_("More are waiting; use the command again when these are decided.")


@dataclass(frozen=True, slots=True)
class ReviewDesk:
    """Shows what moderators are to decide, and opens the form for what people ask."""

    bot: Bot
    proposing: Proposing

    async def queue(self, touch: Touch) -> None:
        """Show what waits here, to the moderator alone."""
        await answers.wait(touch)
        place = place_of_touch(touch)
        try:
            settings = await self.bot.preferences.settings(place)
            who = actor(person_of(touch), place.kind, settings)
            where = circle(settings, place)
            if not reviews(who, where):
                raise NotAllowed(Action.REVIEW)
            found = await self.bot.upkeep.reviewing.queue(who, where)
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem))
            return
        await self._show(touch, found)

    async def _show(self, touch: Touch, found: tuple[ReviewCard, ...]) -> None:
        if not found:
            await answers.fill(touch, Done(_EMPTY))
            return
        first, *others = found[:AT_ONCE]
        await answers.fill(touch, first)
        for card in others:
            await answers.say(touch, card)
        if len(found) > AT_ONCE:
            await answers.say(touch, Done(_MORE))

    async def decide(self, touch: Touch, pressed: Pressed, presser: Presser) -> None:
        """Take a decision. Its buttons go, whoever was first; what came of it is said to the
        one who pressed.
        """
        await touch.response.defer()
        outcome = await self.bot.presses.press(pressed, presser)
        if not isinstance(outcome.reply, Declined):
            await self._show_decided(touch, pressed.ticket)
        await answers.say(touch, outcome.reply)

    async def _show_decided(self, touch: Touch, item_id: str) -> None:
        """The item as it was decided, in the language it was shown in."""
        async with self.bot.base.begin() as unit:
            item = await unit.reviews.get(item_id)
            if item is None:
                return
            card = await self.bot.upkeep.reviewing.card(unit, item)
            settings = await unit.places.settings(place_of_touch(touch))
        alone = touch.message is None or touch.message.flags.ephemeral
        public = words_for(settings.locale or self.bot.settings.locale)
        drawn = outbound.draw(card, words_of(touch) if alone else public)
        try:
            await touch.edit_original_response(
                embed=drawn.embed(), view=buttons.view(drawn.buttons), allowed_mentions=NOBODY
            )
        except TROUBLE:
            return  # somebody deleted it meanwhile; the decision holds

    async def draft(self, touch: Touch, pressed: Pressed, presser: Presser) -> None:
        """Open the form with what people asked. It must be the first answer, so nothing slow
        may come before it.
        """
        form = await self.bot.presses.draft(pressed, presser)
        if form is None:
            await answers.say(touch, Done(_NO_DRAFT))
            return
        await self.proposing.add(touch, replace(form, language=str(touch.locale)))
