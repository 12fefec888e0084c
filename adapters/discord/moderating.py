"""Moderators' commands: every step asks the moderation service, which asks for the permission."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import UTC

from adapters.discord import answers, forms
from adapters.discord.answers import Private, words_of
from adapters.discord.buttons import own_id
from adapters.discord.outbound import Pressable, label
from adapters.discord.places import Touch, person_of, place_of_touch
from bot.editing import form_of, with_form, with_statement
from bot.errors import BotError, NeedsConfirmation
from bot.forms import FactForm
from bot.keeping import Draft
from bot.permissions import Action, Actor, actor, require
from bot.refusing import declined
from bot.replies import Candidates, Done, History, Reply
from bot.wiring import Bot
from bot.wording import N_
from factbase.errors import FactbaseError
from factbase.model import Audience, Change, Fact

DRAFT = "discord-fact"
SHOWN = 3
"""Neighbours shown before a draft is saved."""
ALIKE = 0.3
"""Confidence (0..1) from which a neighbour is worth a question before saving."""

_LOOKS_LIKE = N_("Facts near to yours are on record. Nothing is saved yet.")
_PROPOSED = N_("Saved as the proposal {slug}. It needs a statement with its source.")
_CHANGED = N_("Saved: {slug}.")
_PUBLISHED = N_("Published: {slug}.")
_RETIRED = N_("Retired: {slug}. It is no longer said.")
_GONE = N_("This draft is gone. Please start again.")


@dataclass(frozen=True, slots=True)
class Moderating:
    """Adds, changes, publishes and retires facts of the community that a place belongs to."""

    bot: Bot

    async def add(self, touch: Touch, form: FactForm) -> None:
        """Open the form for a new fact. A modal must be the first answer, so nothing slow may
        come before it.
        """
        try:
            who = await self._who(touch)
            require(who, Action.PROPOSE, who.scope)
        except (FactbaseError, BotError) as problem:
            await answers.say(touch, declined(problem))
            return
        await touch.response.send_modal(forms.fact_modal(form, words_of(touch)))

    async def again(self, touch: Touch) -> None:
        """Open the form with what was typed before."""
        form = await self._draft(touch)
        if form is None:
            await answers.say(touch, Done(_GONE))
        else:
            await self.add(touch, form)

    async def added(self, touch: Touch) -> None:
        """The form came back: kept as a draft, looked at, and saved when nothing is near."""
        await answers.wait(touch)
        form = FactForm.of(forms.values(touch) | {"language": words_of(touch).language})
        again = Pressable(label(words_of(touch).say(N_("Edit the draft"))), own_id("again"))
        try:
            await self._keep(touch, form)
            who = await self._who(touch)
            fact = form.fact(self._change(who), who.scope)
            looked = await self.bot.drafting.look(who, fact)
            near = [item.fact for item in looked.neighbours if item.score >= ALIKE][:SHOWN]
            if near:
                how = Private(lead=_LOOKS_LIKE, extra=(*self._choices(touch, near), again))
                await answers.fill(touch, Candidates(tuple(near)), how)
                return
            saved = await self.bot.drafting.save(who, fact, "added in a chat")
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem), Private(extra=(again,)))
            return
        await self._saved(touch, saved, _PROPOSED)

    async def save(self, touch: Touch, onto: str) -> None:
        """The draft is new after all, or one more wording of the fact `onto`."""
        await answers.wait(touch)
        form = await self._draft(touch)
        if form is None:
            await answers.fill(touch, Done(_GONE))
            return
        try:
            who = await self._who(touch)
            fact = form.fact(self._change(who), who.scope)
            if onto:
                saved = await self._as_wording(who, fact, onto)
            else:
                saved = await self.bot.drafting.save(who, fact, "added in a chat")
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem))
            return
        await self._saved(touch, saved, _CHANGED if onto else _PROPOSED)

    async def edit(self, touch: Touch, slug: str) -> None:
        """Open the form of an existing fact."""
        try:
            who = await self._who(touch)
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
        await self._correct(
            touch, fact_id, version, lambda fact: with_statement(fact, form), "statement added"
        )

    async def publish(self, touch: Touch, slug: str, confirmed: str = "") -> None:
        """Publish a proposal."""
        await answers.wait(touch)
        try:
            who = await self._who(touch)
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
            who = await self._who(touch)
            fact = await self.bot.moderation.retire(who, slug, Audience(who.scope), why)
            return Done(_RETIRED, fact.slug)

        await answers.tell(touch, work)

    async def history(self, touch: Touch, slug: str) -> None:
        """Every saved state of a fact. Who changed what is for those who may change it."""

        async def work() -> Reply:
            who = await self._who(touch)
            require(who, Action.READ_DRAFTS, who.scope)
            found = await self.bot.moderation.history(who, slug, Audience(who.scope))
            return History(slug, found)

        await answers.tell(touch, work)

    async def _correct(
        self, touch: Touch, fact_id: str, version: int, change: Callable[[Fact], Fact], why: str
    ) -> None:
        try:
            who = await self._who(touch)
            async with self.bot.base.begin() as unit:
                stored = await unit.facts.by_id(fact_id)
            corrected = replace(change(stored), version=version)
            saved = await self.bot.moderation.correct(who, corrected, why)
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem))
            return
        await self._saved(touch, saved, _CHANGED)

    async def _saved(self, touch: Touch, fact: Fact, sentence: str) -> None:
        """Say so, and offer what comes next."""
        words, version = words_of(touch), str(fact.version)
        more = own_id("state-more", fact.id, version)
        steps = [Pressable(label(words.say(N_("Add a statement"))), more)]
        if fact.status == "proposed" and fact.statements:
            publish = own_id("publish-fact", fact.slug)
            steps.append(Pressable(label(words.say(N_("Publish"))), publish, main=True))
        await answers.fill(touch, Done(sentence, fact.slug), Private(extra=tuple(steps)))

    async def _as_wording(self, who: Actor, draft: Fact, onto: str) -> Fact:
        from bot.drafting import Choice, Chosen

        chosen = Chosen(Choice.WORDING, onto)
        return await self.bot.drafting.save(who, draft, "another wording", chosen)

    def _choices(self, touch: Touch, near: list[Fact]) -> tuple[Pressable, ...]:
        words = words_of(touch)
        new = Pressable(label(words.say(N_("Save as a new fact"))), own_id("save"), main=True)
        onto = [
            Pressable(label(words.say(N_("Wording of {n}"), n=number)), own_id("save", fact.slug))
            for number, fact in enumerate(near, 1)
        ]
        return (new, *onto)

    async def _who(self, touch: Touch) -> Actor:
        place = place_of_touch(touch)
        settings = await self.bot.preferences.settings(place)
        return actor(person_of(touch), place.kind, settings)

    async def _find(self, who: Actor, slug: str) -> Fact:
        async with self.bot.base.begin() as unit:
            return await unit.facts.get(slug, Audience(who.scope))

    def _change(self, who: Actor) -> Change:
        return Change(who.key, self.bot.clock.now().astimezone(UTC), "added in a chat")

    def _owner(self, touch: Touch) -> str:
        return self.bot.people.hash(person_of(touch).key)

    async def _keep(self, touch: Touch, form: FactForm) -> None:
        draft = Draft(self._owner(touch), DRAFT, asdict(form), self.bot.clock.now())
        async with self.bot.base.begin() as unit:
            await unit.writing()
            await unit.drafts.put(draft)
            await unit.commit()

    async def _draft(self, touch: Touch) -> FactForm | None:
        async with self.bot.base.begin() as unit:
            draft = await unit.drafts.get(self._owner(touch), DRAFT)
        return None if draft is None else FactForm.of(dict(draft.data))
