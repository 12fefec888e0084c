"""Real-looking messages and the first pack: never a wrong card, and seldom a missed one."""

from __future__ import annotations

import pytest

from bot.checking.live_index import entry_of
from bot.exchanging.first_pack import first_pack_text
from factbase.matching.decision import Lane
from factbase.matching.engine import Engine
from factbase.packs import read_pack
from tests.builders import a_change
from tests.factbase.scoring import labelled, score

RECALL = {Lane.ADDRESSED: 0.9, Lane.UNPROMPTED: 0.7}
"""Share of due messages that must be answered; precision has no floor below 1."""


@pytest.fixture(scope="module")
def known() -> tuple[Engine, dict[str, str]]:
    engine = Engine()
    facts = read_pack(first_pack_text(), a_change()).facts
    for fact in facts:
        engine.add(entry_of(fact))
    return engine, {fact.id: fact.slug for fact in facts}


def test_the_file_is_what_it_says() -> None:
    messages = labelled()
    assert len(messages) >= 80
    assert len({message.text for message in messages}) == len(messages)
    silent = [message for message in messages if not message.wanted(Lane.UNPROMPTED)]
    assert 0.45 <= len(silent) / len(messages) <= 0.6
    assert {message.half for message in messages} == {"tune", "held"}
    assert {message.lanes for message in messages} == {"both", "addressed", "asked-only"}
    pack = first_pack_text()
    assert not [message.text for message in messages if f"- {message.text}\n" in pack]


@pytest.mark.parametrize("lane", Lane)
@pytest.mark.parametrize("half", ["tune", "held"])
def test_no_message_gets_a_wrong_card(
    known: tuple[Engine, dict[str, str]], half: str, lane: Lane
) -> None:
    engine, slugs = known
    found = score(engine, (one for one in labelled() if one.half == half), lane, slugs)
    assert found.wrong == []
    assert found.precision == 1.0


@pytest.mark.parametrize("lane", Lane)
@pytest.mark.parametrize("half", ["tune", "held"])
def test_nearly_all_that_is_due_is_found(
    known: tuple[Engine, dict[str, str]], half: str, lane: Lane
) -> None:
    engine, slugs = known
    found = score(engine, (one for one in labelled() if one.half == half), lane, slugs)
    assert found.recall >= RECALL[lane], found.missed
