"""From a message to an outcome, over memory and SQLite."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.checking.outcome import Answer, Delivery
from bot.checking.overheard import OverheardQueue
from bot.delivering.deliveries import Keep
from bot.messages import Addressed, Person, Place, PlaceKind, Quoted
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase, ReplyKind
from bot.replies import Candidates, Declined, FactCard, Help, HelpTopic, NotFound, Refusal
from factbase.matching.decision import Lane
from factbase.model import Wording
from tests.bot.rig import (
    ANN,
    BRIDGE,
    CHANNEL,
    a_bot,
    a_message,
    a_private_message,
    a_tunnel,
    delivered,
    published,
    quiet,
    retired,
    said,
    set_up,
)
from tests.builders import NOON, a_change, a_community
from tests.fakes import StandingClock

WATCHING = PlaceSettings(mode=Mode.UNPROMPTED)


async def test_who_asks_about_a_known_claim_gets_its_card(
    base: ConversationBase, clock: StandingClock
) -> None:
    fact = published()
    async with a_bot(base, clock, fact, a_tunnel()) as bot:
        outcome = await bot.answering.answer(a_message())
    assert isinstance(outcome, Answer)
    card = outcome.reply
    assert isinstance(card, FactCard)
    assert (card.fact, card.statements, card.as_of) == (fact, fact.timeline, NOON.date())
    assert card.confidence is not None
    assert not card.from_memory
    ticket = outcome.ticket
    assert ticket is not None
    assert (ticket.kind, ticket.fact_id, ticket.fact_version, ticket.lane) == (
        ReplyKind.CARD,
        fact.id,
        fact.version,
        Lane.ADDRESSED,
    )
    assert outcome.delivery is Delivery.REPLY


async def test_no_text_and_no_name_is_in_what_is_recorded(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published()) as bot:
        ticket = await delivered(bot, a_message(author=Person("discord", "ann-4711")))
    assert BRIDGE not in repr(ticket)
    assert "ann-4711" not in repr(ticket)
    assert len(ticket.author) == 32


async def test_two_facts_that_may_be_meant_are_offered(
    base: ConversationBase, clock: StandingClock
) -> None:
    other = published(
        "bridge-sold", claim="The harbour bridge is sold", wordings=(Wording(BRIDGE),)
    )
    async with a_bot(base, clock, published(), other) as bot:
        reply = said(await bot.answering.answer(a_message()))
        assert isinstance(reply, Candidates)
        assert {fact.slug for fact in reply.facts} == {"bridge-closed", "bridge-sold"}
        await set_up(bot, WATCHING)
        overheard = a_message(message_id="m2", addressed=Addressed.NO)
        quiet(await bot.answering.answer(overheard))


async def test_nothing_known_is_said_to_who_asks_and_to_nobody_else(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published()) as bot:
        assert isinstance(said(await bot.answering.answer(a_message("I like turtles"))), NotFound)
        await set_up(bot, WATCHING)
        overheard = a_message("I like turtles", "m2", addressed=Addressed.NO)
        quiet(await bot.answering.answer(overheard))


@pytest.mark.parametrize(
    ("quoted", "topic"),
    [(None, HelpTopic.NOTHING_TO_CHECK), (Quoted("7", hidden=True), HelpTopic.HIDDEN_TEXT)],
)
async def test_without_a_claim_there_is_help(
    base: ConversationBase, clock: StandingClock, quoted: Quoted | None, topic: HelpTopic
) -> None:
    async with a_bot(base, clock, published()) as bot:
        reply = said(await bot.answering.answer(a_message(" ", replied_to=quoted)))
    assert reply == Help(topic)


async def test_the_same_message_is_answered_once(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published()) as bot:
        for message in (a_message(), a_message("I like turtles", "m2"), a_message(" ", "m3")):
            assert isinstance(await bot.answering.answer(message), Answer)
            assert quiet(await bot.answering.answer(message)) == "already-answered"


async def test_two_processes_answer_a_message_once(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published()) as bot, a_bot(base, clock) as other:
        assert isinstance(await bot.answering.answer(a_message()), Answer)
        assert quiet(await other.answering.answer(a_message())) == "already-answered"


async def test_what_was_retired_a_moment_ago_is_not_said(
    base: ConversationBase, clock: StandingClock
) -> None:
    fact = published()
    async with a_bot(base, clock, fact) as bot:
        await set_up(bot, WATCHING)
        await retired(bot, fact)
        await bot.index.refresh()  # else the news may come while we look
        bot.index.take([fact])  # as if they had not come yet
        assert isinstance(said(await bot.answering.answer(a_message())), NotFound)
        overheard = a_message(message_id="m2", addressed=Addressed.NO)
        assert quiet(await bot.answering.answer(overheard)) == "no-longer-published"


async def test_past_its_review_a_fact_is_said_only_when_asked(
    base: ConversationBase, clock: StandingClock
) -> None:
    due = published(review_by=NOON.date())
    async with a_bot(base, clock, due) as bot:
        await set_up(bot, PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0))
        on_the_day = a_message(addressed=Addressed.NO)
        assert isinstance(said(await bot.answering.answer(on_the_day)), FactCard)
        clock.advance(days=1)
        late = a_message(message_id="m2", addressed=Addressed.NO)
        assert quiet(await bot.answering.answer(late)) == "review-due"
        card = said(await bot.answering.answer(a_message(message_id="m3")))
    assert isinstance(card, FactCard)
    assert card.as_of == NOON.date() + timedelta(days=1) > date(2026, 1, 15)


async def test_who_asks_too_often_is_told_once_then_nothing(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published(), limits={"questions": 2, "seconds": 60}) as bot:
        outcomes = [await bot.answering.answer(a_message("hm", f"m{n}")) for n in range(4)]
        assert isinstance(said(outcomes[1]), NotFound)
        assert said(outcomes[2]) == Declined(Refusal.RATE_LIMIT, seconds=60)
        assert quiet(outcomes[3]) == "rate-limited"
        bob = a_message("hm", "m9", author=Person("discord", "bob"))
        assert isinstance(said(await bot.answering.answer(bob)), NotFound)


async def test_what_is_overheard_counts_against_nobody(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published(), limits={"questions": 1, "seconds": 60}) as bot:
        await set_up(bot, WATCHING)
        for number in range(5):
            await bot.answering.answer(a_message("hm", f"o{number}", addressed=Addressed.NO))
        assert isinstance(said(await bot.answering.answer(a_message())), FactCard)


@pytest.mark.parametrize(
    ("mode", "delivery"),
    [
        (Mode.UNPROMPTED, Delivery.REPLY),
        (Mode.QUIET, Delivery.REACTION),
        (Mode.SHADOW, Delivery.SHADOW),
    ],
)
async def test_how_what_nobody_asked_for_is_delivered(
    base: ConversationBase, clock: StandingClock, mode: Mode, delivery: Delivery
) -> None:
    async with a_bot(base, clock, published()) as bot:
        await set_up(bot, PlaceSettings(mode=mode))
        overheard = await bot.answering.answer(a_message(addressed=Addressed.NO))
        assert isinstance(overheard, Answer)
        assert overheard.delivery is delivery
        other = Place("discord", "channel-2", server="server-1")
        await set_up(bot, PlaceSettings(mode=mode), other.id)
        asked = await bot.answering.answer(a_message(message_id="m2", place=other))
        assert isinstance(asked, Answer)
        assert asked.delivery is Delivery.REPLY


async def test_who_opted_out_is_not_looked_at(base: ConversationBase, clock: StandingClock) -> None:
    async with a_bot(base, clock, published()) as bot:
        await set_up(bot, WATCHING)
        async with base.begin() as unit:
            await unit.places.ignore(bot.people.hash(ANN.key), ignored=True)
            await unit.commit()
        overheard = a_message(addressed=Addressed.NO)
        assert quiet(await bot.answering.answer(overheard)) == "opted-out"
        assert isinstance(said(await bot.answering.answer(a_message(message_id="m2"))), FactCard)


async def test_a_community_gets_its_own_facts_and_nobody_else_does(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with base.begin() as unit:
        await unit.communities.put(a_community())
        await unit.facts.add(published(scope="harbour"), a_change())
        await unit.commit()
    async with a_bot(base, clock) as bot:
        assert isinstance(said(await bot.answering.answer(a_message())), NotFound)
        await set_up(bot, PlaceSettings(community="harbour"))
        card = said(await bot.answering.answer(a_message(message_id="m2")))
        assert isinstance(card, FactCard)
        assert isinstance(said(await bot.answering.answer(a_private_message())), NotFound)


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        (("ru", "en", "en"), "ru"),
        (("", "ru", "en"), "ru"),
        (("", "", "ru"), "ru"),
        (("", "", ""), "en"),
    ],
)
async def test_the_language_is_the_places_then_the_persons_then_the_platforms(
    base: ConversationBase,
    clock: StandingClock,
    spoken: tuple[str, str, str],
    expected: str,
) -> None:
    chosen, person, place = spoken
    async with a_bot(base, clock, published()) as bot:
        await set_up(bot, PlaceSettings(locale=chosen))
        message = a_message(
            author=Person("discord", "ann", locale=person),
            place=Place("discord", CHANNEL.id, PlaceKind.GROUP, "server-1", locale=place),
        )
        outcome = await bot.answering.answer(message)
    assert isinstance(outcome, Answer)
    assert outcome.locale == expected


async def test_more_than_can_be_matched_in_time_is_passed_over_but_not_who_asks(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published()) as bot:
        await set_up(bot, PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0))
        crowded = replace(bot.answering, queue=OverheardQueue(most=0))
        overheard = a_message(message_id="overheard", addressed=Addressed.NO)
        assert quiet(await crowded.answer(overheard)) == "overloaded"
        assert isinstance(said(await crowded.answer(a_message(message_id="asked"))), FactCard)
        assert isinstance(said(await bot.answering.answer(overheard)), FactCard)


async def test_what_was_edited_while_it_waited_is_not_answered_as_it_was(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published()) as bot:
        await set_up(bot, PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0))
        queue, held = bot.answering.queue, asyncio.Event()
        before = asyncio.create_task(queue.run("before", held.wait))
        overheard = a_message(addressed=Addressed.NO)
        late = asyncio.create_task(bot.answering.answer(overheard))
        async with asyncio.timeout(60):
            while queue.waiting < 2:  # noqa: ASYNC110 - nothing tells of it but the number
                await asyncio.sleep(0)
        sorry = replace(overheard, text="sorry", edited=True)
        assert isinstance(await bot.deliveries.edited(overheard), Keep)  # its preview came
        assert queue.waiting == 2
        assert isinstance(await bot.deliveries.edited(sorry), Keep)
        held.set()
        await before
        assert quiet(await late) == "changed"
