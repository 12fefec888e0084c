"""Facts shown in a form and taken from it again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.moderating.editing import form_of, with_form, with_statement
from bot.moderating.forms import FactForm
from factbase.errors import InvalidValue
from factbase.model import Fact, LocalText, Wording
from tests.builders import NOON, a_change, a_fact
from tests.strategies import LANGUAGES, facts


@given(facts(), st.sampled_from(LANGUAGES))
def test_a_form_that_nobody_changed_changes_nothing(fact: Fact, language: str) -> None:
    assert with_form(fact, form_of(fact, language), language) == fact


def test_what_was_not_changed_stays_beside_what_was() -> None:
    wordings = Wording("Bridge shut\nfor ever"), Wording("Мост закрыт", "ru"), Wording("Closed!")
    fact = a_fact(wordings=wordings)
    form = replace(form_of(fact, "en"), summary="She denied it.")
    assert with_form(fact, form, "en") == replace(fact, summary=LocalText.of("She denied it."))


def test_wordings_that_were_changed_take_the_place_of_those_that_were_shown() -> None:
    fact = a_fact(wordings=(Wording("Closed!"), Wording("Мост закрыт", "ru")))
    form = replace(form_of(fact, "en"), wordings="Shut!\n\n Shut! \nOver\n" + str(fact.claim))
    after = with_form(fact, form, "en").wordings
    assert after == (Wording("Мост закрыт", "ru"), Wording("Shut!"), Wording("Over"))


def test_a_statement_that_is_there_already_is_not_added_again() -> None:
    form = FactForm(speaker="Ann", said="2025-03-01", text="It is open.", publisher="Gazette")
    once = with_statement(a_fact(), form, NOON.date())
    assert len(once.statements) == len(a_fact().statements) + 1
    assert with_statement(once, form, NOON.date()) == once


@pytest.mark.parametrize("field", ["claim", "summary"])
def test_what_is_left_empty_is_named(field: str) -> None:
    fact = a_fact()
    form = replace(form_of(fact, "en"), **{field: " "})
    with pytest.raises(InvalidValue, match=f"^{field}: must not be empty"):
        with_form(fact, form, "en")
    with pytest.raises(InvalidValue, match=f"^{field}: must not be empty"):
        form.fact(a_change(), "")


def test_a_form_takes_nothing_that_was_said_after_today() -> None:
    form = FactForm(
        claim="It is shut", summary="It is.", speaker="Ann", text="Shut.", publisher="Gazette"
    )
    for said, fine in (("2026-01-15", True), ("2026-01-16", False), ("2026", True)):
        dated = replace(form, said=said)
        if fine:
            assert len(dated.fact(a_change(), "").statements) == 1
            continue
        with pytest.raises(InvalidValue, match="is after today, 2026-01-15 UTC"):
            dated.fact(a_change(), "")
        with pytest.raises(InvalidValue, match="is after today, 2026-01-15 UTC"):
            with_statement(a_fact(), dated, NOON.date())
