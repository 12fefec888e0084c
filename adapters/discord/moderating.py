"""Moderators' commands: every step asks the moderation service, which asks for the permission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from adapters.discord import answers, forms
from adapters.discord.answers import Private, words_of
from adapters.discord.buttons import own_id
from adapters.discord.outbound import Pressable, label
from adapters.discord.places import Touch
from adapters.discord.steps import CHANGED, saved, who_acts
from bot.checking.refusing import declined
from bot.errors import BotError, NeedsConfirmation
from bot.moderating.editing import UNCHANGED, form_of, with_form, with_statement
from bot.moderating.forms import FactForm
from bot.permissions import Action, Actor, require
from bot.replies import Done, History, Reply
from bot.wiring import Bot
from bot.wording import N_
from factbase.ahead import day_of
from factbase.errors import FactbaseError
from factbase.model import Audience, Fact

_PUBLISHED = N_("Published: {slug}.")
_RETIRED = N_("Retired: {slug}. It is no longer said.")


@dataclass(frozen=True, slots=True)
class Moderating:
    """Changes, publishes and retires facts of the community that a place belongs to."""

    bot: Bot

    async def edit(self, touch: Touch, slug: str) -> None:
        """Open the form of an existing fact."""
        try:
            who = await who_acts(self.bot, touch)
            fact = await self._find(who, slug)
            require(who, Action.CORRECT, fact.scope)
        except (FactbaseError, BotError) as problem:
            await answers.say(touch, declined(problem))
            return
        words = words_of(touch)
        form = form_of(fact, words.language)
        await touch.response.send_modal(forms.edit_modal(form, fact.id, fact.version, words))

    async def edited(self, touch: Touch, fact_id: str, version: int) -> None:
        """The form of an existing fact came back."""
        filled = forms.values(touch)
        language = words_of(touch).language
        form = FactForm.of(filled | {"language": language})

        def change(fact: Fact) -> Fact:
            return with_form(fact, form, language)

        await answers.wait(touch)
        await self._correct(touch, fact_id, version, change, filled.get("why", ""))

    async def state(self, touch: Touch, fact_id: str, version: int) -> None:
        """Open the form for a statement."""
        modal = forms.statement_modal(fact_id, version, words_of(touch))
        await touch.response.send_modal(modal)

    async def stated(self, touch: Touch, fact_id: str, version: int) -> None:
        """A statement came back."""
        form = forms.statement_form(forms.values(touch), words_of(touch).language)
        await answers.wait(touch)
        today = day_of(self.bot.clock.now())
        await self._correct(
            touch,
            fact_id,
            version,
            lambda fact: with_statement(fact, form, today),
            "statement added",
        )

    async def publish(self, touch: Touch, slug: str, confirmed: str = "") -> None:
        """Publish a proposal."""
        await answers.wait(touch)
        try:
            who = await who_acts(self.bot, touch)
            audience = Audience(who.scope)
            fact = await self.bot.moderation.publish(
                who, slug, audience, "published in a chat", confirmed=confirmed
            )
        except NeedsConfirmation as problem:
            words = words_of(touch)
            custom_id = own_id("publish-fact", slug, problem.seal)
            anyway = Pressable(label(words.say(N_("Publish all the same"))), custom_id)
            await answers.fill(touch, declined(problem), Private(extra=(anyway,)))
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem))
        else:
            await answers.fill(touch, Done(_PUBLISHED, fact.slug))

    async def retire(self, touch: Touch, slug: str, why: str) -> None:
        """Retire a fact."""

        async def work() -> Reply:
            who = await who_acts(self.bot, touch)
            fact = await self.bot.moderation.retire(who, slug, Audience(who.scope), why)
            return Done(_RETIRED, fact.slug)

        await answers.tell(touch, work)

    async def history(self, touch: Touch, slug: str) -> None:
        """Every saved state of a fact. Who changed what is for those who may change it."""

        async def work() -> Reply:
            who = await who_acts(self.bot, touch)
            require(who, Action.READ_DRAFTS, who.scope)
            found = await self.bot.moderation.history(who, slug, Audience(who.scope))
            return History(slug, found)

        await answers.tell(touch, work)

    async def _correct(
        self, touch: Touch, fact_id: str, version: int, change: Callable[[Fact], Fact], why: str
    ) -> None:
        try:
            who = await who_acts(self.bot, touch)
            async with self.bot.base.begin() as unit:
                stored = await unit.facts.by_id(fact_id)
            corrected = replace(change(stored), version=version)
            fact = await self.bot.moderation.correct(who, corrected, why)
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem))
            return
        await saved(touch, fact, UNCHANGED if fact.version == version else CHANGED)

    async def _find(self, who: Actor, slug: str) -> Fact:
        async with self.bot.base.begin() as unit:
            return await unit.facts.get(slug, Audience(who.scope))
