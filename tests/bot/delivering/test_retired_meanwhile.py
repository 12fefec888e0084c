"""A fact that changes while its reply waits: what is said is what holds then."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.checking.outcome import Answer
from bot.delivering.posting import Posting
from bot.errors import DeliveryError
from bot.messages import Addressed
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase, PostedReply, ReplyKind, ReplyState, Sent, Target
from bot.replies import FactCard, NotFound, Reply
from bot.wiring import Bot
from factbase import life
from factbase.model import Community, Fact
from tests.builders import a_change
from tests.contracts.storing import saved, stored
from tests.fakes import StandingClock
from tests.talking import ROOM, RecordingCourier, a_message, open_for_test, posting, published

FACT = published()
RETIRED = life.retire(FACT, a_change())
CORRECTED = replace(FACT, version=2, topics=("harbour",))


@pytest.fixture
async def bot(base: ConversationBase, clock: StandingClock) -> AsyncIterator[Bot]:
    await stored(base, FACT)
    async with open_for_test(base, clock) as opened:
        yield opened


@dataclass
class Down(RecordingCourier):
    """Refuses the first time; by then the fact has changed."""

    bot: Bot | None = None
    fact: Fact = RETIRED

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        if self.bot is not None:
            await saved(self.bot.base, self.fact, a_change())
            self.bot = None
            raise DeliveryError("down", final=False)
        return await super().post(target, reply, ticket)


async def answer(bot: Bot, addressed: Addressed = Addressed.MENTION) -> Answer:
    async with bot.base.begin() as unit:
        await unit.places.put("test", ROOM.server, PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0))
        await unit.commit()
    outcome = await bot.answering.answer(a_message(addressed=addressed))
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, FactCard)
    return outcome


async def kept(bot: Bot, ticket: PostedReply | None) -> PostedReply:
    assert ticket is not None
    found = await bot.deliveries.find(ticket.id)
    assert found is not None
    return found


def through(bot: Bot, courier: RecordingCourier, *, resend_safe: bool) -> Posting:
    return posting(bot, courier, resend_safe=resend_safe)


@pytest.mark.parametrize("resend_safe", [True, False])
async def test_who_asked_is_told_that_nothing_was_found(bot: Bot, *, resend_safe: bool) -> None:
    asked = await answer(bot)
    courier = Down(bot=bot)
    await through(bot, courier, resend_safe=resend_safe).say(asked, ROOM, "m1")
    assert [reply for _, reply, _ in courier.posted] == [NotFound()]
    found = await kept(bot, asked.ticket)
    assert (found.kind, found.fact_id, found.state) == (ReplyKind.NOT_FOUND, "", ReplyState.SENT)


async def test_who_did_not_ask_is_told_nothing(bot: Bot) -> None:
    unasked = await answer(bot, Addressed.NO)
    courier = Down(bot=bot)
    assert await posting(bot, courier).say(unasked, ROOM, "m1") is None
    assert courier.posted == []
    assert (await kept(bot, unasked.ticket)).state is ReplyState.FAILED


async def test_a_corrected_fact_is_said_and_recorded_as_corrected(bot: Bot) -> None:
    asked = await answer(bot)
    courier = Down(bot=bot, fact=CORRECTED)
    await posting(bot, courier).say(asked, ROOM, "m1")
    (shown,) = (reply for _, reply, _ in courier.posted)
    assert isinstance(shown, FactCard)
    assert shown.fact == CORRECTED
    assert (await kept(bot, asked.ticket)).fact_version == 2


async def test_what_is_released_after_its_fact_is_gone_is_not_said(bot: Bot) -> None:
    """The index has not heard of it yet."""
    unasked = await answer(bot, Addressed.NO)
    assert unasked.ticket is not None
    await bot.deliveries.sending(unasked.ticket)
    await saved(bot.base, RETIRED, a_change())
    courier = RecordingCourier()
    assert await posting(bot, courier).release(await kept(bot, unasked.ticket)) is None
    assert courier.posted == []


async def test_a_place_that_may_no_longer_see_it_is_told_as_if_it_were_gone(bot: Bot) -> None:
    asked = await answer(bot)
    scoped = replace(FACT, version=2, scope="other")
    async with bot.base.begin() as unit:
        await unit.communities.put(Community("other", "Other"))
        await unit.commit()
    courier = Down(bot=bot, fact=scoped)
    await posting(bot, courier).say(asked, ROOM, "m1")
    assert [reply for _, reply, _ in courier.posted] == [NotFound()]
