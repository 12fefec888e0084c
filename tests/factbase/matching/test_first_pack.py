"""The first pack: each fact is reached, and nothing else is."""

from __future__ import annotations

import pytest

from factbase.matching.decision import Lane, Match, MessageStance, NoMatch, Silence
from factbase.matching.engine import Engine
from factbase.model import Audience
from tests.factbase.matching.packs import first_pack

PUBLIC = Audience()


@pytest.fixture(scope="module")
def engine() -> Engine:
    built = Engine()
    built.load(first_pack())
    return built


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Moscow's New Ally in Afghanistan", "russia-taliban-alliance"),
        ("Taliban Fighters Claim Russia is Giving Them Weapons", "russia-arms-taliban"),
        ("Ruѕsіa ѕupplіes weаpоns to thе Tаlibаn", "russia-arms-taliban"),
        ("Россия поставляет оружие талибам", "russia-arms-taliban"),
        (
            "is it true that Moscow holds secret talks with the Taliban??",
            "russia-taliban-contacts",
        ),
        ("Rusia supplise weapns to the Talbian", "russia-arms-taliban"),
        ("#RussiaArmsTaliban, can anybody confirm", "russia-arms-taliban"),
        ("guys I read that the Kremlin is arming the Taliban, unreal", "russia-arms-taliban"),
    ],
)
def test_a_message_reaches_its_fact(engine: Engine, text: str, slug: str) -> None:
    decision = engine.decide(text, Lane.ADDRESSED, PUBLIC)
    assert isinstance(decision, Match)
    assert decision.best.id == slug


@pytest.mark.parametrize("lane", list(Lane))
@pytest.mark.parametrize(
    "text",
    [
        "Iran supplying Taliban with missiles",
        "North Korea supplies weapons to Russia",
        "The Taliban supplied Russia with rifles",
        "Russia",
        "lol",
        "",
        "anyone up for dota tonight? we need a new ally in the team",
        "my friends and I share common interests",
        "Россия снова бомбит Украину",
        "Иран поставляет оружие талибам",
        "Талибан поставляет оружие России",
    ],
)
def test_other_claims_and_chatter_stay_without_an_answer(
    engine: Engine, text: str, lane: Lane
) -> None:
    assert not isinstance(engine.decide(text, lane, PUBLIC), Match)


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Russia denies arming the Taliban", MessageStance.REPORTS_DENIAL),
        ("Russia does not supply the Taliban with weapons", MessageStance.DENIES),
        ("It is fake that Russia supplies the Taliban with weapons", MessageStance.DENIES),
        ("Россия не вооружает Талибан", MessageStance.DENIES),
        ("Россия опровергла, что вооружает Талибан", MessageStance.REPORTS_DENIAL),
    ],
)
def test_who_already_debunks_is_not_corrected_unasked(
    engine: Engine, text: str, stance: MessageStance
) -> None:
    asked = engine.decide(text, Lane.ADDRESSED, PUBLIC)
    assert isinstance(asked, Match)
    assert asked.best.id == "russia-arms-taliban"
    assert asked.trail.stance is stance
    unasked = engine.decide(text, Lane.UNPROMPTED, PUBLIC)
    assert isinstance(unasked, NoMatch)
    assert unasked.reason is Silence.ALREADY_DEBUNKED


def test_a_question_is_told_from_an_assertion(engine: Engine) -> None:
    stances = [
        engine.decide(text, Lane.ADDRESSED, PUBLIC).trail.stance
        for text in ("Is Russia arming the Taliban?", "Russia is arming the Taliban")
    ]
    assert stances == [MessageStance.ASKS, MessageStance.ASSERTS]
