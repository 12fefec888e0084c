"""Questions that people ask by command: about a text, a message, a fact, or the bot itself."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from discord.app_commands import Choice

from adapters.discord import answers, inbound, markup
from adapters.discord.answers import Private, words_of
from adapters.discord.places import Touch, person_of, place_of_touch
from bot.checking.outcome import Silent
from bot.composing.document import Press
from bot.messages import IncomingMessage
from bot.places.behaviour import PlaceSettings
from bot.pressing.callbacks import Pressed
from bot.pressing.presses import Presser
from bot.replies import Declined, Help, Refusal, Reply
from bot.wiring import Bot
from factbase.matching.decision import Lane
from factbase.model import Fact

CHOICES = 25
NAME = 100
"""What autocomplete may offer, and the characters of each offer (Discord)."""


@dataclass(frozen=True, slots=True)
class Asking:
    """Answers commands, privately; a card can then be shown to everybody."""

    bot: Bot
    client: discord.Client

    async def check(self, touch: Touch, text: str) -> None:
        """A claim, or one that was offered while typing."""

        async def work() -> Reply | Silent:
            settings = await self._settings(touch)
            offered = self._by_slug(text, settings)
            if offered is not None:
                return await self.bot.lookups.show(offered.slug, settings.audience)
            return await self._answer(inbound.asked(touch, text))

        await answers.tell(touch, work)

    async def check_message(self, touch: Touch, said: discord.Message) -> None:
        """A message that somebody pointed at."""
        me = self.client.user.id if self.client.user is not None else 0

        async def work() -> Reply | Silent:
            return await self._answer(inbound.targeted(touch, said, me))

        await answers.tell(touch, work, Private(about=said))

    async def show(self, touch: Touch, slug: str) -> None:
        """The card of a fact."""

        async def work() -> Reply:
            settings = await self._settings(touch)
            return await self.bot.lookups.show(slug.strip(), settings.audience)

        await answers.tell(touch, work)

    async def search(self, touch: Touch, text: str) -> None:
        """Facts near to some words."""

        async def work() -> Reply:
            settings = await self._settings(touch)
            return self.bot.lookups.search(text, settings.audience)

        await answers.tell(touch, work)

    async def why(self, touch: Touch, text: str) -> None:
        """How a text would be decided."""

        async def work() -> Reply:
            settings = await self._settings(touch)
            return self.bot.lookups.why(
                text, Lane.ADDRESSED, settings.audience, settings.thresholds
            )

        await answers.tell(touch, work)

    async def recent(self, touch: Touch) -> None:
        """What changed last."""

        async def work() -> Reply:
            settings = await self._settings(touch)
            return self.bot.lookups.recent(settings.audience)

        await answers.tell(touch, work)

    async def follow(self, touch: Touch, slug: str) -> None:
        """Follow a fact, or stop."""

        async def work() -> Reply:
            fact = self._by_slug(slug, await self._settings(touch))
            if fact is None:
                return Declined(Refusal.NO_SUCH_FACT)
            presser = Presser(person_of(touch), place_of_touch(touch))
            pressed = Pressed(Press.FOLLOW, fact_id=fact.id)
            return (await self.bot.presses.press(pressed, presser)).reply

        await answers.tell(touch, work)

    async def help(self, touch: Touch) -> None:
        """How to use the bot."""

        async def work() -> Reply:
            return Help()

        await answers.tell(touch, work)

    async def suggest(self, touch: Touch, typed: str) -> list[Choice[str]]:
        """Facts for what somebody has typed so far: their claims to read, their slugs to send."""
        settings = await self._settings(touch)
        words = words_of(touch)
        facts = self.bot.lookups.suggest(typed, settings.audience)[:CHOICES]
        return [
            Choice(name=_name(fact.claim.best(words.language).text), value=fact.slug)
            for fact in facts
        ]

    async def _answer(self, message: IncomingMessage) -> Reply | Silent:
        outcome = await self.bot.aside.answer(message)
        return outcome if isinstance(outcome, Silent) else outcome.reply

    async def _settings(self, touch: Touch) -> PlaceSettings:
        """The settings that hold here, mostly from memory."""
        author = self.bot.people.hash(person_of(touch).key)
        settings, _ = await self.bot.answering.places.look(place_of_touch(touch), author)
        return settings

    def _by_slug(self, text: str, settings: PlaceSettings) -> Fact | None:
        wanted = text.strip()
        visible = self.bot.index.visible(settings.audience)
        return next((fact for fact in visible if fact.slug == wanted), None)


def _name(claim: str) -> str:
    words = markup.plain(claim)
    return words if len(words) <= NAME else words[: NAME - 1] + "…"
