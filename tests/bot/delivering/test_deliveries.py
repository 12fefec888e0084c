"""What an edit or a deletion means for the reply, and what a dead process leaves behind."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.checking.outcome import Answer
from bot.checking.question import Question
from bot.delivering.deliveries import Keep, Remove, Replace
from bot.delivering.tickets import about, again, new_ticket
from bot.messages import Addressed
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase, PostedReply, ReplyKind, ReplyState, Sent
from bot.replies import Candidates, FactCard, Help, NotFound, Pointer, Reply
from factbase.matching.decision import Lane
from factbase.model import Fact, Verdict
from tests.bot.rig import (
    CHANNEL,
    a_bot,
    a_message,
    a_tunnel,
    changed,
    delivered,
    published,
    retired,
    set_up,
)
from tests.builders import NOON
from tests.fakes import StandingClock

TUNNEL = "River tunnel under water"


class TestEdited:
    async def test_the_same_answer_stays(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        async with a_bot(base, clock, published()) as bot:
            for number, text in enumerate(("Harbour bridge shut forever", "turtles", " ")):
                message = a_message(text, f"m{number}")
                await delivered(bot, message)
                clock.advance(seconds=1)
                assert await bot.deliveries.edited(replace(message, edited=True)) == Keep()

    async def test_another_claim_gets_its_own_card_in_the_same_reply(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        tunnel = a_tunnel()
        async with a_bot(base, clock, published(), tunnel) as bot:
            posted = await delivered(bot, a_message())
            revision = await bot.deliveries.edited(a_message(TUNNEL))
            assert isinstance(revision, Replace)
            assert revision.posted == posted
            assert isinstance(revision.reply, FactCard)
            assert revision.reply.fact == tunnel
            after = await bot.deliveries.replaced(posted, revision.reply)
            assert await bot.deliveries.find(posted.id) == after
            assert (after.fact_id, after.sent_id) == (tunnel.id, posted.sent_id)
            assert await bot.deliveries.edited(a_message(TUNNEL)) == Keep()

    async def test_a_claim_taken_back_is_told_to_who_asked_and_taken_back_otherwise(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        async with a_bot(base, clock, published()) as bot:
            await delivered(bot, a_message())
            revision = await bot.deliveries.edited(a_message("turtles"))
            assert isinstance(revision, Replace)
            assert revision.reply == NotFound()
            await set_up(bot, PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0))
            overheard = a_message(message_id="m2", addressed=Addressed.NO)
            posted = await delivered(bot, overheard)
            assert await bot.deliveries.edited(replace(overheard, text="turtles")) == Remove(posted)

    async def test_where_it_was_switched_off_the_reply_goes(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        async with a_bot(base, clock, published()) as bot:
            posted = await delivered(bot, a_message())
            await set_up(bot, PlaceSettings(mode=Mode.OFF))
            assert await bot.deliveries.edited(a_message()) == Remove(posted)

    async def test_a_newer_version_is_shown(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        fact = published()
        async with a_bot(base, clock, fact) as bot:
            await delivered(bot, a_message())
            newer = replace(fact, version=2, verdict=Verdict.UNPROVEN)
            await changed(bot, newer)
            revision = await bot.deliveries.edited(a_message())
        assert isinstance(revision, Replace)
        assert isinstance(revision.reply, FactCard)
        assert revision.reply.fact == newer

    async def test_what_was_retired_is_no_longer_shown(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        fact = published()
        async with a_bot(base, clock, fact) as bot:
            await delivered(bot, a_message())
            await retired(bot, fact)
            revision = await bot.deliveries.edited(a_message())
        assert isinstance(revision, Replace)
        assert revision.reply == NotFound()

    async def test_without_a_reply_that_arrived_there_is_nothing_to_change(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        async with a_bot(base, clock, published()) as bot:
            assert await bot.deliveries.edited(a_message()) == Keep()
            outcome = await bot.answering.answer(a_message())
            assert isinstance(outcome, Answer)
            assert await bot.deliveries.edited(a_message(TUNNEL)) == Keep()
            assert outcome.ticket is not None
            await bot.deliveries.failed(outcome.ticket, "forbidden")
            assert await bot.deliveries.edited(a_message(TUNNEL)) == Keep()


async def test_replies_to_a_deleted_message_are_named_until_they_are_gone(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published()) as bot:
        posted = await delivered(bot, a_message())
        assert await bot.deliveries.deleted(CHANNEL, "m1") == (posted,)
        assert await bot.deliveries.deleted(CHANNEL, "m2") == ()
        await bot.deliveries.removed(posted)
        assert await bot.deliveries.deleted(CHANNEL, "m1") == ()


async def test_what_a_process_left_behind_is_found_and_can_be_said_again(
    base: ConversationBase, clock: StandingClock
) -> None:
    fact = published()
    async with a_bot(base, clock, fact) as bot:
        claimed = await bot.answering.answer(a_message())
        assert isinstance(claimed, Answer)
        assert claimed.ticket is not None
    async with a_bot(base, clock) as later:
        (left,) = await later.deliveries.unfinished("discord")
        assert left == claimed.ticket
        assert await later.deliveries.unfinished("telegram") == ()
        card = again(left, later.index.fact, NOON.date())
        assert card == claimed.reply
        ticket = await later.deliveries.sending(left)
        assert [one.state for one in await later.deliveries.unfinished("discord")] == [
            ReplyState.SENDING
        ]
        done = await later.deliveries.sent(ticket, Sent("9", "https://chat.example/9"))
        assert await later.deliveries.unfinished("discord") == ()
        assert await later.deliveries.find(left.id) == done
        assert (done.sent_id, done.url) == ("9", "https://chat.example/9")


def a_ticket(reply: Reply) -> PostedReply:
    question = Question(a_message(), PlaceSettings(), Lane.ADDRESSED, "en", "00ff")
    return new_ticket(question, reply, NOON)


FACT = published()
CARD = FactCard(FACT, FACT.timeline, NOON.date(), confidence=0.9)


@pytest.mark.parametrize(
    ("reply", "kind"),
    [
        (CARD, ReplyKind.CARD),
        (Candidates((FACT, a_tunnel())), ReplyKind.CANDIDATES),
        (Pointer(FACT), ReplyKind.POINTER),
        (NotFound(), ReplyKind.NOT_FOUND),
        (Help(), ReplyKind.HELP),
    ],
)
def test_a_ticket_can_be_turned_into_its_reply_again(reply: Reply, kind: ReplyKind) -> None:
    known: dict[str, Fact] = {fact.id: fact for fact in (FACT, a_tunnel())}
    ticket = a_ticket(reply)
    assert ticket.kind is kind
    assert again(ticket, known.get, NOON.date()) == reply
    after_a_card = about(a_ticket(CARD), reply)
    assert replace(after_a_card, id=ticket.id) == ticket
    if kind is not ReplyKind.HELP:
        known.clear()
        assert again(ticket, known.get, NOON.date()) == NotFound()
