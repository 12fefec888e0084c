"""Somebody hostile repeats a claim with a word or two changed: unasked, nothing is said to it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from factbase.matching.decision import Lane, Match
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.near_verbatim import CHATS, CROWD, FILE, STREET, Message, read_near

PUBLIC = Audience()
ENTRIES, MESSAGES = read_near()
SAME = "same"


@dataclass(frozen=True, slots=True)
class Messages:
    """A file of messages, over an engine with its facts.

    `apart` is the share of those that say something else, in either half, that must not be
    answered, `answered` the share of those that say the claim that must be.
    """

    engine: Engine
    messages: list[Message]
    apart: float
    answered: float

    def of(self, half: bool, *, same: bool) -> list[Message]:  # noqa: FBT001 - the half held back
        """Those of one half."""
        return [m for m in self.messages if (m.kind == SAME) is same and m.held_back is half]


def opened(path: Path, apart: float, answered: float) -> Messages:
    entries, messages = read_near(path)
    engine = Engine()
    engine.load(entries)
    return Messages(engine, messages, apart, answered)


@pytest.fixture(
    scope="module",
    params=[(FILE, 0.95, 0.8), (STREET, 0.8, 0.65), (CHATS, 0.8, 0.65), (CROWD, 0.8, 0.5)],
    ids=["near_verbatim", "street", "chats", "crowd"],
)
def said(request: pytest.FixtureRequest) -> Messages:
    return opened(*request.param)


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
def test_what_says_something_else_is_left_alone(said: Messages, held_back: bool) -> None:  # noqa: FBT001 - a parameter of the test
    others = said.of(held_back, same=False)
    spoken = [m.text for m in others if answered(said.engine, m.text) is not None]
    assert len(spoken) <= (1 - said.apart) * len(others), spoken


@pytest.mark.parametrize("held_back", [False, True])
def test_what_says_the_claim_is_answered(said: Messages, held_back: bool) -> None:  # noqa: FBT001 - a parameter of the test
    same = said.of(held_back, same=True)
    missed = [m.text for m in same if answered(said.engine, m.text) not in m.facts]
    assert len(missed) <= (1 - said.answered) * len(same), missed
