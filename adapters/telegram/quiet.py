"""Unasked and unobtrusive: a reaction instead of a card, or a word to moderators alone."""

from __future__ import annotations

from functools import partial

import structlog
import telegram
from telegram import Message, ReactionTypeEmoji

from adapters.telegram.courier import EMOJI, REACTION
from adapters.telegram.inbound import NAME
from adapters.telegram.outbound import held
from adapters.telegram.session import Session, Speech
from bot.checking.outcome import Answer
from bot.delivering.tickets import again
from bot.errors import DeliveryError
from bot.messages import IncomingMessage, Place
from bot.observing import code
from bot.ports import PostedReply, ReplyState

log = structlog.get_logger()


async def react(session: Session, answer: Answer, message: IncomingMessage) -> None:
    """Quiet mode: a sign that there is something to know. Whoever gives the same reaction is
    sent the card.
    """
    if answer.ticket is not None:
        react = partial(session.courier.react, message.place, message.id)
        await session.posting.quietly(answer.ticket, react)


async def tell_moderators(session: Session, answer: Answer, message: IncomingMessage) -> None:
    """Shadow mode: what would have been said goes to the moderators' chat."""
    ticket = answer.ticket
    settings = await session.settings(message.place, message.author)
    if ticket is None:
        return
    if not settings.log_place:
        await session.posting.give_up(ticket.place, ticket, "no-log-place")
        return
    hold = partial(session.courier.hold, settings.log_place, ticket, answer.reply)
    await session.posting.quietly(ticket, hold)


async def approved(
    session: Session, shown: object, posted: PostedReply, say: PostedReply | None
) -> None:
    """Moderators approved what was held back: it is said, unless that was done already, and
    they are shown that there is nothing left to decide.
    """
    if say is not None:
        await session.posting.release(say)
    if not isinstance(shown, Message):
        return
    await session.bot.index.whole()
    reply = again(posted, session.bot.index.fact, session.bot.clock.now().date())
    try:
        await session.courier.redraw(
            shown.chat.id, shown.message_id, held(posted, reply, approved=True)
        )
    except DeliveryError as problem:
        log.info("shadow_not_redrawn", reply=posted.id, reason=code(problem.reason))


async def tapped(session: Session, change: telegram.MessageReactionUpdated) -> Speech | None:
    """Somebody reacted: if with our sign, under our sign, they are sent the card alone."""
    before = {one.emoji for one in change.old_reaction if isinstance(one, ReactionTypeEmoji)}
    after = {one.emoji for one in change.new_reaction if isinstance(one, ReactionTypeEmoji)}
    if change.user is None or change.user.is_bot or EMOJI not in after - before:
        return None
    user = change.user
    place = Place(NAME, str(change.chat.id))
    posted = await _under_sign(session, place, str(change.message_id))
    if posted is None:
        return None
    person = await session.person(user)
    private = session.alone_with(person)
    locale = await session.locale(private, person)
    await session.bot.index.whole()
    reply = again(posted, session.bot.index.fact, session.bot.clock.now().date())

    async def speak() -> None:
        try:
            await session.courier.show(private, reply, locale, posted.id)
        except DeliveryError as problem:
            # They never wrote to the bot: Telegram doesn't let us begin.
            log.info("card_not_shown", reason=problem.reason)

    return speak


async def _under_sign(session: Session, place: Place, message_id: str) -> PostedReply | None:
    async with session.bot.base.begin() as unit:
        found = await unit.replies.answering(place, message_id)
    return next(
        (one for one in found if one.state is ReplyState.SENT and one.sent_id == REACTION), None
    )
