"""Old messages get the card of their day; what lost its right waits to be asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from pydantic import SecretStr

from bot.checking.outcome import Answer, Quiet, Silent
from bot.composing import compose
from bot.messages import Addressed, IncomingMessage, Person, Place, Quoted
from bot.places.behaviour import Mode, PlaceSettings
from bot.replies import FactCard
from bot.settings import Settings
from bot.storage.memory import MemoryConversationBase
from bot.wiring import Bot, assemble
from bot.wording import words_for
from factbase.model import LocalText, PartialDate, Stance, Verdict
from tests.bot.moderating.test_save_checks import MIRA
from tests.builders import a_change, a_fact, a_statement
from tests.fakes import StandingClock

CLAIM = "The harbour bridge is closed for good"
PLACE = Place("console", "quay")
CLAIMED = a_statement("It is shut.", Stance.CLAIMS, said=PartialDate(2025, 2, 1))
DENIED = a_statement("It stays open.", Stance.DENIES, said=PartialDate(2025, 3, 1))
CLOSED = a_statement("The council closed it.", Stance.DEVELOPMENT, said=PartialDate(2025, 6, 1))
OVERTAKEN = a_fact(verdict=Verdict.OVERTAKEN, statements=(CLAIMED, DENIED, CLOSED))

PUT_THEN = LocalText.of("The bridge was closed, it is said")
IN_BRIEF_THEN = LocalText.of("The ferryman calls it open.")
IN_BRIEF_NOW = LocalText.of("The council closed the bridge in June.")


@pytest.fixture
async def bot(clock: StandingClock) -> AsyncIterator[Bot]:
    async with AsyncExitStack() as stack:
        base = MemoryConversationBase()
        async with base.begin() as unit:
            await unit.facts.add(a_fact("ferry", claim="The ferry sank"), a_change())
            await unit.commit()
        settings = Settings(secret=SecretStr("k" * 32), denial_days=400)
        yield await assemble(settings, base, clock, stack)


async def published(bot: Bot, **fields: object) -> None:
    await bot.moderation.take_all(MIRA, [replace(OVERTAKEN, **fields)], "checked")  # type: ignore[arg-type]  # any field


async def watching(bot: Bot) -> None:
    async with bot.base.begin() as unit:
        await unit.places.put(PLACE.platform, PLACE.id, PlaceSettings(Mode.UNPROMPTED))
        await unit.commit()


def a_message(posted: datetime, *, asked: bool = True) -> IncomingMessage:
    return IncomingMessage(
        "1",
        PLACE,
        Person("console", "7"),
        "" if asked else CLAIM,
        datetime(2026, 1, 15, 12, tzinfo=UTC),
        Addressed.MENTION if asked else Addressed.NO,
        replied_to=Quoted("0", CLAIM, posted=posted) if asked else None,
    )


async def card_for(bot: Bot, posted: datetime) -> FactCard:
    outcome = await bot.answering.answer(a_message(posted))
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, FactCard)
    return outcome.reply


class TestOldMessages:
    async def test_are_answered_for_their_day(self, bot: Bot) -> None:
        await published(bot)
        card = await card_for(bot, datetime(2025, 3, 5, tzinfo=UTC))
        assert card.then is not None
        assert (card.then.day, card.then.verdict) == (date(2025, 3, 5), Verdict.DENIED)

    async def test_say_what_has_changed_since(self, bot: Bot) -> None:
        await published(bot)
        card = await card_for(bot, datetime(2025, 3, 5, tzinfo=UTC))
        text = compose(card, words_for("en")).plain
        assert text.index("It stays open.") < text.index("Since then")
        assert text.index("Since then") < text.index("The council closed it.")
        assert "as known on 5 March 2025" in text
        assert "Today's verdict: Earlier finding overtaken by later events" in text

    async def test_of_a_day_since_which_nothing_happened_get_the_usual_card(self, bot: Bot) -> None:
        await published(bot)
        assert (await card_for(bot, datetime(2025, 7, 1, tzinfo=UTC))).then is None

    async def test_from_before_anything_was_known(self, bot: Bot) -> None:
        await published(bot)
        card = await card_for(bot, datetime(2020, 1, 1, tzinfo=UTC))
        assert (
            "Nothing on record · as known on 1 January 2020" in compose(card, words_for("en")).plain
        )

    async def test_posted_while_an_earlier_version_stood(
        self, bot: Bot, clock: StandingClock
    ) -> None:
        await published(bot, verdict=Verdict.UNPROVEN)
        clock.advance(days=10)
        await published(bot)
        card = await card_for(bot, datetime(2026, 1, 20, tzinfo=UTC))
        assert card.then is not None
        assert card.then.verdict is Verdict.UNPROVEN
        assert "Today's verdict: Earlier finding overtaken" in compose(card, words_for("en")).plain


class TestTheSummaryOfThatDay:
    async def test_is_the_one_that_was_published_then(self, bot: Bot, clock: StandingClock) -> None:
        await published(bot, verdict=Verdict.DENIED, summary=IN_BRIEF_THEN, claim=PUT_THEN)
        clock.advance(days=10)
        async with bot.base.begin() as unit:
            fact = await unit.facts.by_id(OVERTAKEN.id)
        now = replace(OVERTAKEN, summary=IN_BRIEF_NOW, version=fact.version)
        await bot.moderation.correct(MIRA, now, "the council")
        card = await card_for(bot, datetime(2026, 1, 20, tzinfo=UTC))
        for language in ("en", "ru"):
            text = compose(card, words_for(language)).plain
            assert text.count("The ferryman calls it open.") == 1
            assert "The council closed the bridge in June." not in text
            assert "The bridge was closed, it is said" in text
        today = replace(card, then=None)
        assert "The council closed the bridge in June." in compose(today, words_for("en")).plain

    async def test_is_left_out_where_none_was_published(self, bot: Bot) -> None:
        await published(bot, summary=IN_BRIEF_NOW)
        card = await card_for(bot, datetime(2025, 3, 5, tzinfo=UTC))
        text = compose(card, words_for("en")).plain
        assert "The council closed the bridge in June." not in text
        assert "There was no summary yet on that day." in text

    async def test_goes_where_space_is_scarce(self, bot: Bot) -> None:
        await published(bot, summary=IN_BRIEF_NOW)
        card = await card_for(bot, datetime(2025, 3, 5, tzinfo=UTC))
        text = compose(replace(card, with_summary=False), words_for("en")).plain
        assert "summary" not in text


class TestTheRightToSpeak:
    async def unprompted(self, bot: Bot) -> object:
        await watching(bot)
        return await bot.answering.answer(a_message(datetime(2026, 1, 15, tzinfo=UTC), asked=False))

    async def test_of_a_fact_that_waits_to_be_asked_for(self, bot: Bot) -> None:
        await published(bot, asked_only=True)
        assert await self.unprompted(bot) == Silent(Quiet.ASKED_ONLY)
        assert isinstance(await bot.answering.answer(a_message(bot.clock.now())), Answer)

    async def test_of_a_denial_that_nobody_looked_at(self, bot: Bot, clock: StandingClock) -> None:
        await published(bot, verdict=Verdict.DENIED, statements=(DENIED,))
        assert isinstance(await self.unprompted(bot), Answer)
        clock.advance(days=401)
        message = replace(a_message(clock.now(), asked=False), id="2", sent=clock.now())
        assert await bot.answering.answer(message) == Silent(Quiet.DENIAL_TOO_OLD)

    @pytest.mark.parametrize("stance", [Stance.DEVELOPMENT, Stance.CONFIRMS])
    async def test_of_a_denial_that_something_followed(self, bot: Bot, stance: Stance) -> None:
        since = a_statement(stance=stance, said=PartialDate(2025, 12, 1))
        await published(bot, verdict=Verdict.DENIED, statements=(DENIED, since))
        assert await self.unprompted(bot) == Silent(Quiet.MAYBE_OVERTAKEN)
        assert isinstance(await bot.answering.answer(a_message(bot.clock.now())), Answer)

    async def test_of_a_finding_that_somebody_confirmed_the_opposite_of(self, bot: Bot) -> None:
        since = a_statement(stance=Stance.CONFIRMS, said=PartialDate(2025, 12, 1))
        await published(bot, verdict=Verdict.FALSE, statements=(DENIED, since))
        assert await self.unprompted(bot) == Silent(Quiet.MAYBE_OVERTAKEN)

    async def test_comes_back_once_somebody_set_the_verdict(self, bot: Bot) -> None:
        since = a_statement(stance=Stance.CONFIRMS, said=PartialDate(2025, 12, 1))
        await published(bot, verdict=Verdict.TRUE, statements=(DENIED, since))
        assert isinstance(await self.unprompted(bot), Answer)
