"""When something of ours broke: who asked is told, nobody else is."""

from __future__ import annotations

import structlog
from telegram import Message, Update

from adapters.telegram.answers import answer
from adapters.telegram.inbound import author_of, command, incoming, message_place
from adapters.telegram.session import Session
from bot.messages import Addressed, PlaceKind
from bot.replies import Done
from bot.wording import N_, words_for

log = structlog.get_logger()

_SORRY = N_("Something went wrong on my side. Please try again.")


async def apologise(session: Session, update: Update) -> None:
    """Say sorry where somebody waits for an answer. Never raises."""
    try:
        query, message = update.callback_query, update.message
        if query is not None:
            person = await session.person(query.from_user)
            locale = await session.locale(session.alone_with(person), person)
            await answer(session, query, words_for(locale).say(_SORRY))
        elif message is not None and _waits(session, message):
            place = message_place(message)
            locale = await session.locale(place, author_of(message))
            await session.say(Done(_SORRY), place, locale, str(message.message_id))
    except Exception:  # what broke the answer may break the apology, too
        log.exception("apology_failed", update=update.update_id)


def _waits(session: Session, message: Message) -> bool:
    if message_place(message).kind is PlaceKind.PRIVATE:
        return True
    said = command(message, session.me)
    if said is not None:
        return said.ours
    return incoming(message, session.me).addressed is not Addressed.NO
