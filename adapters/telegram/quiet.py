"""Unasked and unobtrusive: a reaction instead of a card, or a word to moderators alone."""

from __future__ import annotations

import structlog
import telegram
from telegram import Message, ReactionTypeEmoji
from telegram.constants import ReactionEmoji
from telegram.error import TelegramError

from adapters.telegram.courier import REACTION
from adapters.telegram.inbound import NAME
from adapters.telegram.outbound import held
from adapters.telegram.session import Session, Speech
from bot.checking.outcome import Answer
from bot.delivering.tickets import again
from bot.errors import DeliveryError
from bot.messages import IncomingMessage, Place
from bot.observing import code, code_of
from bot.ports import PostedReply, ReplyState, Sent

log = structlog.get_logger()

EMOJI = ReactionEmoji.EYES
"""One of the few reactions that bots may give everywhere; it judges nobody."""


async def react(session: Session, answer: Answer, message: IncomingMessage) -> None:
    """Quiet mode: a sign that there is something to know. Whoever gives the same reaction is
    sent the card.
    """
    ticket = answer.ticket
    if ticket is None:
        return
    ticket = await session.bot.deliveries.sending(ticket)
    try:
        await session.api.set_message_reaction(
            int(message.place.id), int(message.id), ReactionTypeEmoji(EMOJI)
        )
    except TelegramError as problem:
        await session.posting.give_up(ticket.place, ticket, code_of(problem))
    else:
        await session.posting.arrived(ticket, Sent(REACTION))


async def tell_moderators(session: Session, answer: Answer, message: IncomingMessage) -> None:
    """Shadow mode: what would have been said goes to the moderators' chat."""
    ticket = answer.ticket
    settings = await session.settings(message.place, message.author)
    if ticket is None:
        return
    if not settings.log_place:
        await session.posting.give_up(ticket.place, ticket, "no-log-place")
        return
    await session.bot.deliveries.sending(ticket)
    try:
        sent = await session.courier.hold(settings.log_place, ticket, answer.reply)
    except DeliveryError as problem:
        await session.posting.give_up(ticket.place, ticket, problem.reason)
    else:
        await session.posting.arrived(ticket, sent)


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
