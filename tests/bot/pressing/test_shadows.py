"""What was held back is said once, whoever approves it and however often."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.checking.outcome import Answer, Delivery
from bot.composing.document import Press
from bot.messages import Addressed, Person
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase, PostedReply, ReplyState, Sent
from bot.pressing.callbacks import Pressed
from bot.pressing.presses import Presser, PressOutcome
from bot.replies import Done
from bot.wiring import Bot
from tests.contracts.storing import stored
from tests.fakes import StandingClock
from tests.talking import ROOM, RecordingCourier, a_message, open_for_test, posting, published

MIRA, OTTO = (Person("test", name, administers=True) for name in ("mira", "otto"))


@pytest.fixture
async def bot(base: ConversationBase, clock: StandingClock) -> AsyncIterator[Bot]:
    await stored(base, published())
    async with base.begin() as unit:
        shadow = PlaceSettings(mode=Mode.SHADOW, log_place="log", cooldown=0)
        await unit.places.put("test", ROOM.server, shadow)
        await unit.commit()
    async with open_for_test(base, clock) as opened:
        yield opened


async def held(bot: Bot) -> PostedReply:
    """A reply that only moderators have seen."""
    outcome = await bot.answering.answer(a_message(addressed=Addressed.NO))
    assert isinstance(outcome, Answer)
    assert outcome.delivery is Delivery.SHADOW
    assert outcome.ticket is not None
    return await bot.deliveries.sent(outcome.ticket, Sent("shadow:log:1"))


async def judged(bot: Bot, posted: PostedReply, by: Person, press: Press) -> PressOutcome:
    meant = Pressed(press, posted.id, posted.fact_id, "")
    return await bot.presses.press(meant, Presser(by, ROOM))


async def test_two_who_approve_at_once_have_it_said_once(bot: Bot) -> None:
    posted = await held(bot)
    outcomes = await asyncio.gather(
        *(judged(bot, posted, by, Press.APPROVE) for by in (MIRA, OTTO, MIRA))
    )
    said = [outcome.say for outcome in outcomes if outcome.say is not None]
    assert len(said) == 1
    courier = RecordingCourier()
    sent = await posting(bot, courier).release(said[0])
    assert sent is not None
    kept = await bot.deliveries.find(posted.id)
    assert kept is not None
    assert (kept.state, kept.sent_id) == (ReplyState.SENT, sent.id)


@pytest.mark.parametrize("press", [Press.APPROVE, Press.NEVER])
async def test_what_was_said_is_decided(bot: Bot, press: Press) -> None:
    posted = await held(bot)
    approved = await judged(bot, posted, MIRA, Press.APPROVE)
    assert approved.say is not None
    await posting(bot, RecordingCourier()).release(approved.say)
    late = await judged(bot, posted, OTTO, press)
    assert isinstance(late.reply, Done)
    assert "decided this already" in late.reply.what
    assert late.say is None


async def test_never_can_be_taken_back_by_approving(bot: Bot) -> None:
    posted = await held(bot)
    assert (await judged(bot, posted, MIRA, Press.NEVER)).say is None
    assert (await judged(bot, posted, OTTO, Press.APPROVE)).say is not None


async def test_approved_by_a_process_that_then_died_it_is_not_said_by_another_press(
    bot: Bot,
) -> None:
    posted = await held(bot)
    assert (await judged(bot, posted, MIRA, Press.APPROVE)).say is not None
    assert (await judged(bot, posted, MIRA, Press.APPROVE)).say is None
