"""What overtakes what was said before."""

from __future__ import annotations

import pytest

from factbase.model import PartialDate, Stance, Statement
from factbase.overtaking import overtaking
from tests.builders import a_statement


def said(stance: Stance, when: str) -> Statement:
    return a_statement(f"{stance} {when}", stance, said=PartialDate.parse(when))


@pytest.mark.parametrize(
    ("denied", "later", "overtakes"),
    [
        ("2016-09-30", "2025-04-17", True),
        ("2016-09-30", "2016-10-01", True),
        ("2016", "2017", True),
        ("2016-09-30", "2016-09-30", False),
        ("2016", "2016-12", False),
        ("2017", "2016", False),
    ],
)
@pytest.mark.parametrize("stance", [Stance.CONFIRMS, Stance.DEVELOPMENT])
def test_a_confirmation_and_a_development_overtake_the_denials_before_them(
    stance: Stance, denied: str, later: str, *, overtakes: bool
) -> None:
    new = said(stance, later)
    assert overtaking((said(Stance.DENIES, denied), new)) == ((new,) if overtakes else ())


def test_every_denial_must_be_older() -> None:
    new = said(Stance.CONFIRMS, "2020")
    assert overtaking((said(Stance.DENIES, "2019"), new, said(Stance.DENIES, "2021"))) == ()


@pytest.mark.parametrize("stance", [Stance.CLAIMS, Stance.CONTEXT, Stance.DENIES])
def test_what_is_only_said_again_overtakes_nothing(stance: Stance) -> None:
    assert overtaking((said(Stance.DENIES, "2019"), said(stance, "2020"))) == ()


def test_where_nobody_denied_anything_only_what_happened_last_does() -> None:
    confirmed, happened = said(Stance.CONFIRMS, "2019"), said(Stance.DEVELOPMENT, "2020")
    assert overtaking((confirmed, happened)) == (happened,)
    assert overtaking((confirmed, happened, said(Stance.CONTEXT, "2021"))) == ()
    assert overtaking((said(Stance.CLAIMS, "2018"), confirmed)) == ()


def test_nothing_before_it_nothing_overtaken() -> None:
    assert overtaking((said(Stance.DEVELOPMENT, "2020"),)) == ()
    assert overtaking(()) == ()
