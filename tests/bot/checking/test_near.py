"""A card whose claim may not be the one that was meant says so to whoever asked."""

from __future__ import annotations

import pytest

from bot.checking.replying import card_of
from bot.composing import compose
from bot.messages import Addressed
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase
from bot.replies import FactCard
from bot.wording import words_for
from factbase.as_of import PastView
from factbase.matching.decision import DOUBT, Candidate, Finding, Lane, Match, MessageStance, Trail
from factbase.model import Verdict
from tests.bot.rig import BRIDGE, a_bot, a_message, published, quiet, said, set_up
from tests.builders import NOON, a_fact
from tests.fakes import StandingClock

NOTES = {
    "en": "The nearest fact on record; check that this is the claim you mean.",
    "ru": "Ближайший факт в базе; проверьте, то ли это утверждение.",
}
DOUBTED = "Harbour bridge might be shut forever"
DISPUTED = "The harbour bridge may not be closed for good"


@pytest.mark.parametrize(
    ("text", "near"), [(BRIDGE, False), (DOUBTED, True), (DISPUTED, False)], ids=str
)
async def test_who_asks_is_told_of_a_doubt_but_not_who_disputes(
    base: ConversationBase, clock: StandingClock, text: str, *, near: bool
) -> None:
    async with a_bot(base, clock, published()) as bot:
        card = said(await bot.answering.answer(a_message(text)))
    assert isinstance(card, FactCard)
    assert card.near is near
    assert card.disputed is (text == DISPUTED)


async def test_unasked_nothing_is_said_where_there_is_a_doubt(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, published()) as bot:
        await set_up(bot, PlaceSettings(mode=Mode.UNPROMPTED))
        doubted = await bot.answering.answer(a_message(DOUBTED, addressed=Addressed.NO))
        assert quiet(doubted) == "guarded"
        card = said(await bot.answering.answer(a_message(BRIDGE, "m2", addressed=Addressed.NO)))
    assert isinstance(card, FactCard)
    assert not card.near


@pytest.mark.parametrize("stance", MessageStance)
@pytest.mark.parametrize("lane", Lane)
def test_only_a_doubt_of_somebody_who_asks_and_does_not_dispute_counts(
    lane: Lane, stance: MessageStance
) -> None:
    doubt = Finding(DOUBT, False, "“might” makes it what isn't done yet")
    for findings in ((), (doubt,)):
        best = Candidate("fact--bridge-closed", 0.99, BRIDGE, (0, 7), findings)
        found = Match(best, Trail(lane, "index", stance, 0.5, (best,)))
        card = card_of(a_fact(), found, NOON.date())
        assert card.near is (bool(findings) and lane is Lane.ADDRESSED and not card.disputed)


@pytest.mark.parametrize("language", NOTES)
@pytest.mark.parametrize("then", [None, PastView(NOON.date(), Verdict.DENIED)], ids=["now", "then"])
def test_the_note_stands_below_the_claim(language: str, then: PastView | None) -> None:
    fact = a_fact()
    for near in (True, False):
        card = FactCard(fact, fact.timeline, NOON.date(), near=near, then=then)
        _, claim, below, *_ = compose(card, words_for(language)).plain.splitlines()
        assert "The harbour bridge is closed for good" in claim
        assert (below == NOTES[language]) is near
