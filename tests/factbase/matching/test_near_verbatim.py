"""Somebody hostile repeats a claim with a word or two changed: unasked, nothing is said to it."""

from __future__ import annotations

from collections import Counter

import pytest

from factbase.matching.decision import Lane, Match
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.near_verbatim import read_near

PUBLIC = Audience()
ENTRIES, MESSAGES = read_near()
SAME = "same"
APART = 0.95
"""Share of the messages that say something else, in either half, that must not be answered."""
ANSWERED = 0.8
"""Share of the messages that say the claim that must be."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    built = Engine()
    built.load(ENTRIES)
    return built


def answered(engine: Engine, text: str) -> str | None:
    decision = engine.decide(text, Lane.UNPROMPTED, PUBLIC)
    return decision.best.id if isinstance(decision, Match) else None


def test_the_file_is_what_it_says() -> None:
    assert len({message.text for message in MESSAGES}) == len(MESSAGES)
    assert len([message for message in MESSAGES if message.kind != SAME]) >= 200
    kinds = Counter((message.kind, message.language) for message in MESSAGES)
    for kind in ("narrow", "role", "known", "contrary", "modal", "quantity", "year", SAME):
        assert kinds[kind, "en"] >= 2
        assert kinds[kind, "ru"] >= 2
    assert 0.35 < sum(message.held_back for message in MESSAGES) / len(MESSAGES) < 0.65


@pytest.mark.parametrize("held_back", [False, True])
def test_what_says_something_else_is_left_alone(engine: Engine, held_back: bool) -> None:  # noqa: FBT001 - a parameter of the test
    others = [m for m in MESSAGES if m.kind != SAME and m.held_back is held_back]
    spoken = [message.text for message in others if answered(engine, message.text) is not None]
    assert len(spoken) <= (1 - APART) * len(others), spoken


@pytest.mark.parametrize("held_back", [False, True])
def test_what_says_the_claim_is_answered(engine: Engine, held_back: bool) -> None:  # noqa: FBT001 - a parameter of the test
    same = [m for m in MESSAGES if m.kind == SAME and m.held_back is held_back]
    missed = [m.text for m in same if answered(engine, m.text) not in m.facts]
    assert len(missed) <= (1 - ANSWERED) * len(same), missed
