"""Messages: claims to check, answers to cards, edits; commands go to `commands`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

import structlog
import telegram
from telegram import Message

from adapters.telegram import commands, quiet, walkthrough
from adapters.telegram.inbound import author_of, command, incoming, is_reply_to, message_place
from adapters.telegram.session import Session, Speech
from bot.checking.outcome import Answer, Delivery
from bot.checking.question import Question
from bot.messages import Addressed, IncomingMessage
from bot.pressing.callbacks import pressed
from bot.pressing.followups import asked_for
from bot.pressing.presses import Presser
from bot.replies import FactCard, Help
from factbase.matching.decision import NoMatch

log = structlog.get_logger()

STALE = timedelta(minutes=5)
"""A message that nobody addressed to us is looked at while it is fresh, or not at all: after
a break the bot doesn't interrupt conversations that have moved on."""


async def hear(session: Session, messages: Sequence[Message]) -> Speech | None:
    """What to say to a message, or to several that are one question."""
    first = messages[0]
    if _by_us(first, session) or is_service(first):
        return None
    said = command(first, session.me) if first.text else None
    if said is not None and not (said.ours and said.name == "check"):
        return await commands.run(session, first, said) if said.ours else None
    step = await walkthrough.step(session, first) if said is None else None
    if step is not None:
        return step
    more = await _more_of_our_card(session, first)
    if more is not None:
        return more
    return await _check(session, question_of(session, messages))


async def revise(session: Session, message: Message) -> Speech | None:
    """A message was edited: its reply changes or goes. Edits are never answered anew."""
    if _by_us(message, session) or is_service(message):
        return None
    return partial(session.posting.revise, incoming(message, session.me, edited=True))


def question_of(session: Session, messages: Sequence[Message]) -> IncomingMessage:
    """One message of ours from several that belong together."""
    parts = [incoming(message, session.me) for message in messages]
    forwarded = tuple(quoted for part in parts for quoted in part.forwarded)
    text = "\n".join(part.text for part in parts if part.text)
    return replace(parts[0], text=text, forwarded=forwarded)


def is_service(message: Message) -> bool:
    """Whether this tells of something that happened, rather than being said by somebody."""
    said = message.text or message.caption
    return not said and message.effective_attachment is None


async def _check(session: Session, message: IncomingMessage) -> Speech | None:
    now = session.bot.clock.now()
    if message.addressed is Addressed.NO and now - message.sent > STALE:
        return None
    if message.addressed is Addressed.REPLY and not await _is_claim(session, message):
        return None
    outcome = await session.bot.answering.answer(message)
    if not isinstance(outcome, Answer):
        return None
    match outcome.delivery:
        case Delivery.REACTION:
            return partial(quiet.react, session, outcome, message)
        case Delivery.SHADOW:
            return partial(quiet.tell_moderators, session, outcome, message)
        case _:
            return partial(_reply, session, outcome, message)


async def _reply(session: Session, answer: Answer, message: IncomingMessage) -> None:
    await session.posting.say(answer, message.place, _under(answer, message))


def _under(answer: Answer, message: IncomingMessage) -> str:
    """The message that a reply hangs under. A card goes to the one that makes the claim: with a
    press Telegram shows us only what a card answers directly, and "/check" alone says nothing.
    """
    quoted = message.replied_to
    if not isinstance(answer.reply, FactCard) or quoted is None or quoted.by_us:
        return message.id
    return quoted.id if quoted.id and quoted.text else message.id


async def _is_claim(session: Session, message: IncomingMessage) -> bool:
    """Whether an answer to our card says something that we know of, or asks. Thanks and
    jokes under a card are no questions, and "nothing found" would be a nuisance there.
    """
    if message.text.rstrip().endswith("?"):
        return True
    question = await session.bot.answering.consider(message)
    if not isinstance(question, Question):
        return False
    return not isinstance(session.bot.answering.check(question), NoMatch | Help)


async def _more_of_our_card(session: Session, message: Message) -> Speech | None:
    """A card is answered with "sources?": its buttons say which card it is."""
    replied = message.reply_to_message
    press = asked_for(message.text or "")
    if replied is None or press is None or not is_reply_to(message, session.me):
        return None
    meant = next((one for one in map(pressed, _payloads(replied)) if one is not None), None)
    if meant is None:
        return None
    by = Presser(author_of(message), message_place(message))
    shown = await session.bot.presses.press(replace(meant, press=press, value=""), by)
    return await session.speech(shown.reply, message)


def _payloads(message: Message) -> list[str]:
    rows = message.reply_markup.inline_keyboard if message.reply_markup is not None else ()
    return [key.callback_data for row in rows for key in row if isinstance(key.callback_data, str)]


def _by_us(message: Message, session: Session) -> bool:
    """Our own inline results come back as other people's messages."""
    return message.via_bot is not None and message.via_bot.id == session.me.id


def waits_for_more(update: telegram.Update) -> bool:
    """Whether more of the same question may follow: forwards and albums sent to us alone."""
    message = update.message
    return (
        message is not None
        and message.chat.type == telegram.Chat.PRIVATE
        and (message.forward_origin is not None or message.media_group_id is not None)
    )


def belongs(before: telegram.Update, after: telegram.Update) -> bool:
    """Whether a message continues the one before it: the next forward, the next picture of an
    album, or forwards right after a comment, which clients send first.
    """
    one, other = before.message, after.message
    if one is None or other is None or not waits_for_more(after):
        return False
    comment = (one.text or "/")[0] != "/" and other.date == one.date
    album = one.media_group_id is not None and one.media_group_id == other.media_group_id
    return album or (other.forward_origin is not None and (waits_for_more(before) or comment))
