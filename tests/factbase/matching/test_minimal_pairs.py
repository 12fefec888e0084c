"""Minimal pairs: one thing exchanged, and it is another claim."""

from __future__ import annotations

from collections import Counter

import pytest

from factbase.matching.decision import Entry, Lane, Match, MessageStance
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.packs import first_pack
from tests.factbase.matching.pairs import Pair, pack_pairs, read_blind, read_pairs

PUBLIC = Audience()
PAIRS = read_pairs()
CLAIMS = list(dict.fromkeys(pair.claim for pair in PAIRS))
DENIALS = (MessageStance.DENIES, MessageStance.REPORTS_DENIAL)
LOWEST = 0.8
"""Share of each kind that must be told apart, in the half that tuning never saw, too."""


@pytest.fixture(scope="module")
def engine() -> Engine:
    built = Engine()
    built.load(Entry(str(number), (claim,)) for number, claim in enumerate(CLAIMS))
    return built


def told_apart(engine: Engine, pair: Pair, lane: Lane) -> bool:
    decision = engine.decide(pair.message, lane, PUBLIC)
    answered = isinstance(decision, Match) and decision.best.id == str(CLAIMS.index(pair.claim))
    if pair.kind == "negation":
        return decision.trail.stance in DENIALS and (lane is Lane.ADDRESSED or not answered)
    return not answered


def test_there_are_enough_pairs_of_every_kind() -> None:
    kinds = Counter((pair.kind, pair.language) for pair in PAIRS)
    wanted = ("entity", "number", "time", "attribution", "role", "negation")
    assert all(kinds[kind, language] >= 8 for kind in wanted for language in ("en", "ru"))
    assert len(PAIRS) >= 400
    assert 0.4 < sum(pair.held_back for pair in PAIRS) / len(PAIRS) < 0.6


@pytest.mark.parametrize("held_back", [False, True])
@pytest.mark.parametrize("lane", list(Lane))
def test_every_kind_is_told_apart(engine: Engine, lane: Lane, held_back: bool) -> None:  # noqa: FBT001 - a parameter of the test
    right, every = Counter[str](), Counter[str]()
    for pair in PAIRS:
        if pair.held_back is held_back:
            every[pair.kind] += 1
            right[pair.kind] += told_apart(engine, pair, lane)
    assert every
    assert {k: right[k] / n for k, n in every.items() if right[k] < LOWEST * n} == {}


def test_pairs_written_blind_are_told_apart_and_the_claim_itself_is_answered() -> None:
    pairs = read_blind()
    built = Engine()
    built.load(Entry(claim, (claim,)) for claim in dict.fromkeys(pair.claim for pair in pairs))
    right, every = Counter[str](), Counter[str]()
    for pair in pairs:
        decision = built.decide(pair.message, Lane.ADDRESSED, PUBLIC)
        answered = isinstance(decision, Match) and decision.best.id == pair.claim
        denied = pair.kind == "negation" and decision.trail.stance in DENIALS
        every[pair.kind] += 1
        right[pair.kind] += answered if pair.kind == "same" else denied or not answered
    assert {k: right[k] / n for k, n in every.items() if right[k] < LOWEST * n} == {}


def test_every_claim_still_finds_itself_in_chatter(engine: Engine) -> None:
    missed = [
        claim
        for number, claim in enumerate(CLAIMS)
        if not _finds(engine, f"hey, did you see this one. {claim}. what do you think", number)
    ]
    assert len(missed) <= len(CLAIMS) // 10, missed


def _finds(engine: Engine, text: str, number: int) -> bool:
    decision = engine.decide(text, Lane.ADDRESSED, PUBLIC)
    return isinstance(decision, Match) and decision.best.id == str(number)


@pytest.mark.parametrize("lane", list(Lane))
def test_exchanged_names_in_the_first_pack_are_told_apart(lane: Lane) -> None:
    entries = first_pack()
    built = Engine()
    built.load(entries)
    pairs = pack_pairs({entry.id: list(entry.wordings) for entry in entries})
    wrong = [
        pair.message
        for slug, pair in pairs
        if isinstance(found := built.decide(pair.message, lane, PUBLIC), Match)
        and found.best.id == slug
    ]
    assert len(wrong) <= len(pairs) * 0.05, wrong


def test_each_guard_says_what_it_saw(engine: Engine) -> None:
    ranked = engine.rank("Serbia sends 9,000 soldiers to Ukraine", PUBLIC)
    stopping = [finding for finding in ranked[0].findings if finding.stops]
    assert [finding.guard for finding in stopping] == ["number"]
    assert "500" in stopping[0].detail
    assert "9,000" in stopping[0].detail


@pytest.mark.parametrize(
    ("message", "stance"),
    [
        ("they say hardly any cotton from Chad reaches Malta", MessageStance.ASSERTS),
        ("tons of cotton from Chad reach Malta", MessageStance.DENIES),
    ],
)
def test_a_negative_claim_is_asserted_by_who_repeats_it(
    message: str, stance: MessageStance
) -> None:
    built = Engine()
    built.add(Entry("cotton", ("Hardly any cotton from Chad reaches Malta",)))
    assert built.decide(message, Lane.ADDRESSED, PUBLIC).trail.stance is stance


@pytest.mark.parametrize(
    ("message", "matches"),
    [
        ("Chad is sending rifles to Malta", True),
        ("Chad is sending weapons and flour to Malta", True),
        ("Chad is sending flour to Malta", False),
    ],
)
def test_goods_of_another_kind_are_another_claim(message: str, *, matches: bool) -> None:
    built = Engine()
    built.add(Entry("arms", ("Chad sends weapons to Malta",)))
    assert isinstance(built.decide(message, Lane.ADDRESSED, PUBLIC), Match) is matches
