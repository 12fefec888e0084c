"""Commands and the services they call. What a command may do is decided there."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from telegram import Message

from adapters.telegram import panel, walkthrough
from adapters.telegram.inbound import Command, message_place, words_of
from adapters.telegram.links import group_in, press_in, slug_in
from adapters.telegram.session import Session, Speech
from bot.checking.refusing import declined
from bot.errors import BotError
from bot.messages import Person, Place, PlaceKind
from bot.permissions import Actor, actor
from bot.places.behaviour import PlaceSettings
from bot.pressing.presses import Presser
from bot.replies import (
    Declined,
    Done,
    FactCard,
    Help,
    HelpTopic,
    History,
    Refusal,
    Reply,
)
from bot.wording import N_
from factbase.errors import FactbaseError
from factbase.matching.decision import Lane

_LONGEST = 500
"""Characters of a reason that are kept."""


@dataclass(frozen=True, slots=True)
class Call:
    """One command, with who called it where."""

    session: Session
    message: Message
    rest: str
    place: Place
    person: Person
    settings: PlaceSettings

    @property
    def actor(self) -> Actor:
        """What the caller may do here."""
        return actor(self.person, self.place.kind, self.settings)


Work = Callable[[Call], Awaitable[Reply | Speech | None]]


async def run(session: Session, message: Message, said: Command) -> Speech | None:
    """Carry out a command. Unknown ones are for somebody else, except in private."""
    work = _COMMANDS.get(said.name)
    place = message_place(message)
    if work is None:
        if place.kind is not PlaceKind.PRIVATE:
            return None
        return await session.speech(Help(), message)
    person = await session.speaker(message)
    call = Call(session, message, said.rest, place, person, await session.settings(place, person))
    try:
        came = await work(call)
    except (FactbaseError, BotError) as problem:
        came = declined(problem)
    return came if came is None or callable(came) else await session.speech(came, message)


async def _start(call: Call) -> Reply | Speech | None:
    payload = call.rest.strip()
    press, slug, group = press_in(payload), slug_in(payload), group_in(payload)
    if group:
        return await walkthrough.begin_for(call.session, call.message, group)
    if press is not None:
        return await _pressed_elsewhere(call, payload)
    return await call.session.bot.lookups.show(slug, call.settings.audience) if slug else Help()


async def _pressed_elsewhere(call: Call, payload: str) -> Reply:
    """A button that was pressed in a group, where its answer would be noise."""
    press = press_in(payload)
    if press is None:
        return Help()
    posted = await call.session.bot.deliveries.find(press.ticket) if press.ticket else None
    place = posted.place if posted is not None else call.place
    outcome = await call.session.bot.presses.press(press, Presser(call.person, place))
    return outcome.reply


async def _help(_call: Call) -> Reply:
    return Help()


async def _fact(call: Call) -> Reply:
    if not call.rest:
        return call.session.bot.lookups.recent(call.settings.audience)
    return await call.session.bot.lookups.show(_slug(call.rest), call.settings.audience)


async def _sources(call: Call) -> Reply:
    return await call.session.bot.lookups.sources(_slug(call.rest), call.settings.audience)


async def _search(call: Call) -> Reply:
    text = call.rest or _replied(call.message)
    if not text:
        return Help(HelpTopic.NOTHING_TO_CHECK)
    return call.session.bot.lookups.search(text, call.settings.audience)


async def _recent(call: Call) -> Reply:
    return call.session.bot.lookups.recent(call.settings.audience)


async def _why(call: Call) -> Reply:
    text = call.rest or _replied(call.message)
    if not text:
        return Help(HelpTopic.NOTHING_TO_CHECK)
    settings = call.settings
    return call.session.bot.lookups.why(
        text, Lane.ADDRESSED, settings.audience, settings.thresholds
    )


async def _follow(call: Call) -> Reply:
    """Follow a fact; what changes is told in private, where it disturbs nobody."""
    card = await call.session.bot.lookups.show(_slug(call.rest), call.settings.audience)
    if not isinstance(card, FactCard) or call.message.sender_chat is not None:
        return card if isinstance(card, Declined) else Declined(Refusal.NOT_ALLOWED)
    feedback = call.session.bot.presses.feedback
    followed = await feedback.follow(
        card.fact.id, call.person, call.session.alone_with(call.person)
    )
    return Done(_FOLLOWED if followed else _UNFOLLOWED, card.fact.slug)


async def _privacy(call: Call) -> Reply:
    return await call.session.bot.preferences.privacy(call.person)


async def _ignore_me(call: Call) -> Reply:
    """Say it twice to take it back."""
    preferences = call.session.bot.preferences
    present = await preferences.privacy(call.person)
    return await preferences.ignore_me(call.person, ignored=not present.opted_out)


async def _retire(call: Call) -> Reply:
    slug, why = _slug_and_why(call.rest)
    await call.session.bot.moderation.retire(call.actor, slug, call.settings.audience, why)
    return Done(_RETIRED, slug)


async def _publish(call: Call) -> Reply:
    slug, why = _slug_and_why(call.rest)
    await call.session.bot.moderation.publish(call.actor, slug, call.settings.audience, why)
    return Done(_PUBLISHED, slug)


async def _history(call: Call) -> Reply:
    slug = _slug(call.rest)
    moderation = call.session.bot.moderation
    return History(slug, await moderation.history(call.actor, slug, call.settings.audience))


async def _settings(call: Call) -> Reply | Speech:
    return await panel.command(call.session, call.message, call.person, call.rest)


async def _add_fact(call: Call) -> Reply | Speech | None:
    return await walkthrough.begin(call.session, call.message, call.actor, call.rest)


async def _edit_fact(call: Call) -> Reply | Speech | None:
    return await walkthrough.begin_edit(call.session, call.message, call.actor, _slug(call.rest))


async def _cancel(call: Call) -> Reply:
    return await walkthrough.cancel(call.session, call.person)


def _slug(rest: str) -> str:
    return rest.partition(" ")[0].strip().casefold()


def _slug_and_why(rest: str) -> tuple[str, str]:
    slug, _, why = rest.partition(" ")
    return slug.strip().casefold(), why.strip()[:_LONGEST] or "by command"


def _replied(message: Message) -> str:
    replied = message.reply_to_message
    return words_of(replied) if replied is not None else ""


_FOLLOWED = N_("You follow {slug} now; what changes is told to you in private.")
_UNFOLLOWED = N_("You don't follow {slug} any more.")
_RETIRED = N_("{slug} is retired: I won't say it any more. Its history stays.")
_PUBLISHED = N_("{slug} is published.")
_COMMANDS: dict[str, Work] = {
    "start": _start,
    "help": _help,
    "fact": _fact,
    "sources": _sources,
    "search": _search,
    "recent": _recent,
    "why": _why,
    "follow": _follow,
    "privacy": _privacy,
    "ignoreme": _ignore_me,
    "settings": _settings,
    "addfact": _add_fact,
    "editfact": _edit_fact,
    "publish": _publish,
    "retire": _retire,
    "history": _history,
    "cancel": _cancel,
}
