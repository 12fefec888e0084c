"""Facts refuse nonsense, are equal however they were written down, and keep their order."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import zip_longest
from typing import Any

import pytest
from hypothesis import given

from factbase.errors import InvalidValue
from factbase.model import (
    GLOBAL,
    Audience,
    Example,
    Fact,
    LocalText,
    PartialDate,
    Speaker,
    Stance,
    Verdict,
    Wording,
)
from factbase.model.history import changed_fields
from tests.builders import a_change, a_fact, a_source, a_statement
from tests.strategies import facts


@pytest.mark.parametrize(
    "nonsense",
    [
        {"id": ""},
        {"slug": "Bridge closed"},
        {"scope": "Harbour watch"},
        {"claim": "The bridge is closed. It will stay so"},
        {"claim": "x" * 301},
        {"claim": LocalText.of({"en": "Fine", "ru": "Мост закрыт. Навсегда"})},
        {"summary": "One. Two. Three."},
        {"summary": "Раз. Два! Три?"},
        {"summary": "x" * 601},
        {"topics": ("Two words",)},
        {"appearances": ("javascript:alert(1)",)},
        {"wordings": (Wording("same"), Wording("same"))},
        {"examples": (Example("same", matches=True), Example("same", matches=False))},
        {"version": 0},
        {"created": datetime(2026, 1, 1)},  # noqa: DTZ001 - what is tested
        {"updated": datetime(2026, 1, 1)},  # noqa: DTZ001 - what is tested
    ],
)
def test_nonsense_is_refused(nonsense: dict[str, Any]) -> None:
    with pytest.raises(InvalidValue):
        a_fact(**nonsense)


@pytest.mark.parametrize(
    "claim",
    [
        "J. R. Smith closed the bridge",
        "The U.S. Navy closed the bridge",
        "The bridge grew 3.5 times",
        "МИД РФ и др. ведомства закрыли мост",
        "Мост закрыли в 2016 г. по решению суда",
        "“Closed!” says the harbour",
        "The bridge is closed.",
        "桥已关闭",
    ],
)
def test_one_sentence_is_one_sentence(claim: str) -> None:
    assert a_fact(claim=claim).claim.original.text == claim


def test_a_speaker_is_somebody() -> None:
    with pytest.raises(InvalidValue, match="speaker"):
        Speaker(office=LocalText.of("harbour master"))


def test_appearances_are_kept_without_the_space_around_them() -> None:
    assert a_fact(appearances=(" https://a.example/ ",)).appearances == ("https://a.example/",)


@given(facts())
def test_mixing_languages_and_kinds_makes_no_other_fact(fact: Fact) -> None:
    by_language: dict[str, list[Wording]] = {}
    for wording in fact.wordings:
        by_language.setdefault(wording.language, []).append(wording)
    rounds = zip_longest(*by_language.values())
    woven = [wording for one in rounds for wording in one if wording is not None]
    assert replace(fact, wordings=tuple(woven)) == fact
    silent_first = sorted(fact.examples, key=lambda example: example.matches)
    assert replace(fact, examples=tuple(silent_first)) == fact


@given(facts())
def test_the_timeline_is_ordered_and_complete(fact: Fact) -> None:
    said = [statement.said.order for statement in fact.timeline]
    assert said == sorted(said)
    assert sorted(map(repr, fact.timeline)) == sorted(map(repr, fact.statements))
    assert sum(len(fact.of(stance)) for stance in Stance) == len(fact.statements)
    assert set(fact.sources) == {statement.source for statement in fact.statements}
    assert len(set(fact.sources)) == len(fact.sources)


def test_changed_fields_leave_bookkeeping_out() -> None:
    fact = a_fact()
    later = replace(fact, version=2, updated_by="console:juno", verdict=Verdict.TRUE)
    assert changed_fields(fact, later) == ("verdict",)
    assert "claim" in changed_fields(None, fact)
    assert "topics" not in changed_fields(None, fact)


@pytest.mark.parametrize("empty", [{"by": " "}, {"why": ""}, {"why": "x" * 501}])
def test_a_change_says_who_and_why(empty: dict[str, str]) -> None:
    with pytest.raises(InvalidValue):
        a_change(**empty)


def test_what_an_audience_sees() -> None:
    assert Audience().scopes == (GLOBAL,)
    assert not Audience().sees("harbour")
    assert Audience("harbour").scopes == ("harbour", GLOBAL)
    assert not Audience("harbour").sees("airport")
    with pytest.raises(InvalidValue):
        Audience("no such id")


def test_denied_is_not_false() -> None:
    assert Verdict.DENIED.rating != Verdict.FALSE.rating
    assert Verdict.DENIED.rating.value is None
    assert {verdict.rating.name for verdict in Verdict} == {v.rating.name for v in set(Verdict)}
    assert all(v.rating.value is None or 1 <= v.rating.value <= 5 for v in Verdict)


def test_statements_of_one_day_keep_the_better_known_first() -> None:
    whole_year = a_statement("year", said=PartialDate(2025))
    first_day = a_statement("day", said=PartialDate(2025, 1, 1), source=a_source("Other"))
    fact = a_fact(statements=(whole_year, first_day))
    assert [str(item.text) for item in fact.timeline] == ["day", "year"]
