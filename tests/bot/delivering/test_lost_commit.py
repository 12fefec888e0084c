"""PostgreSQL commits a reply, and the connection is cut before it can say so."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.checking.for_one import Keep
from bot.checking.outcome import Answer
from bot.messages import Place
from bot.ports import Target
from bot.replies import Declined, FactCard, Refusal, Reply
from bot.wiring import Bot
from tests.bot.delivering.line import Line, behind_a_line
from tests.fakes import StandingClock
from tests.postgres import Postgres
from tests.talking import RecordingCourier, a_message, ask, posting, published


@pytest.fixture
async def bad(own_server: Postgres, clock: StandingClock) -> AsyncIterator[tuple[Bot, Line]]:
    """A bot whose PostgreSQL is behind a line that may be cut."""
    async with behind_a_line(own_server, clock) as made:
        yield made


def room(request: pytest.FixtureRequest) -> Place:
    """A place of this test's own: the server is shared by all of them."""
    return Place("test", f"room of {request.node.name}")


def shown(courier: RecordingCourier, place: Place) -> list[tuple[Target, Reply, str]]:
    return [said for said in courier.posted if said[0].place == place]


@pytest.mark.parametrize("for_good", [False, True], ids=["cut", "cut-for-good"])
async def test_who_asked_is_answered_once(
    bad: tuple[Bot, Line], clock: StandingClock, request: pytest.FixtureRequest, *, for_good: bool
) -> None:
    bot, line = bad
    courier, place = RecordingCourier(), room(request)
    say = posting(bot, courier)
    line.loses, line.cut_for_good = place.id, for_good
    await ask(bot, say, a_message(place=place))
    (first,) = shown(courier, place)
    assert isinstance(first[1], FactCard)
    # A connection that can be had again tells that the record is there: nothing is lost then.
    assert first[1].from_memory is for_good
    line.closed = False
    for _ in range(3):
        clock.advance(minutes=1)
        await say.sweep("test")
    await ask(bot, say, a_message(place=place))
    assert shown(courier, place) == [first]


@pytest.mark.parametrize("for_good", [False, True], ids=["cut", "cut-for-good"])
async def test_so_is_who_asked_alone(
    bad: tuple[Bot, Line], clock: StandingClock, request: pytest.FixtureRequest, *, for_good: bool
) -> None:
    bot, line = bad
    courier, place = RecordingCourier(), room(request)
    say = posting(bot, courier)
    line.loses, line.cut_for_good = place.id, for_good
    outcome = await bot.aside.answer(a_message(place=place), Keep.ALL)
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, FactCard)
    assert outcome.reply.from_memory is for_good
    line.closed = False
    if not for_good:
        await say.say(outcome, place, "m1")
    clock.advance(minutes=1)
    await say.sweep("test")
    assert len(shown(courier, place)) == (0 if for_good else 1)


@pytest.mark.parametrize("for_good", [False, True], ids=["cut", "cut-for-good"])
async def test_a_card_to_show_that_was_refused_is_not_shown_later(
    bad: tuple[Bot, Line], clock: StandingClock, request: pytest.FixtureRequest, *, for_good: bool
) -> None:
    bot, line = bad
    courier, place = RecordingCourier(), room(request)
    say = posting(bot, courier)
    line.loses, line.cut_for_good = place.id, for_good
    outcome = await bot.aside.publish(a_message(place=place), published().id)
    assert isinstance(outcome, Answer)
    if for_good:
        assert outcome.reply == Declined(Refusal.BASE_UNREACHABLE)
    else:
        assert isinstance(outcome.reply, FactCard)
        await say.say(outcome, place, "m1")
    line.closed = False
    clock.advance(minutes=1)
    await say.sweep("test")
    assert len(shown(courier, place)) == (0 if for_good else 1)
