"""The index: found at once, gone at once, the same however it was grown."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase.matching.decision import Entry, Lane, Match, NoMatch, Silence, Thresholds
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.packs import first_pack, invented

PUBLIC = Audience()
PIECES = [word for entry in first_pack() for text in entry.wordings for word in text.split()]


def engine_of(entries: list[Entry]) -> Engine:
    engine = Engine()
    for entry in entries:
        engine.add(entry)
    return engine


@pytest.mark.parametrize("size", [1, 5, 50, 500])
def test_on_bases_of_any_size_a_claim_finds_itself_among_chatter(size: int) -> None:
    entries = invented(size)
    engine = engine_of(entries)
    assert len(engine) == size
    for entry in entries[:: max(1, size // 20)]:
        text = f"my aunt says {entry.wordings[0].lower()} again"
        assert engine.rank(text, PUBLIC)[0].id == entry.id


@pytest.mark.parametrize("size", [1, 5, 50, 500])
def test_on_bases_of_any_size_chatter_is_not_answered(size: int) -> None:
    engine = engine_of(invented(size))
    for text in (
        "hello there, how was your day",
        "lol",
        "see you in spring",
        "bicycles?",
        "the the",
    ):
        assert not isinstance(engine.decide(text, Lane.UNPROMPTED, PUBLIC), Match)


def test_a_base_of_nothing_answers_nothing() -> None:
    decision = Engine().decide("Cats can fly", Lane.ADDRESSED, PUBLIC)
    assert isinstance(decision, NoMatch)


def test_what_was_removed_is_gone_and_what_was_replaced_is_new() -> None:
    engine = engine_of(invented(20))
    engine.add(Entry("claim-3", ("Penguins vote by mail in winter",)))
    assert len(engine) == 20
    assert engine.rank("penguins vote by mail", PUBLIC)[0].id == "claim-3"
    engine.remove("claim-3")
    engine.remove("claim-3")
    assert len(engine) == 19
    assert "claim-3" not in [one.id for one in engine.rank("penguins vote by mail", PUBLIC)]


def test_growing_loading_and_packing_give_the_same_index() -> None:
    entries = first_pack() + invented(100)
    shuffled = entries[:]
    random.Random(5).shuffle(shuffled)  # noqa: S311 - a repeatable draw
    grown = engine_of(entries)
    loaded = Engine()
    loaded.load(entries)
    mixed = engine_of(shuffled[:50])
    mixed.compact()
    for entry in shuffled[50:]:
        mixed.add(entry)
    for text in ("Russia arms the Taliban", "the choir paints violins", "Россия и талибы"):
        expected = [(one.id, one.confidence) for one in grown.rank(text, PUBLIC, 5)]
        assert [(one.id, one.confidence) for one in loaded.rank(text, PUBLIC, 5)] == expected
        found = mixed.rank(text, PUBLIC, 5)  # claims that tie may change places
        assert found[0].id == expected[0][0]
        confidences = [one.confidence for one in found]
        assert confidences == pytest.approx([value for _, value in expected], abs=1e-4)


def test_other_communities_facts_change_nothing() -> None:
    entries = invented(30)
    engine, alone = engine_of(entries), engine_of(entries)
    for number in range(40):
        engine.add(
            Entry(f"secret-{number}", (f"The mayor bans secret number {number}",), scope="north")
        )
    for text in ("The mayor bans bicycles", "the mayor bans secret number 4"):
        for audience in (PUBLIC, Audience("south")):
            seen = [(one.id, one.confidence) for one in engine.rank(text, audience, 5)]
            expected = [(one.id, one.confidence) for one in alone.rank(text, PUBLIC, 5)]
            assert seen[0][0] == expected[0][0]  # the others tie
            assert not any(i.startswith("secret") for i, _ in seen)
            assert [c for _, c in seen] == pytest.approx([c for _, c in expected], abs=1e-5)
    north = engine.rank("the mayor bans secret number 4", Audience("north"), 5)
    assert north[0].id == "secret-4"


def test_thresholds_of_the_caller_count() -> None:
    engine = engine_of(invented(50))
    text = "word is the mayor bans bicycles in spring these days"
    assert isinstance(engine.decide(text, Lane.ADDRESSED, PUBLIC), Match)
    strict = Thresholds(addressed=1.0, unprompted=1.0)
    assert not isinstance(engine.decide(text, Lane.ADDRESSED, PUBLIC, strict), Match)


def test_the_same_words_are_found_exactly_and_a_lone_word_is_not() -> None:
    engine = engine_of(
        [Entry("one", ("Cats fly",)), Entry("two", ("false",)), Entry("three", ("A",))]
    )
    exact = engine.decide("CATS fly!!", Lane.UNPROMPTED, PUBLIC)
    assert isinstance(exact, Match)
    assert exact.trail.lane_used == "exact"
    for junk in ("false", "A", "cats"):
        decision = engine.decide(junk, Lane.ADDRESSED, PUBLIC)
        assert isinstance(decision, NoMatch)
        assert decision.reason in {Silence.TOO_SHORT, Silence.EMPTY}


def test_an_example_of_silence_silences_its_near_twins() -> None:
    wording = "Russia supplies the Taliban with weapons"
    miss = "Russia supplies the Taliban with carpets and ribbons"
    plain = engine_of([Entry("arms", (wording,))])
    taught = engine_of([Entry("arms", (wording,), misses=(miss,))])
    text = "Russia supplies the Taliban with carpets, ribbons"
    assert isinstance(plain.decide(text, Lane.ADDRESSED, PUBLIC), Match)
    assert not isinstance(taught.decide(text, Lane.ADDRESSED, PUBLIC), Match)
    assert isinstance(taught.decide(wording + " now", Lane.ADDRESSED, PUBLIC), Match)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=100))
def test_a_glance_and_a_full_look_decide_alike(text: str) -> None:
    glanced = ENGINE.decide(text, Lane.UNPROMPTED, PUBLIC)
    looked = ENGINE.judge(text, PUBLIC).by_lane[Lane.UNPROMPTED]
    assert isinstance(glanced, Match) == isinstance(looked, Match)
    if isinstance(glanced, Match) and isinstance(looked, Match):
        assert glanced.best == looked.best


@pytest.mark.parametrize("size", [5, 50, 500])
def test_what_is_passed_over_briefly_would_not_have_been_said(size: int) -> None:
    pack = first_pack()
    engine = Engine()
    engine.load([*pack, *invented(size)])
    said = [f"they say {text}" for entry in pack for text in entry.wordings]
    kinds = set()
    for text in [*said, "hello there, how was your day", "see you in spring then", "lol"]:
        full = engine.decide(text, Lane.UNPROMPTED, PUBLIC)
        brief = engine.decide(text, Lane.UNPROMPTED, PUBLIC, briefly=True)
        far = engine.far(text, Lane.UNPROMPTED, PUBLIC)
        assert isinstance(full, Match) == isinstance(brief, Match)
        if isinstance(full, Match) and isinstance(brief, Match):
            assert full.best == brief.best
        kinds.add((isinstance(full, Match), far))
        assert not engine.far(text, Lane.ADDRESSED, PUBLIC)
    assert (True, False) in kinds
    assert (False, True) in kinds
    assert (True, True) not in kinds


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map(" ".join) | st.text(max_size=100))
def test_briefly_and_fully_decide_alike(text: str) -> None:
    brief = ENGINE.decide(text, Lane.UNPROMPTED, PUBLIC, briefly=True)
    full = ENGINE.decide(text, Lane.UNPROMPTED, PUBLIC)
    assert isinstance(brief, Match) == isinstance(full, Match)
    if isinstance(brief, Match) and isinstance(full, Match):
        assert brief.best == full.best


def test_a_mistyped_word_is_read_whether_packed_or_fresh() -> None:
    early, late = invented(60)[:50], [Entry("late", ("Hedgehogs repair antique clocks",))]
    engine = engine_of(early)
    engine.compact()
    engine.add(late[0])
    for text in ("hedgehogs repiar antique clokcs", "hedgehgs repair antiqe clocks"):
        fresh = engine.rank(text, PUBLIC)[0]
        assert fresh.id == "late"
        packed = engine_of(early + late)
        packed.compact()
        assert packed.rank(text, PUBLIC)[0].id == "late"
        assert packed.rank(text, PUBLIC)[0].confidence == pytest.approx(fresh.confidence, abs=1e-4)


@settings(max_examples=150)
@given(st.text(max_size=300))
def test_any_text_is_survived_and_every_span_lies_in_it(text: str) -> None:
    for candidate in ENGINE.rank(text, PUBLIC):
        start, end = candidate.span
        assert 0 <= start <= end <= len(text)
        assert 0.0 <= candidate.confidence <= 1.0


@settings(max_examples=50)
@given(st.lists(st.text(alphabet="абвgrtё🔥 1.'-", max_size=30), max_size=5))
def test_any_wording_can_be_added_and_removed(wordings: list[str]) -> None:
    engine = engine_of(invented(3))
    engine.add(Entry("odd", tuple(wordings)))
    for wording in wordings:
        engine.rank(wording, PUBLIC)
    engine.remove("odd")
    assert len(engine) == 3


ENGINE = engine_of(first_pack())
