"""What people have of the bot about themselves and their community, and being left alone."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import discord

from adapters.discord import answers, markup
from adapters.discord.answers import Private, words_of
from adapters.discord.buttons import own_id
from adapters.discord.courier import NOBODY
from adapters.discord.outbound import Pressable, label
from adapters.discord.places import Touch, person_of, place_of_touch
from bot.checking.refusing import declined
from bot.errors import BotError
from bot.permissions import actor
from bot.pressing.suppressing import circle
from bot.replies import Done, Reply
from bot.wiring import Bot
from bot.wording import N_
from factbase.errors import FactbaseError

FILE = "factbot.json"
"""Name of the file in which people have what is kept about them."""

_YOURS = N_("This is everything that is kept about you.")
_SURE = N_(
    "This forgets your follows, wishes, drafts and reports, and takes you off everything else. "
    "It can't be undone."
)


@dataclass(frozen=True, slots=True)
class Personal:
    """Answers each person about themselves, and moderators about the bot's record."""

    bot: Bot

    async def accuracy(self, touch: Touch, days: int) -> None:
        """The numbers of the community here, for those who moderate it."""

        async def work() -> Reply:
            place = place_of_touch(touch)
            settings = await self.bot.preferences.settings(place)
            who = actor(person_of(touch), place.kind, settings)
            return await self.bot.upkeep.numbers.shown_to(who, circle(settings, place), days)

        await answers.tell(touch, work)

    async def privacy(self, touch: Touch) -> None:
        """What is kept."""

        async def work() -> Reply:
            return await self.bot.preferences.privacy(person_of(touch))

        await answers.tell(touch, work)

    async def export(self, touch: Touch) -> None:
        """What is kept about the one who asks, as a file for them alone."""
        await answers.wait(touch)
        try:
            found = await self.bot.preferences.export(person_of(touch))
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem))
            return
        await touch.edit_original_response(
            content=markup.escape(words_of(touch).say(_YOURS)),
            attachments=[discord.File(BytesIO(found.encode()), FILE)],
            allowed_mentions=NOBODY,
        )

    async def ask_to_forget(self, touch: Touch) -> None:
        """Ask once more before anything is forgotten."""
        sure = label(words_of(touch).say(N_("Delete what is kept about me")))
        await answers.say(
            touch, Done(_SURE), Private(extra=(Pressable(sure, own_id("forget-me")),))
        )

    async def forget(self, touch: Touch) -> None:
        """Forget whoever pressed, and say what stays."""
        await touch.response.defer()
        try:
            reply: Reply = await self.bot.preferences.erase(person_of(touch))
        except (FactbaseError, BotError) as problem:
            reply = declined(problem)
        await answers.fill(touch, reply)

    async def ignore_me(self, touch: Touch, *, ignored: bool) -> None:
        """Never to be answered unprompted, or again."""

        async def work() -> Reply:
            return await self.bot.preferences.ignore_me(person_of(touch), ignored=ignored)

        await answers.tell(touch, work)
