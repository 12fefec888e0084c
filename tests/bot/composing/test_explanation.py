"""The trail of a decision, for people who never saw the code."""

from __future__ import annotations

import re

import pytest

from bot.checking.outcome import Quiet
from bot.composing import compose
from bot.composing.document import Kind
from bot.composing.explanation import compose_silence
from bot.replies import Explanation
from bot.wording import words_for
from bot.wording.reasons import CODES, FLIPS
from factbase.matching.decide import decide
from factbase.matching.decision import (
    DOUBT,
    Candidate,
    Decision,
    Finding,
    Lane,
    MessageStance,
    Silence,
)

RU = words_for("ru")
NUMBERS = (("cover", 0.5), ("cosine", 0.25))
DIFFERS = Finding("entity", True, "ru in the claim, ir said")
DOUBTED = Finding(DOUBT, False, "“might” makes it what isn't done yet")
PASSES = Finding("entity", False, "ru in the claim, not named")


def candidate(name: str, confidence: float, *findings: Finding) -> Candidate:
    return Candidate(f"id-{name}", confidence, "The bridge is shut", (0, 3), findings, NUMBERS)


def decided(
    *candidates: Candidate,
    lane: Lane = Lane.ADDRESSED,
    stance: MessageStance = MessageStance.ASSERTS,
) -> Decision:
    return decide(candidates, lane, "index", stance, None)


UNASKED = Lane.UNPROMPTED
DECISIONS = {
    "nothing": decided(),
    "stopped": decided(candidate("a", 0.9, DIFFERS)),
    "unlikely": decided(candidate("a", 0.1)),
    "found": decided(candidate("a", 0.99), candidate("b", 0.1)),
    "rivals": decided(candidate("a", 0.9), candidate("b", 0.9)),
    "joke": decided(candidate("a", 0.99), lane=UNASKED, stance=MessageStance.JOKES),
    "denial": decided(candidate("a", 0.99), lane=UNASKED, stance=MessageStance.DENIES),
    "doubt": decided(candidate("a", 0.99, DOUBTED), lane=UNASKED),
    "near": decided(candidate("a", 0.99), candidate("b", 0.99), lane=UNASKED),
}


def told(name: str, language: str = "en") -> str:
    names = (("id-a", "bridge-a"), ("id-b", "bridge-b"))
    return compose(Explanation(DECISIONS[name], names), words_for(language)).plain


@pytest.mark.parametrize("name", DECISIONS)
def test_no_english_is_left_in_russian_but_for_what_a_guard_saw(name: str) -> None:
    text = re.sub(r"«[^»]*»|“The bridge is shut”|bridge-[ab]|\(entity\)", "", told(name, "ru"))
    text = text.replace("cover", "").replace("cosine", "")
    assert not re.findall(r"[A-Za-z]+", text)


def test_every_code_that_why_shows_is_said_in_russian() -> None:
    shown = {*Lane, *MessageStance, *Silence, "url", "exact", "index"}
    shown |= {Quiet.ASKED_ONLY, Quiet.REVIEW_DUE, Quiet.MAYBE_OVERTAKEN, Quiet.DENIAL_TOO_OLD}
    shown |= {Quiet.NO_CLAIM, Quiet.UNSURE}
    assert shown == set(CODES)
    for code in (*CODES, *FLIPS):
        assert RU.say(code) != code
    assert "вывод, возможно, устарел" in compose_silence(Quiet.MAYBE_OVERTAKEN, RU).plain


def test_what_would_turn_the_decision() -> None:
    assert "if it didn't differ (entity): ru in the claim, ir said" in told("stopped")
    assert "say what sets bridge-a apart" in told("rivals")
    assert "say what sets bridge-a apart" in told("near")
    assert "bridge-a lacks 0." in told("unlikely")
    assert "если бы не было сомнения: «“might”" in told("doubt", "ru")
    assert "without a doubt" not in told("doubt")


def test_what_silenced_is_not_said_to_pass() -> None:
    assert "a doubt, enough to say nothing unasked: “might” makes it" in told("doubt")
    assert "passes" not in told("doubt")
    named = decided(candidate("a", 0.99, PASSES))
    assert "seen, stops nothing (entity): ru in the claim, not named" in (
        compose(Explanation(named, ()), words_for("en")).plain
    )


def test_the_numbers_stand_in_one_line_at_the_end() -> None:
    names = (("id-a", "bridge-a"),)
    last = compose(Explanation(DECISIONS["found"], names), words_for("en")).blocks[-1]
    assert last.kind is Kind.NOTE
    assert last.text == "In detail, bridge-a: cover 0.50, cosine 0.25"
    assert told("found").count("cosine") == 1
