"""What keeps a matching fact from being said to a message."""

from __future__ import annotations

from datetime import datetime

from bot.checking.outcome import Quiet
from bot.checking.question import Question
from bot.checking.unasked import lost_right
from bot.places.never import is_never
from bot.ports import ConversationUnit
from bot.pressing.suppressing import is_silenced
from bot.replies import FactCard


async def forbidden(
    unit: ConversationUnit, question: Question, card: FactCard, now: datetime, denial_days: int
) -> Quiet | None:
    """Why the card is not to be shown here; none when it may be.

    Reports count for everybody; a fact that is due for review, or that moderators never want
    to see unasked, is still said to those who ask.
    """
    if await is_silenced(unit, question, card.fact, now):
        return Quiet.REPORTED
    if question.asked:
        return None
    lost = lost_right(card.fact, card.as_of, denial_days)
    if lost is not None:
        return lost
    never = await is_never(unit, question.message.place, card.fact.id)
    return Quiet.NEVER_HERE if never else None
