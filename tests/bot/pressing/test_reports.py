"""“Not this claim”: what one press does, and what one person can't do with it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.checking.outcome import Answer, Outcome, Quiet, Silent
from bot.composing.document import Press
from bot.messages import Addressed, Person, Place
from bot.places.behaviour import Mode, PlaceSettings
from bot.pressing.callbacks import Pressed
from bot.pressing.feedback import A_DAY
from bot.pressing.presses import Presser, PressOutcome
from bot.pressing.suppressing import nearly_identical
from bot.replies import Done, FactCard, NotFound
from tests.bot.stages import Stage, stage
from tests.builders import a_fact
from tests.talking import HEADLINE, ROOM, a_message

__all__ = ["stage"]

ADA, BEN, CAT = (Person("test", name) for name in ("ada", "ben", "cat"))
MODERATOR = Person("test", "mira", administers=True)
CLAIM = "Harbour bridge shut forever, says a man in the pub tonight"
"""What the fact matches although it is none of its wordings."""
NEARLY = "Harbour bridge shut forever, says a man in the pub tonight!!"


@pytest.fixture
async def bridge(stage: Stage) -> Stage:
    """The bridge fact is published; the room is watched."""
    await stage.publish(a_fact())
    await put(stage, ROOM)
    return stage


async def put(stage: Stage, place: Place, **settings: object) -> None:
    values = PlaceSettings(mode=Mode.UNPROMPTED, cooldown=0, threshold=0.3, **settings)  # type: ignore[arg-type]  # any field
    async with stage.bot.base.begin() as unit:
        await unit.places.put(place.platform, place.server, values)
        await unit.commit()


_numbers = iter(range(10_000))


async def said(
    stage: Stage, text: str, person: Person = BEN, *, asks: bool = False, place: Place = ROOM
) -> Outcome:
    addressed = Addressed.MENTION if asks else Addressed.NO
    message = a_message(text, f"n{next(_numbers)}", author=person, addressed=addressed, place=place)
    stage.bot.preferences.known.forget()
    return await stage.bot.answering.answer(message)


async def report(
    stage: Stage,
    person: Person,
    text: str = CLAIM,
    reason: str = "other-claim",
    place: Place = ROOM,
) -> PressOutcome:
    outcome = await said(stage, text, ADA, asks=True, place=place)
    ticket = outcome.ticket if isinstance(outcome, Answer) else None
    found = await stage.bot.lookups.show("bridge-closed", PlaceSettings().audience)
    assert isinstance(found, FactCard)
    key = ticket.id if ticket is not None else ""
    pressed = Pressed(Press.REASON, key, found.fact.id, reason)
    return await stage.bot.presses.press(pressed, Presser(person, place, text))


def shown(outcome: Outcome) -> bool:
    return isinstance(outcome, Answer) and isinstance(outcome.reply, FactCard)


class TestOneReport:
    async def test_silences_nearly_the_same_text_unprompted(self, bridge: Stage) -> None:
        assert shown(await said(bridge, NEARLY))
        await report(bridge, ADA)
        assert await said(bridge, NEARLY) == Silent(Quiet.REPORTED)
        assert shown(await said(bridge, HEADLINE))

    async def test_is_not_the_last_word_for_who_asks(self, bridge: Stage) -> None:
        await report(bridge, ADA)
        assert shown(await said(bridge, NEARLY, BEN, asks=True))
        own = await said(bridge, NEARLY, ADA, asks=True)
        assert isinstance(own, Answer)
        assert own.reply == NotFound()

    async def test_takes_the_card_away_for_its_author_and_moderators(self, bridge: Stage) -> None:
        assert (await report(bridge, ADA)).remove is not None
        assert (await report(bridge, CAT, CLAIM + " again")).remove is None
        assert (await report(bridge, MODERATOR, CLAIM + " and again")).remove is not None

    async def test_counts_in_its_own_circle_alone(self, bridge: Stage) -> None:
        elsewhere = Place("test", "other", server="other-house")
        await put(bridge, elsewhere)
        await report(bridge, MODERATOR)
        assert shown(await said(bridge, NEARLY, place=elsewhere))

    async def test_comes_up_for_review(self, bridge: Stage) -> None:
        await report(bridge, ADA)
        async with bridge.bot.base.begin() as unit:
            (item,) = await unit.reviews.open("test:house", 9)
        assert item.data["reason"] == "other-claim"

    async def test_of_something_outdated_silences_nothing(self, bridge: Stage) -> None:
        await report(bridge, MODERATOR, reason="outdated")
        assert shown(await said(bridge, NEARLY))

    async def test_is_forgotten_when_nobody_confirms_it(self, bridge: Stage) -> None:
        await report(bridge, ADA)
        bridge.clock.advance(days=31)
        assert shown(await said(bridge, NEARLY))


class TestAttackers:
    async def test_a_ticket_of_another_server_takes_nothing_away(self, bridge: Stage) -> None:
        there = Place("test", "other", server="other-house")
        await put(bridge, there)
        outcome = await said(bridge, CLAIM, BEN, asks=True, place=there)
        assert isinstance(outcome, Answer)
        assert outcome.ticket is not None
        ticket, fact_id = outcome.ticket.id, outcome.ticket.fact_id
        press = bridge.bot.presses.press
        dismiss = Pressed(Press.DISMISS, ticket)
        reason = Pressed(Press.REASON, ticket, fact_id, "other-claim")
        for forged in (dismiss, reason):
            for person in (MODERATOR, BEN):  # also the author acts where the card hangs
                assert (await press(forged, Presser(person, ROOM, CLAIM))).remove is None
        beside = Place("test", "beside", server="other-house")
        for own in (dismiss, reason):
            assert (await press(own, Presser(MODERATOR, beside, CLAIM))).remove is not None

    async def test_nobody_silences_a_headline_of_the_fact_alone(self, bridge: Stage) -> None:
        await report(bridge, ADA, HEADLINE)
        assert shown(await said(bridge, HEADLINE, BEN))
        assert shown(await said(bridge, HEADLINE, BEN, asks=True))

    async def test_a_person_is_one_however_often_they_report(self, bridge: Stage) -> None:
        for _ in range(5):
            await report(bridge, ADA, CLAIM)
        assert shown(await said(bridge, NEARLY, BEN, asks=True))

    async def test_three_people_count_like_a_moderator(self, bridge: Stage) -> None:
        for person in (ADA, BEN, CAT):
            await report(bridge, person)
        outcome = await said(bridge, NEARLY, Person("test", "dan"), asks=True)
        assert not shown(outcome)

    async def test_even_three_do_not_keep_a_headline_from_who_asks(self, bridge: Stage) -> None:
        for person in (ADA, BEN, CAT):
            await report(bridge, person, HEADLINE)
        dan = Person("test", "dan")
        assert await said(bridge, HEADLINE, dan) == Silent(Quiet.REPORTED)
        assert shown(await said(bridge, HEADLINE, dan, asks=True))

    async def test_who_reports_all_day_is_stopped(self, bridge: Stage) -> None:
        for number in range(A_DAY):
            await report(bridge, CAT, f"{CLAIM} {number}")
        outcome = await report(bridge, CAT, f"{CLAIM} once more")
        assert isinstance(outcome.reply, Done)
        assert "tomorrow" in outcome.reply.what
        bridge.clock.moment += timedelta(days=1, seconds=1)
        outcome = await report(bridge, CAT, f"{CLAIM} next day")
        assert isinstance(outcome.reply, Done)
        assert "Thank you" in outcome.reply.what

    async def test_a_text_without_an_end_is_cut(self, bridge: Stage) -> None:
        await report(bridge, ADA, CLAIM + " x" * 9_000)
        async with bridge.bot.base.begin() as unit:
            (item,) = await unit.reviews.open("test:house", 9)
            found = await unit.opinions.reported(item.data["dispute"])
        assert found is not None
        assert len(found.text) == 4_000


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Harbour bridge shut forever", "harbour bridge SHUT forever!!", True),
        ("Harbour bridge shut forever", "Ｈarbour  bridge shut forever…", True),
        ("The bridge closed in 2024", "The bridge closed in 2025", False),
        ("Moscow recognises the Taliban", "Beijing recognises the Taliban", False),
        ("Harbour bridge shut forever", "Harbour bridge open forever", False),
        ("", "", False),
    ],
)
def test_nearly_identical_is_narrow(one: str, other: str, *, same: bool) -> None:
    assert nearly_identical(one, other) is same
