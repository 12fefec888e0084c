"""What moderators are to decide, and their community's numbers: in their own chat or in private,
never before everybody in the group.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

import structlog
import telegram
from telegram import Message

from adapters.telegram import walkthrough
from adapters.telegram.answers import answer
from adapters.telegram.calls import Call
from adapters.telegram.desks import Desk, desk, desk_of, desks, remember
from adapters.telegram.inbound import message_place, place_of
from adapters.telegram.leading import ANONYMOUS, lead
from adapters.telegram.links import numbers_payload, review_payload
from adapters.telegram.outbound import render
from adapters.telegram.session import Session, Speech
from bot.checking.refusing import declined
from bot.composing import compose
from bot.composing.document import Press
from bot.errors import DeliveryError, NotAllowed
from bot.messages import Place, PlaceKind
from bot.permissions import Action
from bot.pressing.callbacks import Pressed
from bot.pressing.presses import Presser
from bot.replies import Done, Reply
from bot.wording import N_, words_for
from factbase.errors import StoreUnavailable

log = structlog.get_logger()

AT_ONCE = 5
"""Items shown by one command: as much as anybody decides in one go."""

Look = Callable[[Session, Desk], Awaitable[Sequence[Reply]]]


async def queue(call: Call) -> Reply | Speech:
    """`/review`."""
    return await _for_moderators(call, _waiting, review_payload(call.place.id))


async def accuracy(call: Call) -> Reply | Speech:
    """`/accuracy`."""
    return await _for_moderators(call, _numbers, numbers_payload(call.place.id))


async def come_for(call: Call, group: str, *, numbers: bool) -> Reply | Speech:
    """Somebody came from a group by a link; the right is asked for again."""
    found = await desk(call.session, call.person, group)
    if not found.open:
        raise NotAllowed(Action.REVIEW)
    await remember(call.session, call.person, group)
    told = await (_numbers if numbers else _waiting)(call.session, found)
    return partial(_tell, call, _some(told))


async def pressed(session: Session, query: telegram.CallbackQuery, meant: Pressed) -> Speech | None:
    """A decision, or the wish to write what people ask for."""
    person = await session.person(query.from_user)
    chat = query.message.chat if query.message is not None else None
    here = place_of(chat) if chat is not None else session.alone_with(person)
    locale = await session.locale(session.alone_with(person), person)
    try:
        found = await desk_of(session, person, here, meant.ticket)
    except StoreUnavailable as problem:
        await answer(session, query, compose(declined(problem), words_for(locale)).plain)
        return None
    by = found.presser if found is not None else Presser(person, here)
    if meant.press is Press.DRAFT:
        return await _draft(session, query, meant, by)
    outcome = await session.bot.presses.press(meant, by)
    await answer(session, query, compose(outcome.reply, words_for(locale)).plain)
    return partial(_redraw, session, query.message, meant.ticket, person.locale)


async def _for_moderators(call: Call, look: Look, payload: str) -> Reply | Speech:
    session, here = call.session, call.place
    found = await desks(session, call.person, here)
    if not found:
        return Done(_IN_GROUPS)
    mine = [one for one in found if one.open]
    if not mine:
        raise NotAllowed(Action.REVIEW)
    told = tuple([reply for one in mine for reply in await look(session, one)])
    shown = _some(told)
    if here.kind is PlaceKind.PRIVATE or here.id in {one.settings.log_place for one in mine}:
        return partial(_tell, call, shown)
    if call.message.sender_chat is not None:
        return Done(ANONYMOUS)
    await remember(session, call.person, here.id)
    return partial(_tell_alone, call, shown, payload)


def _some(told: Sequence[Reply]) -> Sequence[Reply]:
    if not told:
        return (Done(_EMPTY),)
    return (*told[:AT_ONCE], Done(_MORE)) if len(told) > AT_ONCE else told


async def _waiting(session: Session, at: Desk) -> Sequence[Reply]:
    return await session.bot.upkeep.reviewing.queue(at.who, at.where)


async def _numbers(session: Session, at: Desk) -> Sequence[Reply]:
    return (await session.bot.upkeep.numbers.shown_to(at.who, at.where),)


async def _tell(call: Call, replies: Sequence[Reply]) -> None:
    locale = await call.session.locale(call.place, call.person)
    for reply in replies:
        await call.session.say(reply, call.place, locale)


async def _tell_alone(call: Call, replies: Sequence[Reply], payload: str) -> None:
    session, private = call.session, call.session.alone_with(call.person)
    locale = await session.locale(private, call.person)
    here = await session.locale(call.place, call.person)
    first, *others = replies
    try:
        await session.courier.show(private, first, locale)
    except DeliveryError:
        await lead(session, call.message, here, payload)
        return
    for reply in others:
        await session.say(reply, private, locale)
    await lead(session, call.message, here)


async def _draft(
    session: Session, query: telegram.CallbackQuery, meant: Pressed, by: Presser
) -> Speech | None:
    form = await session.bot.presses.draft(meant, by)
    if form is None:
        locale = await session.locale(session.alone_with(by.person), by.person)
        await answer(session, query, words_for(locale).say(_NO_DRAFT))
        return None
    await remember(session, by.person, by.place.id)
    return await walkthrough.begin_filled(session, query, by, form)


async def _redraw(session: Session, message: object, item_id: str, locale: str) -> None:
    """Once something is decided its buttons go, and all who see the message see how."""
    if not isinstance(message, Message):
        return
    async with session.bot.base.begin() as unit:
        item = await unit.reviews.get(item_id)
        if item is None or item.open:
            return
        card = await session.bot.upkeep.reviewing.card(unit, item)
    shown = render(card, await _language(session, message_place(message), locale))
    try:
        await session.courier.redraw(message.chat.id, message.message_id, shown)
    except DeliveryError as problem:
        log.info("review_not_redrawn", reason=problem.reason)


async def _language(session: Session, place: Place, locale: str) -> str:
    """The chat's language, not the presser's, where others read along."""
    settings = await session.bot.preferences.settings(place)
    alone = place.kind is PlaceKind.PRIVATE
    return settings.locale or (locale if alone else "") or session.bot.settings.locale


_EMPTY = N_("Nothing waits for a decision here.")
_MORE = N_("More are waiting; use the command again when these are decided.")
_NO_DRAFT = N_("You may not write facts here, or those questions are kept no longer.")
_IN_GROUPS = N_("This belongs to groups: send it once in the group that you moderate.")
