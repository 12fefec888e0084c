"""Answers for one person: what is recorded of them, and what is shown to everybody."""

from __future__ import annotations

import pytest

from bot.checking.for_one import Keep
from bot.checking.outcome import Answer
from bot.messages import Addressed
from bot.ports import ConversationBase, ReplyKind
from bot.replies import FactCard, NotFound
from factbase.matching.decision import MessageStance
from tests.bot.stages import Stage, stage
from tests.builders import NOON
from tests.talking import HEADLINE, a_message

__all__ = ["stage"]

UNKNOWN = "The city museum was sold to a foreign bank"


async def asked(stage: Stage, text: str, keep: Keep) -> Answer:
    message = a_message(text, "i1", addressed=Addressed.COMMAND)
    outcome = await stage.bot.aside.answer(message, keep)
    assert isinstance(outcome, Answer)
    return outcome


async def questions(base: ConversationBase) -> int:
    async with base.begin() as unit:
        return len(await unit.questions.unanswered(NOON.replace(year=2000), 9))


@pytest.mark.parametrize("keep", Keep)
async def test_what_nobody_could_answer_is_kept_where_the_platform_wants_it(
    stage: Stage, keep: Keep
) -> None:
    answer = await asked(stage, UNKNOWN, keep)
    assert isinstance(answer.reply, NotFound)
    assert (answer.ticket is not None) is (keep is not Keep.NOTHING)
    assert await questions(stage.bot.base) == (keep is not Keep.NOTHING)


@pytest.mark.parametrize("keep", Keep)
async def test_a_card_is_recorded_only_where_it_stays(stage: Stage, keep: Keep) -> None:
    await stage.publish()
    answer = await asked(stage, HEADLINE, keep)
    assert isinstance(answer.reply, FactCard)
    if keep is Keep.ALL:
        assert answer.ticket is not None
        assert answer.ticket.kind is ReplyKind.CARD
    else:
        assert answer.ticket is None


async def test_a_published_card_keeps_what_the_matcher_said(stage: Stage) -> None:
    fact = await stage.publish()
    message = a_message("", "m1", addressed=Addressed.COMMAND)
    match = 0.87, MessageStance.ASSERTS
    outcome = await stage.bot.aside.publish(message, fact.id, match)
    assert isinstance(outcome, Answer)
    assert outcome.ticket is not None
    assert (outcome.ticket.confidence, outcome.ticket.stance) == match
