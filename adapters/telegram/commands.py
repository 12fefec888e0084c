"""Commands and the services they call. What a command may do is decided there."""

from __future__ import annotations

from telegram import Message

from adapters.telegram import (
    complaints,
    lookups,
    moderating,
    panel,
    privacy,
    reviewing,
    walkthrough,
)
from adapters.telegram.calls import Call, Work
from adapters.telegram.inbound import Command, message_place
from adapters.telegram.links import (
    added_group,
    counted_group,
    press_in,
    reviewed_group,
    slug_in,
)
from adapters.telegram.session import Session, Speech
from bot.checking.refusing import declined
from bot.errors import BotError
from bot.messages import PlaceKind
from bot.replies import Help, HelpTopic, Reply
from factbase.errors import FactbaseError


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
    """`/start`, by itself or with what a deep link brings along."""
    if call.place.kind is not PlaceKind.PRIVATE:
        return Help()
    payload = call.rest.strip()
    if group := added_group(payload):
        return await walkthrough.come_for(call, group)
    if group := reviewed_group(payload) or counted_group(payload):
        return await reviewing.come_for(call, group, numbers=bool(counted_group(payload)))
    press, slug = press_in(payload), slug_in(payload)
    if press is not None:
        return await complaints.come_for(call, press)
    return await lookups.show(call, slug) if slug else Help()


async def _help(_call: Call) -> Reply:
    return Help()


async def _settings(call: Call) -> Reply | Speech:
    return await panel.command(call.session, call.message, call.person, call.rest)


async def _cancel(call: Call) -> Reply:
    return await walkthrough.cancel(call.session, call.person)


def _named(work: Work) -> Work:
    """The work when a fact is named, else how to name one."""

    async def done(call: Call) -> Reply | Speech | None:
        return await work(call) if call.slug else Help(HelpTopic.NO_NAME)

    return done


_COMMANDS: dict[str, Work] = {
    "start": _start,
    "help": _help,
    "fact": lookups.fact,
    "sources": _named(lookups.sources),
    "search": lookups.search,
    "recent": lookups.recent,
    "why": lookups.why,
    "follow": _named(lookups.follow),
    "privacy": privacy.privacy,
    "ignoreme": privacy.ignore_me,
    "settings": _settings,
    "addfact": walkthrough.begin,
    "editfact": walkthrough.begin_edit,
    "publish": _named(moderating.publish),
    "retire": _named(moderating.retire),
    "history": _named(moderating.history),
    "review": reviewing.queue,
    "accuracy": reviewing.accuracy,
    "cancel": _cancel,
}
