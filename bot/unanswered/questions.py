"""Keeping what was asked and couldn't be answered."""

from __future__ import annotations

import re
from secrets import token_hex

from bot.checking.claims import Claim, pick
from bot.checking.outcome import Answer
from bot.checking.question import Question
from bot.messages import IncomingMessage
from bot.ports import ConversationUnit
from bot.replies import NotFound
from bot.unanswered.asking import OpenQuestion

LONGEST = 1_000
"""Characters kept of a question: a long headline with its standfirst."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_TELLING = 12
"""Letters that make a question of one word: scripts without spaces write sentences so."""


def is_kept(message: IncomingMessage) -> bool:
    """Whether a message makes a claim that somebody could answer one day: two words, or many
    letters. The matcher's own word on this depends on what the base holds.
    """
    claim = pick(message)
    words = set(_WORD.findall(claim.text)) if isinstance(claim, Claim) else set()
    return len(words) > 1 or any(len(word) >= _TELLING for word in words)


async def keep_question(unit: ConversationUnit, question: Question, answer: Answer) -> None:
    """Keep the claim that somebody asked about, without who or where, when nothing is known."""
    claim = pick(question.message)
    ticket = answer.ticket
    if ticket is None or not question.asked or not isinstance(answer.reply, NotFound):
        return
    if not isinstance(claim, Claim) or not is_kept(question.message):
        return
    await unit.questions.ask(
        OpenQuestion(
            id=token_hex(6),
            reply_id=ticket.id,
            text=_kept(claim.text),
            community=question.settings.community,
            asker=question.author,
            locale=question.locale,
            at=ticket.at,
        )
    )


def _kept(text: str) -> str:
    """What can be stored: PostgreSQL takes no NUL, and no database half a character."""
    clean = text.replace("\0", " ").encode("utf-8", "replace").decode()
    return clean[:LONGEST].strip()
