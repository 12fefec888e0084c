"""What moderators' commands share: who acts, and what is offered after a fact was saved."""

from __future__ import annotations

from adapters.discord import answers
from adapters.discord.answers import Private, words_of
from adapters.discord.buttons import own_id
from adapters.discord.outbound import Pressable, label
from adapters.discord.places import Touch, person_of, place_of_touch
from bot.permissions import Actor, actor
from bot.replies import Done
from bot.wiring import Bot
from bot.wording import N_
from factbase.model import Fact, Status

PROPOSED = N_("Saved as the proposal {slug}. It needs a statement with its source.")
CHANGED = N_("Saved: {slug}.")


async def who_acts(bot: Bot, touch: Touch) -> Actor:
    """Whoever called, with what they may do here. Raises `StoreUnavailable`."""
    place = place_of_touch(touch)
    settings = await bot.preferences.settings(place)
    return actor(person_of(touch), place.kind, settings)


async def saved(touch: Touch, fact: Fact, sentence: str) -> None:
    """Say that a fact was saved, and offer what comes next."""
    words, version = words_of(touch), str(fact.version)
    more = own_id("state-more", fact.id, version)
    steps = [Pressable(label(words.say(N_("Add a statement"))), more)]
    if fact.status is Status.PROPOSED and fact.statements:
        publish = own_id("publish-fact", fact.slug)
        steps.append(Pressable(label(words.say(N_("Publish"))), publish, main=True))
    await answers.fill(touch, Done(sentence, fact.slug), Private(extra=tuple(steps)))
