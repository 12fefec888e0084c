"""Two claims in one message: the likelier leads, the other is not lost."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis.strategies import text

from factbase.matching.decision import (
    Ambiguous,
    Candidate,
    Decision,
    Entry,
    Finding,
    Lane,
    Match,
    MessageStance,
    NoMatch,
    Silence,
    Trail,
)
from factbase.matching.engine import Engine
from factbase.matching.several import further, sentences
from factbase.model import Audience
from tests.factbase.matching.packs import first_pack, invented

PUBLIC = Audience()
CLAIMS = [
    Entry("ferry", ("The night ferry to Bergen sank in a storm",)),
    Entry("mayor", ("Mayor Lindqvist resigned over a stolen painting",)),
    Entry("bread", ("Bread prices in Oslo doubled within a month",)),
]


def test_a_second_claim_is_further_or_offered_and_never_a_third_fact() -> None:
    engine = Engine()
    engine.load(first_pack() + invented(100))
    further = 0
    for one, two in combinations(first_pack(), 2):
        said = [next(w for w in entry.wordings if w.isascii()) for entry in (one, two)]
        text = f"{said[0]}. Also my uncle says that {said[1]}."
        decision = engine.decide(text, Lane.ADDRESSED, PUBLIC)
        assert isinstance(decision, Match | Ambiguous)
        if isinstance(decision, Match) and decision.more:
            assert {decision.best.id, *(c.id for c in decision.more)} == {one.id, two.id}
            apart = sorted([decision.best.span, decision.more[0].span])
            assert apart[0][1] <= apart[1][0]
            further += 1
    assert further > 0


def told(entry: Entry) -> str:
    """A wording in English."""
    return next(wording for wording in entry.wordings if wording.isascii())


@pytest.mark.parametrize("joint", [". ", "\n", "; ", "! And then: "])
def test_each_sentence_is_heard_when_somebody_asks(joint: str) -> None:
    engine = Engine()
    engine.load([*CLAIMS, *invented(300)])
    decision = engine.decide(joint.join(map(told, CLAIMS)), Lane.ADDRESSED, PUBLIC)
    assert isinstance(decision, Match)
    assert {decision.best.id, *(one.id for one in decision.more)} == {one.id for one in CLAIMS}


def test_spans_are_those_of_the_whole_message() -> None:
    engine = Engine()
    engine.load([*CLAIMS, *invented(300)])
    text = "So much today! " + ". ".join(map(told, CLAIMS))
    decision = engine.decide(text, Lane.ADDRESSED, PUBLIC)
    assert isinstance(decision, Match)
    wordings = {entry.id: told(entry) for entry in CLAIMS}
    for found in (decision.best, *decision.more):
        assert text[slice(*found.span)].rstrip(".") in wordings[found.id]
        assert len(text[slice(*found.span)]) > len(wordings[found.id]) / 2


def test_a_text_of_many_sentences_is_taken_as_a_whole() -> None:
    asked: list[str] = []

    def decide(sentence: str) -> Decision:
        asked.append(sentence)
        return nothing

    trail = Trail(Lane.ADDRESSED, "index", MessageStance.ASSERTS, 0.5)
    nothing = NoMatch(Silence.NO_CANDIDATE, trail)
    near = Candidate("one", 0.1, "a wording", (0, 1), parts=(("cover", 1.0),))
    assert further("A b c d. " * 6, nothing, (near,), decide) is nothing
    assert len(asked) == 6
    assert further("A b c d. " * 7, nothing, (near,), decide) is nothing
    assert len(asked) == 6


def test_what_a_guard_stopped_is_no_reason_to_look() -> None:
    trail = Trail(Lane.ADDRESSED, "index", MessageStance.ASSERTS, 0.5)
    nothing = NoMatch(Silence.GUARDED, trail)
    stopped = Candidate(
        "one", 0.1, "a wording", (0, 1), (Finding("number", True, "9, not 8"),), (("cover", 1.0),)
    )

    def decide(sentence: str) -> Decision:
        raise AssertionError(sentence)

    assert further("A b c d. E f g h.", nothing, (stopped,), decide) is nothing


@given(text())
def test_sentences_are_apart_and_in_order(message: str) -> None:
    spans = [*sentences(message)]
    assert all(0 <= start < end <= len(message) for start, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
