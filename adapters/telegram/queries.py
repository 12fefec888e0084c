"""Questions from chats that the bot isn't in: inline queries and guest queries."""

from __future__ import annotations

from functools import partial

import structlog
import telegram
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.constants import ParseMode
from telegram.error import TelegramError

from adapters.telegram.failures import is_too_old
from adapters.telegram.inbound import NAME, incoming
from adapters.telegram.links import start_link
from adapters.telegram.outbound import Rendered, render
from adapters.telegram.session import Session, Speech
from bot.checking.outcome import Answer
from bot.messages import IncomingMessage, Place, PlaceKind
from bot.replies import FactCard, FactList, NotFound, Reply
from bot.wording import Words, words_for
from bot.wording.verdicts import look_of
from factbase.model import Audience, Fact

log = structlog.get_logger()

PUBLIC = Audience()
"""Whoever asks from elsewhere belongs to no community."""
CACHE = 10
"""Seconds that Telegram may show the same results: a verdict must not go stale there."""
SHORTEST = 3
"""Characters before there is anything to search for."""


async def inline(session: Session, query: telegram.InlineQuery) -> Speech | None:
    """`@bot headline` in any chat: the nearest facts as cards to insert."""
    person = await session.person(query.from_user)
    locale = await session.locale(session.alone_with(person), person)
    words = words_for(locale)
    results = [_card(session, fact, locale) for fact in _found(session, query.query)]
    button = None
    if not results:
        nothing = words.say("Nothing on this. Ask me in private")
        button = InlineQueryResultsButton(nothing, start_parameter="help")
    try:
        await session.api.answer_inline_query(
            query.id, results, cache_time=CACHE, is_personal=True, button=button
        )
    except TelegramError as problem:
        _tell(problem, "inline_not_answered")
    return None


async def guest(session: Session, message: telegram.Message) -> Speech | None:
    """The bot is named in a chat that it isn't a member of: one answer, and no trace of the
    chat, whose settings, cooldowns and people are none of ours.
    """
    if message.guest_query_id is None:
        return None
    asked = incoming(message, session.me)
    person = asked.author
    here = Place(NAME, f"guest-{person.id}", PlaceKind.PRIVATE)
    question = IncomingMessage(
        id=f"guest-{message.guest_query_id}",
        place=here,
        author=person,
        text=asked.text,
        sent=asked.sent,
        addressed=asked.addressed,
        replied_to=asked.replied_to,
        forwarded=asked.forwarded,
        previews=asked.previews,
    )
    outcome = await session.bot.aside.answer(question)
    reply: Reply = outcome.reply if isinstance(outcome, Answer) else NotFound()
    locale = outcome.locale if isinstance(outcome, Answer) else session.bot.settings.locale
    return partial(_answer_guest, session, message.guest_query_id, reply, locale)


async def _answer_guest(session: Session, query_id: str, reply: Reply, locale: str) -> None:
    shown = render(reply, locale)
    title = words_for(locale).say("Answer")
    fact = reply.fact if isinstance(reply, FactCard) else None
    keyboard = _open_key(session, fact, words_for(locale)) if fact is not None else None
    result = InlineQueryResultArticle(
        "answer", title, _content(shown), reply_markup=keyboard, description=shown.plain[:100]
    )
    try:
        await session.api.answer_guest_query(query_id, result)
    except TelegramError as problem:
        _tell(problem, "guest_not_answered")


def _found(session: Session, text: str) -> tuple[Fact, ...]:
    lookups = session.bot.lookups
    wanted = text.strip()
    found = lookups.search(wanted, PUBLIC) if len(wanted) >= SHORTEST else lookups.recent(PUBLIC)
    return found.facts if isinstance(found, FactList) else ()


def _card(session: Session, fact: Fact, locale: str) -> InlineQueryResultArticle:
    words = words_for(locale)
    look = look_of(fact)
    shown = render(session.bot.lookups.card(fact), locale)
    return InlineQueryResultArticle(
        fact.id,
        f"{look.symbol} {words.say(look.words)}",
        _content(shown),
        description=fact.claim.best(locale).text,
        reply_markup=_open_key(session, fact, words),
    )


def _content(shown: Rendered) -> InputTextMessageContent:
    return InputTextMessageContent(
        shown.text, parse_mode=ParseMode.HTML, link_preview_options=shown.preview
    )


def _open_key(session: Session, fact: Fact, words: Words) -> InlineKeyboardMarkup:
    """Sources, why and follow need the bot: a link opens the card in its chat."""
    link = start_link(session.me.username, fact_payload(fact))
    return InlineKeyboardMarkup([[InlineKeyboardButton(words.say("Open with me"), url=link)]])


def fact_payload(fact: Fact) -> str:
    """A fact in a deep link: by slug while that fits into 64 characters, else by id."""
    return f"fact_{fact.slug}" if len(fact.slug) <= 64 - len("fact_") else f"f1_o__{fact.id}_"


def _tell(problem: TelegramError, event: str) -> None:
    if not is_too_old(problem):
        log.warning(event, error=type(problem).__name__)
