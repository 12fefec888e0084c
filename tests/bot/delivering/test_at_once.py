"""What two processes say of one reply at the same time: neither wipes the other's word."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest

from bot.checking.outcome import Answer
from bot.ports import ConversationBase, PostedReply, ReplyState, Sent, Target
from bot.replies import FactCard, Reply
from bot.settings import Limits
from bot.wiring import Bot
from factbase.model import Wording
from tests.builders import NOON
from tests.contracts.storing import stored
from tests.fakes import StandingClock
from tests.talking import ROOM, RecordingCourier, a_message, open_for_test, posting, published

TUNNEL = published(
    "tunnel-flooded",
    claim="The tunnel under the river is flooded",
    wordings=(Wording("River tunnel under water"),),
)


@pytest.fixture
async def bot(base: ConversationBase, clock: StandingClock) -> AsyncIterator[Bot]:
    await stored(base, published())
    await stored(base, TUNNEL)
    async with open_for_test(base, clock, limits=Limits(questions=1_000)) as opened:
        yield opened


async def answered(bot: Bot, text: str = "Harbour bridge shut forever") -> Answer:
    outcome = await bot.answering.answer(a_message(text))
    assert isinstance(outcome, Answer)
    assert outcome.ticket is not None
    return outcome


async def kept(bot: Bot, ticket: PostedReply | None) -> PostedReply:
    assert ticket is not None
    found = await bot.deliveries.find(ticket.id)
    assert found is not None
    return found


@dataclass
class Meanwhile(RecordingCourier):
    """Something happens while the platform is taking the reply."""

    bot: Bot | None = None
    removed: list[str] = field(default_factory=list)

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        assert self.bot is not None
        await posting(self.bot, RecordingCourier()).forget(target.place, target.message_id)
        return await super().post(target, reply, ticket)

    async def remove(self, posted: PostedReply) -> None:
        self.removed.append(posted.sent_id)


async def test_withdrawn_on_its_way_it_is_taken_away_again(bot: Bot) -> None:
    answer = await answered(bot)
    courier = Meanwhile(bot=bot)
    await posting(bot, courier).say(answer, ROOM, "m1")
    assert courier.removed == ["sent-1"]
    assert (await kept(bot, answer.ticket)).state is ReplyState.REMOVED


async def test_a_group_that_moved_on_the_way_stays_moved(bot: Bot) -> None:
    ticket = (await answered(bot)).ticket
    assert ticket is not None
    sending = await bot.deliveries.sending(ticket)
    async with bot.base.begin() as unit:
        await unit.places.migrate("test", ROOM.id, "bigger-room")
        await unit.commit()
    await bot.deliveries.sent(sending, Sent("77"))
    found = await kept(bot, ticket)
    assert (found.place.id, found.state, found.sent_id) == ("bigger-room", ReplyState.SENT, "77")
    assert found.message_id != ticket.message_id


async def test_who_was_taken_over_can_neither_give_up_nor_hand_back(bot: Bot) -> None:
    ticket = (await answered(bot)).ticket
    assert ticket is not None
    taken = await bot.deliveries.take(ticket, NOON)
    assert taken is not None
    assert not await bot.deliveries.failed(ticket, "unknown")
    assert await bot.deliveries.refused(ticket, NOON) is None
    assert (await kept(bot, ticket)) == taken


async def test_given_up_for_lost_it_counts_when_it_arrived_after_all(bot: Bot) -> None:
    ticket = (await answered(bot)).ticket
    assert ticket is not None
    assert await bot.deliveries.failed(ticket, "unknown")
    await bot.deliveries.sent(ticket, Sent("77"))
    assert (await kept(bot, ticket)).state is ReplyState.SENT


async def test_removed_is_removed(bot: Bot) -> None:
    ticket = (await answered(bot)).ticket
    assert ticket is not None
    await bot.deliveries.removed(ticket)
    assert not await bot.deliveries.failed(ticket, "unknown")
    assert (await bot.deliveries.sending(ticket)) == ticket
    card = FactCard(TUNNEL, TUNNEL.timeline, NOON.date())
    assert (await bot.deliveries.replaced(ticket, card)).state is ReplyState.REMOVED
    found = await kept(bot, ticket)
    assert (found.state, found.fact_id) == (ReplyState.REMOVED, ticket.fact_id)


async def test_a_second_record_about_the_other_fact_leaves_the_first_as_it_is(bot: Bot) -> None:
    other = (await answered(bot, "River tunnel under water")).ticket
    assert other is not None
    await bot.deliveries.removed(other)
    ticket = (await answered(bot)).ticket
    assert ticket is not None
    posted = await bot.deliveries.sent(ticket, Sent("77"))
    card = FactCard(TUNNEL, TUNNEL.timeline, NOON.date())
    after = await bot.deliveries.replaced(posted, card)
    found = await kept(bot, ticket)
    assert found == after
    assert found.state is ReplyState.SENT
