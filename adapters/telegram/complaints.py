"""What somebody has against a card, from the press in a group to the reason given in private.

The message that a card answers is shown to us once, with the first press. It is kept until the
reason is given, so that the report says what it is about.
"""

from __future__ import annotations

from functools import partial

from telegram import Message

from adapters.telegram.calls import Call
from adapters.telegram.inbound import Me, incoming
from adapters.telegram.outbound import render
from adapters.telegram.session import Session, Speech
from bot.checking.claims import Claim, pick
from bot.composing.document import Press
from bot.messages import Person
from bot.ports import Target
from bot.pressing.callbacks import Pressed
from bot.pressing.feedback import LONGEST
from bot.pressing.presses import Presser
from bot.privacy.keeping import Draft
from bot.replies import AskReason, Help, Reply

_LINKED = {Press.SHOW, Press.SOURCES, Press.WHY, Press.NOT_THIS}
"""Buttons whose answer may be fetched in private."""


async def come_for(call: Call, meant: Pressed) -> Reply | Speech:
    """Somebody follows a link to what they pressed in a group, where its answer would be noise."""
    if meant.press not in _LINKED:
        return Help()
    session = call.session
    posted = await session.bot.deliveries.find(meant.ticket) if meant.ticket else None
    place = posted.place if posted is not None else call.place
    text = await kept(session, call.person, meant.ticket)
    outcome = await session.bot.presses.press(meant, Presser(call.person, place, text))
    if isinstance(outcome.reply, AskReason):
        return partial(_ask, call, outcome.reply, meant.ticket)
    return outcome.reply


async def keep(session: Session, person: Person, ticket: str, text: str) -> None:
    """Keep what a card answers until somebody has said what is wrong with it."""
    if not ticket or not text:
        return
    owner = session.bot.people.hash(person.key)
    draft = Draft(owner, _kind(ticket), {"text": text[:LONGEST]}, session.bot.clock.now())
    await session.moving.write(lambda unit: unit.drafts.put(draft))


async def kept(session: Session, person: Person, ticket: str) -> str:
    """What was kept for this card."""
    async with session.bot.base.begin() as unit:
        draft = await unit.drafts.get(session.bot.people.hash(person.key), _kind(ticket))
    return str(draft.data["text"]) if draft is not None else ""


async def forget(session: Session, person: Person, ticket: str) -> None:
    """The report is made: it has the text."""
    owner = session.bot.people.hash(person.key)
    await session.moving.write(lambda unit: unit.drafts.remove(owner, _kind(ticket)))


def claim_of(message: Message | None, me: Me) -> str:
    """The claim in the message that a card answers."""
    if message is None:
        return ""
    claim = pick(incoming(message, me))
    return claim.text if isinstance(claim, Claim) else ""


def _kind(ticket: str) -> str:
    return f"telegram-report-{ticket}"


async def _ask(call: Call, reply: AskReason, ticket: str) -> None:
    locale = await call.session.locale(call.place, call.person)
    target = Target(call.place, str(call.message.message_id), locale)
    await call.session.courier.send_patiently(target, render(reply, locale, ticket))
