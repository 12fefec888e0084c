"""A community's numbers, and the advice drawn from them."""

from __future__ import annotations

from dataclasses import replace

from bot.composing import compose
from bot.messages import Person
from bot.numbers.community import advice
from bot.pressing.opinions import Dispute
from bot.pressing.presses import Presser
from bot.wording import words_for
from factbase.matching.decision import Lane
from tests.bot.harbour import harbour, pressed_reason
from tests.bot.pressing.test_reports import CLAIM
from tests.bot.stages import PUBLIC, Stage, stage
from tests.builders import NOON, a_fact
from tests.contracts.conversing import a_reply, conversations
from tests.talking import HEADLINE, ROOM, a_message, ask

__all__ = ["conversations", "harbour", "stage"]


class TestNumbers:
    async def test_count_what_was_said_and_reported(self, harbour: Stage) -> None:
        await harbour.publish(a_fact())
        await ask(harbour.bot, harbour.posting, a_message(HEADLINE, "n1"))
        await ask(harbour.bot, harbour.posting, a_message(CLAIM, "n2"))
        await ask(harbour.bot, harbour.posting, a_message("Vaccines contain microchips", "n3"))
        async with harbour.bot.base.begin() as unit:
            (posted,) = await unit.replies.answering(ROOM, "n2")
        button = pressed_reason(posted.id, posted.fact_id)
        await harbour.bot.presses.press(button, Presser(Person("test", "ben"), ROOM, CLAIM))
        harbour.clock.advance(hours=6)
        async with harbour.bot.base.begin() as unit:
            fact = await unit.facts.get("bridge-closed", PUBLIC)
        await harbour.correct(fact, topics=("bridges",))
        reply = await harbour.upkeep.numbers.accuracy(None)
        figures = reply.figures
        assert (figures.replies, figures.cards, figures.wrong) == (3, 2, 1)
        assert (figures.corrections, figures.hours_to_correct) == (1, 6.0)
        assert figures.unanswered == 1
        assert figures.most_asked == (("bridge-closed", 2),)
        assert (await harbour.upkeep.numbers.accuracy("valley")).figures.replies == 0
        assert "50.0 %" in compose(reply, words_for("en")).plain

    async def test_a_server_without_a_community_counts_its_own_alone(self, stage: Stage) -> None:
        fact = await stage.publish(a_fact())
        there = replace(ROOM, id="other", server="other-house")
        unknown = "Vaccines contain microchips"
        await ask(stage.bot, stage.posting, a_message(unknown, "n1"))
        for number in (2, 3):
            message = a_message(unknown, f"n{number}", place=there)
            await ask(stage.bot, stage.posting, message)
        await stage.correct(fact, topics=("bridges",))
        numbers = stage.upkeep.numbers
        for where, unanswered, corrections in (
            ("test:house", 1, 0),
            ("test:other-house", 2, 0),
            ("test:nowhere", 0, 0),
            (None, 3, 1),
        ):
            figures = (await numbers.accuracy(where)).figures
            assert (figures.unanswered, figures.corrections) == (unanswered, corrections), where

    def test_advice_weighs_good_replies_against_wrong_ones(self) -> None:
        cards = [
            a_reply(str(number), lane=Lane.UNPROMPTED, confidence=0.90 + number / 100)
            for number in range(8)
        ]
        reports = [
            a_report(card.id) for card in cards if card.confidence and card.confidence < 0.925
        ]
        found = advice(cards, reports)
        assert found is not None
        assert (found.threshold, found.good, found.wrong) == (0.93, 0, 3)
        assert advice(cards, []) is None


def a_report(reply_id: str) -> Dispute:
    return Dispute("d" + reply_id, "fact-1", reply_id, "ben", "other", "", NOON)
