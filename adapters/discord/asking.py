"""Questions that people ask by command: about a text, a message, a fact, or the bot itself."""

from __future__ import annotations

from dataclasses import dataclass

import discord
from discord.app_commands import Choice

from adapters.discord import answers, inbound, markup
from adapters.discord.answers import Private, words_of
from adapters.discord.places import Touch, person_of, place_of_touch
from bot.checking.for_one import Keep
from bot.checking.outcome import Answer, Outcome
from bot.composing.document import Press
from bot.messages import IncomingMessage
from bot.places.behaviour import PlaceSettings
from bot.pressing.callbacks import Pressed
from bot.pressing.presses import Presser
from bot.replies import FactCard, Help, Reply
from bot.wiring import Bot
from factbase.matching.decision import Lane

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
        message = inbound.asked(touch, text)

        async def work() -> Outcome:
            offered = await self._named(touch, text)
            if isinstance(offered, FactCard):
                return await self._shown(touch, message, offered)
            return await self.bot.aside.answer(message, _keep(touch))

        await answers.said(touch, work, Private(), self.bot.deliveries)

    async def check_message(self, touch: Touch, said: discord.Message) -> None:
        """A message that somebody pointed at."""
        me = self.client.user.id if self.client.user is not None else 0
        message = inbound.targeted(touch, said, me)

        async def work() -> Outcome:
            return await self.bot.aside.answer(message, _keep(touch))

        await answers.said(touch, work, Private(about=said), self.bot.deliveries)

    async def show(self, touch: Touch, slug: str) -> None:
        """The card of a fact."""
        message = inbound.asked(touch, slug)

        async def work() -> Outcome:
            return await self._shown(touch, message, await self._named(touch, slug))

        await answers.said(touch, work, Private(), self.bot.deliveries)

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
            named = await self._named(touch, slug)
            if not isinstance(named, FactCard):
                return named
            presser = Presser(person_of(touch), place_of_touch(touch))
            pressed = Pressed(Press.FOLLOW, fact_id=named.fact.id)
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

    async def _shown(self, touch: Touch, message: IncomingMessage, reply: Reply) -> Outcome:
        """A card for one person alone, or one that stays in their conversation with the bot,
        where it follows its fact.
        """
        if isinstance(reply, FactCard) and answers.alone(touch):
            return await self.bot.aside.publish(message, reply.fact.id, again=True)
        return Answer(reply, message.author.locale)

    async def _settings(self, touch: Touch) -> PlaceSettings:
        """The settings that hold here, mostly from memory."""
        author = self.bot.people.hash(person_of(touch).key)
        settings, _ = await self.bot.answering.places.look(place_of_touch(touch), author)
        return settings

    async def _named(self, touch: Touch, slug: str) -> Reply:
        """The card of the fact of that name, or why there is none."""
        settings = await self._settings(touch)
        return await self.bot.lookups.show(slug.strip(), settings.audience)


def _keep(touch: Touch) -> Keep:
    """What is recorded of an answer: one that stays is, so that its card follows its fact."""
    return Keep.ALL if answers.alone(touch) else Keep.QUESTIONS


def _name(claim: str) -> str:
    words = markup.plain(claim)
    return words if len(words) <= NAME else words[: NAME - 1] + "…"
