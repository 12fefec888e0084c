"""Commands that only read: facts by name, by words, by date."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from adapters.telegram.calls import Call
from adapters.telegram.inbound import incoming
from adapters.telegram.session import Speech
from bot.checking.outcome import Answer
from bot.messages import Addressed, PlaceKind
from bot.replies import Declined, Done, FactCard, Help, HelpTopic, Refusal, Reply
from bot.wording import N_
from factbase.matching.decision import Lane


async def fact(call: Call) -> Reply | Speech | None:
    """`/fact name`; without a name, what changed last."""
    if not call.rest:
        return call.session.bot.lookups.recent(call.settings.audience)
    return await show(call, call.slug)


async def show(call: Call, slug: str) -> Reply | Speech | None:
    """The card of a fact, on record like every other, so that it is kept up to date."""
    found = await call.session.bot.lookups.show(slug, call.settings.audience)
    if not isinstance(found, FactCard):
        return found
    message = incoming(call.message, call.session.me)
    named = replace(message, author=call.person, text="", addressed=Addressed.COMMAND)
    named = replace(named, replied_to=None, forwarded=(), previews=())
    alone = call.place.kind is PlaceKind.PRIVATE
    outcome = await call.session.bot.aside.publish(named, found.fact.id, again=alone)
    if not isinstance(outcome, Answer):
        return None
    return partial(call.session.posting.say, outcome, call.place, message.id)


async def sources(call: Call) -> Reply:
    """`/sources name`."""
    return await call.session.bot.lookups.sources(call.slug, call.settings.audience)


async def search(call: Call) -> Reply:
    """`/search words`, or in answer to a message."""
    if not call.text:
        return Help(HelpTopic.NOTHING_TO_CHECK)
    return call.session.bot.lookups.search(call.text, call.settings.audience)


async def recent(call: Call) -> Reply:
    """`/recent`."""
    return call.session.bot.lookups.recent(call.settings.audience)


async def why(call: Call) -> Reply:
    """`/why text`, or in answer to a message."""
    if not call.text:
        return Help(HelpTopic.NOTHING_TO_CHECK)
    settings = call.settings
    return call.session.bot.lookups.why(
        call.text, Lane.ADDRESSED, settings.audience, settings.thresholds
    )


async def follow(call: Call) -> Reply:
    """Follow a fact; what changes is told in private, where it disturbs nobody."""
    card = await call.session.bot.lookups.show(call.slug, call.settings.audience)
    if not isinstance(card, FactCard) or call.message.sender_chat is not None:
        return card if isinstance(card, Declined) else Declined(Refusal.NOT_ALLOWED)
    feedback = call.session.bot.presses.feedback
    followed = await feedback.follow(
        card.fact.id, call.person, call.session.alone_with(call.person)
    )
    return Done(_FOLLOWED if followed else _UNFOLLOWED, card.fact.slug)


_FOLLOWED = N_("You follow {slug} now; what changes is told to you in private.")
_UNFOLLOWED = N_("You don't follow {slug} any more.")
