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


async def keep_question(
    unit: ConversationUnit, question: Question, found: NoMatch, answer: Answer
) -> None:
    """Keep the claim that somebody asked about, without who or where, when nothing is known."""
    claim = pick(question.message)
    if not question.asked or not isinstance(answer.reply, NotFound) or answer.ticket is None:
        return
    if not isinstance(claim, Claim) or found.reason in _NO_QUESTION:
        return
    await unit.questions.ask(
        OpenQuestion(
            id=token_hex(6),
            reply_id=answer.ticket.id,
            text=_kept(claim.text),
            community=question.settings.community,
            asker=question.author,
            locale=question.locale,
            at=answer.ticket.at,
        )
    )


def _kept(text: str) -> str:
    """What can be stored: PostgreSQL takes no NUL, and no database half a character."""
    clean = text.replace("\0", " ").encode("utf-8", "replace").decode()
    return clean[:LONGEST].strip()
