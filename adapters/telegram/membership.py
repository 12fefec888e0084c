"""Where the bot is and what it may do there: added, promoted, blocked, moved."""

from __future__ import annotations

from datetime import datetime
from functools import partial

import structlog
import telegram
from telegram import Chat, ChatMember, Message

from adapters.telegram import sight
from adapters.telegram.inbound import NAME, place_of
from adapters.telegram.markup import escaped
from adapters.telegram.outbound import NO_PREVIEW, Rendered
from adapters.telegram.session import Session, Speech
from bot.delivering.unreachable import set_unreachable
from bot.errors import DeliveryError
from bot.messages import Place, PlaceKind
from bot.ports import ConversationUnit, Target
from bot.privacy.leaving import note_left, note_present
from bot.wording import N_, words_for

log = structlog.get_logger()

_OUT = {ChatMember.LEFT, ChatMember.BANNED}
_GREETING = N_(
    "Hello. Answer a message with /check, or name me, and I tell what is on record about its "
    "claim: who said what, when, and where it can be read. Administrators find /settings."
)


async def changed(session: Session, change: telegram.ChatMemberUpdated) -> Speech | None:
    """Our own membership changed: note who can't be reached, greet where we are new."""
    chat = change.chat
    place = place_of(chat)
    before, after = change.old_chat_member, change.new_chat_member
    out = after.status in _OUT
    session.members.forget(chat.id)
    await session.moving.write(partial(_note, place, out=out, now=session.bot.clock.now()))
    joined = before.status in _OUT and not out
    promoted = before.status != after.status
    if out or chat.type not in {Chat.GROUP, Chat.SUPERGROUP} or not (joined or promoted):
        return None
    person = await session.person(change.from_user)
    locale = await session.locale(place, person)
    return partial(_tell, session, change, place, locale) if joined else None


async def _note(place: Place, unit: ConversationUnit, *, out: bool, now: datetime) -> None:
    """Who can't be reached isn't written to; what is kept for a group that the bot was removed
    from is forgotten after a while.
    """
    await set_unreachable(unit, place, unreachable=out)
    if place.kind is PlaceKind.PRIVATE:
        return
    if out:
        await note_left(unit, NAME, place.id, [place.id], now)
    else:
        await note_present(unit, NAME, [place.id])


async def moved(session: Session, message: Message) -> Speech | None:
    """The group became a supergroup; both messages that tell so mean the same."""
    old = message.migrate_from_chat_id or message.chat.id
    new = message.migrate_to_chat_id or message.chat.id
    await session.moving.move(str(old), str(new))
    session.members.forget(old)
    return None


async def _tell(
    session: Session, change: telegram.ChatMemberUpdated, place: Place, locale: str
) -> None:
    """Greet, and say what should be changed: in the group, else to who added us."""
    found = await sight.look(session.api, change.chat.id)
    settings = await session.bot.preferences.settings(place)
    words = words_for(locale)
    advice = sight.advice(found, settings.mode) if found is not None else ()
    text = "\n\n".join(words.say(one) for one in (_GREETING, *advice))
    shown = Rendered(escaped(text), text, None, NO_PREVIEW)
    adder = await session.person(change.from_user)
    for where in (place, session.alone_with(adder)):
        try:
            await session.courier.send(Target(where, "", locale), shown)
        except DeliveryError as problem:
            log.info("greeting_not_sent", reason=problem.reason)
        else:
            return
