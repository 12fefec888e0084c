"""New facts: a form, a draft that keeps what was typed, what is near it, and saving it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from adapters.discord import answers, forms
from adapters.discord.answers import Private, words_of
from adapters.discord.buttons import own_id
from adapters.discord.outbound import Pressable, label
from adapters.discord.places import Touch, person_of
from adapters.discord.steps import CHANGED, PROPOSED, saved, who_acts
from bot.checking.refusing import declined
from bot.errors import BotError
from bot.moderating.drafting import Choice, Chosen
from bot.moderating.forms import FactForm
from bot.permissions import Action, Actor, lacks_community, require
from bot.privacy.keeping import Draft
from bot.replies import Candidates, Done
from bot.wiring import Bot
from bot.wording import N_
from factbase.errors import FactbaseError
from factbase.model import Change, Fact

DRAFT = "discord-fact"
SHOWN = 3
"""Neighbours shown before a draft is saved."""
ALIKE = 0.3
"""Confidence (0..1) from which a neighbour is worth a question before saving."""

_LOOKS_LIKE = N_("Facts near to yours are on record. Nothing is saved yet.")
_NO_FACTS_HERE = N_(
    "This server keeps no facts of its own yet. Whoever manages it can start that: "
    "/factbot settings, “Keep facts of our own”."
)
_GONE = N_("This draft is gone. Please start again.")


@dataclass(frozen=True, slots=True)
class Proposing:
    """Adds facts to the community that a place belongs to."""

    bot: Bot

    async def add(self, touch: Touch, form: FactForm) -> None:
        """Open the form for a new fact. A modal must be the first answer, so nothing slow may
        come before it.
        """
        try:
            who = await who_acts(self.bot, touch)
            if lacks_community(who, Action.PROPOSE):
                await answers.say(touch, Done(_NO_FACTS_HERE))
                return
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
            who = await who_acts(self.bot, touch)
            fact = form.fact(self._change(who), who.scope)
            looked = await self.bot.drafting.look(who, fact)
            near = [item.fact for item in looked.neighbours if item.score >= ALIKE][:SHOWN]
            if near:
                how = Private(lead=_LOOKS_LIKE, extra=(*self._choices(touch, near), again))
                await answers.fill(touch, Candidates(tuple(near)), how)
                return
            fact = await self.bot.drafting.save(who, fact, "added in a chat")
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem), Private(extra=(again,)))
            return
        await saved(touch, fact, PROPOSED)

    async def save(self, touch: Touch, onto: str) -> None:
        """The draft is new after all, or one more wording of the fact `onto`."""
        await answers.wait(touch)
        form = await self._draft(touch)
        if form is None:
            await answers.fill(touch, Done(_GONE))
            return
        try:
            who = await who_acts(self.bot, touch)
            fact = form.fact(self._change(who), who.scope)
            if onto:
                fact = await self._as_wording(who, fact, onto)
            else:
                fact = await self.bot.drafting.save(who, fact, "added in a chat")
        except (FactbaseError, BotError) as problem:
            await answers.fill(touch, declined(problem))
            return
        await saved(touch, fact, CHANGED if onto else PROPOSED)

    async def _as_wording(self, who: Actor, draft: Fact, onto: str) -> Fact:
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

    def _change(self, who: Actor) -> Change:
        return Change(who.key, self.bot.clock.now(), "added in a chat")

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
