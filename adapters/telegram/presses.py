"""Presses of buttons: answered at once, then acted upon."""

from __future__ import annotations

from functools import partial

import telegram
from telegram import Message

from adapters.telegram import complaints, panel, privacy, quiet, reviewing, walkthrough
from adapters.telegram.answers import answer
from adapters.telegram.inbound import NAME, message_place
from adapters.telegram.links import press_payload, start_link
from adapters.telegram.session import Session, Speech
from bot.composing import compose
from bot.composing.document import Press
from bot.errors import DeliveryError
from bot.messages import Person, Place, PlaceKind
from bot.ports import PostedReply
from bot.pressing.callbacks import Pressed, pressed
from bot.pressing.presses import Presser, PressOutcome
from bot.replies import AskReason, Declined, Done, FactCard, Refusal, Reply
from bot.wording import words_for

_NEED_RIGHTS = {Press.DISMISS, Press.REASON, Press.APPROVE, Press.NEVER}
_NEED_TEXT = {Press.WHY, Press.NOT_THIS, Press.REASON}


async def press(session: Session, query: telegram.CallbackQuery) -> Speech | None:
    """Act on a press. Every one is answered, even one that we never made."""
    data = query.data or ""
    if data.startswith("p1:"):
        return await _own(session, query, await panel.press(session, query, data))
    if data.startswith("w1:"):
        return await walkthrough.press(session, query, data)
    if data.startswith("y1:"):
        return await privacy.press(session, query)
    meant = pressed(data)
    if meant is None:
        return await _own(session, query, Declined(Refusal.NO_SUCH_FACT))
    if meant.press in {Press.REVIEW, Press.DRAFT}:
        return await reviewing.pressed(session, query, meant)
    posted = await session.bot.deliveries.find(meant.ticket) if meant.ticket else None
    place = _place(query, posted)
    by = await _presser(session, query, meant, place)
    outcome = await session.bot.presses.press(meant, by)
    if meant.press is Press.REASON:
        await complaints.forget(session, by.person, meant.ticket)
    return await _follow_up(session, query, _Pressed(meant, posted, outcome))


class _Pressed:
    """A press with what it led to."""

    def __init__(self, meant: Pressed, posted: PostedReply | None, outcome: PressOutcome) -> None:
        self.meant, self.posted, self.outcome = meant, posted, outcome


async def _own(
    session: Session, query: telegram.CallbackQuery, reply: Reply | None
) -> Speech | None:
    """Answer a press with a word or none."""
    await answer(session, query, await _words(session, query, reply) if reply else "")
    return None


def _place(query: telegram.CallbackQuery, posted: PostedReply | None) -> Place:
    """Where a press counts: in the place of the reply, wherever its button was carried."""
    if posted is not None:
        return posted.place
    if isinstance(query.message, Message):
        return message_place(query.message)
    return Place(NAME, str(query.from_user.id), PlaceKind.PRIVATE)


async def _presser(
    session: Session, query: telegram.CallbackQuery, meant: Pressed, place: Place
) -> Presser:
    needs = meant.press in _NEED_RIGHTS and place.kind is not PlaceKind.PRIVATE
    person = await session.person(query.from_user, int(place.id) if needs else None)
    if meant.press is Press.FOLLOW:
        place = session.alone_with(person)  # what changes is told in private
    text = await _text(session, query, meant, person) if meant.press in _NEED_TEXT else ""
    return Presser(person, place, text)


async def _text(
    session: Session, query: telegram.CallbackQuery, meant: Pressed, person: Person
) -> str:
    """The claim that a card answers; the reason is asked for elsewhere, where it isn't shown."""
    if meant.press is Press.REASON:
        return await complaints.kept(session, person, meant.ticket)
    message = query.message
    replied = message.reply_to_message if isinstance(message, Message) else None
    text = complaints.claim_of(replied, session.me)
    if meant.press is Press.NOT_THIS:
        await complaints.keep(session, person, meant.ticket, text)
    return text


async def _follow_up(
    session: Session, query: telegram.CallbackQuery, done: _Pressed
) -> Speech | None:
    outcome, posted = done.outcome, done.posted
    if done.meant.press is Press.APPROVE and posted is not None and isinstance(outcome.reply, Done):
        await answer(session, query, await _words(session, query, outcome.reply))
        return partial(quiet.approved, session, query.message, posted, outcome.say)
    if outcome.remove is not None or _is_word(outcome.reply):
        await answer(session, query, await _words(session, query, outcome.reply))
        if outcome.remove is not None:
            return partial(session.posting.withdraw, outcome.remove)
        return None
    chosen = _choice(session, query, done)
    if chosen is not None:
        await answer(session, query)
        return chosen
    await _tell_alone(session, query, done)
    return None


def _is_word(reply: Reply) -> bool:
    return isinstance(reply, Done | Declined)


def _choice(session: Session, query: telegram.CallbackQuery, done: _Pressed) -> Speech | None:
    """Who asked picks one of the candidates: the question turns into the card."""
    posted, reply = done.posted, done.outcome.reply
    if posted is None or not isinstance(reply, FactCard) or done.meant.press is not Press.SHOW:
        return None
    person = session.bot.people.hash(f"telegram:{query.from_user.id}")
    if posted.author != person:
        return None
    return partial(session.change, posted, reply)


async def _tell_alone(session: Session, query: telegram.CallbackQuery, done: _Pressed) -> None:
    """Show the answer in private; who never wrote to the bot is led there by the answer."""
    person = await session.person(query.from_user)
    private = session.alone_with(person)
    locale = await session.locale(private, person)
    ticket = done.meant.ticket if isinstance(done.outcome.reply, AskReason) else ""
    try:
        await session.courier.show(private, done.outcome.reply, locale, ticket)
    except DeliveryError:
        link = start_link(session.me.username, press_payload(query.data or ""))
        await answer(session, query, url=link)
    else:
        here = isinstance(query.message, Message) and query.message.chat.id == query.from_user.id
        sent = words_for(locale).say("I sent it to you in private.")
        await answer(session, query, "" if here else sent)


async def _words(session: Session, query: telegram.CallbackQuery, reply: Reply) -> str:
    """A reply that is short enough to be shown over the chat."""
    person = await session.person(query.from_user)
    locale = await session.locale(session.alone_with(person), person)
    return compose(reply, words_for(locale)).plain
