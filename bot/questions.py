"""Keeping what was asked and couldn't be answered."""

from __future__ import annotations

from secrets import token_hex

from bot.asking import OpenQuestion
from bot.claims import Claim, pick
from bot.outcome import Answer
from bot.ports import ConversationUnit
from bot.question import Question
from bot.replies import NotFound
from factbase.matching.decision import NoMatch, Silence

LONGEST = 1_000
"""Characters kept of a question: a long headline with its standfirst."""
_NO_QUESTION = (Silence.EMPTY, Silence.TOO_SHORT)


def is_kept(found: NoMatch) -> bool:
    """Whether a text without an answer is a question at all."""
    return found.reason not in _NO_QUESTION


async def keep_question(
    unit: ConversationUnit, question: Question, found: NoMatch, answer: Answer
) -> None:
    """Keep the claim that somebody asked about, without who or where, when nothing is known."""
    claim = pick(question.message)
    ticket = answer.ticket
    if ticket is None or not question.asked or not isinstance(answer.reply, NotFound):
        return
    if not isinstance(claim, Claim) or not is_kept(found):
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
