"""Export and import again: YAML loses nothing, CSV names what it loses."""

from __future__ import annotations

import io
from dataclasses import replace

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from factbase.model import Example, Fact, LocalText, Origin, Speaker, Statement, Wording
from factbase.model.history import changed_fields
from factbase.packs import read_fact, read_pack, write_fact, write_pack
from factbase.sheets import losses, read_sheet, write_sheet
from factbase.sheets.cells import guarded, unguarded
from tests.builders import a_change, a_fact, a_statement
from tests.strategies import facts

RICH = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
ORIGINS = st.none() | st.builds(
    Origin,
    st.sampled_from(["Checkers", "Проверка"]),
    st.just("https://checkers.example/1"),
    st.sampled_from(["", "Pants on Fire!", "null", "1"]),
)


@st.composite
def exported(draw: st.DrawFn) -> Fact:
    """A published fact with any contents, as an export finds it."""
    fact = draw(facts())
    proposed = a_fact().status
    return replace(fact, status=proposed, origin=draw(ORIGINS), asked_only=draw(st.booleans()))


@RICH
@given(exported())
def test_a_pack_gives_back_what_went_in(fact: Fact) -> None:
    reading = read_pack(write_pack([fact]), a_change())
    assert reading.rejects == ()
    assert changed_fields(fact, reading.facts[0]) == ()


@RICH
@given(exported())
def test_an_editor_gives_back_what_it_was_given(fact: Fact) -> None:
    assert changed_fields(fact, read_fact(write_fact(fact), a_change())) == ()


def in_one_language(fact: Fact) -> Fact:
    """The fact as somebody would keep it who works in a table."""
    language = fact.claim.original.language

    def plain(text: LocalText | None) -> LocalText | None:
        return None if text is None else LocalText.of(text.original.text, language)

    def stated(item: Statement) -> Statement:
        who = item.speaker
        speaker = Speaker(plain(who.name), plain(who.office), plain(who.organisation))
        return replace(item, speaker=speaker, text=plain(item.text) or item.text)

    return replace(
        fact,
        claim=plain(fact.claim) or fact.claim,
        summary=plain(fact.summary) or fact.summary,
        statements=tuple(stated(item) for item in fact.statements),
    )


@RICH
@given(exported().map(in_one_language))
def test_a_table_gives_back_what_it_does_not_name_as_lost(fact: Fact) -> None:
    assume(not losses(fact))
    reading = read_sheet(io.StringIO("".join(write_sheet([fact])), newline=""), a_change())
    assert reading.rejects == ()
    assert changed_fields(fact, reading.facts[0]) == ()


def test_several_facts_with_several_statements() -> None:
    both = [
        a_fact(statements=(a_statement(), a_statement("Again."))),
        a_fact("ferry", statements=()),
        a_fact("tunnel", examples=(Example("open?", matches=True), Example("no", matches=False))),
    ]
    reading = read_sheet(io.StringIO("".join(write_sheet(both)), newline=""), a_change())
    assert reading.rejects == ()
    assert [changed_fields(*pair) for pair in zip(both, reading.facts, strict=True)] == [()] * 3


def test_what_a_table_loses_is_named() -> None:
    assert losses(a_fact()) == ()
    translated = a_fact(claim=LocalText.of({"en": "The bridge", "ru": "Мост"}))
    assert "translations" in losses(translated)[0]
    assert "line breaks" in losses(a_fact(wordings=(Wording("one\ntwo"),)))[0]
    assert "language mark" in losses(a_fact(wordings=(Wording("[ru] Мост"),)))[0]
    assert losses(a_fact(wordings=(Wording("Мост", "ru"),))) == ()


FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1", "''+1"]


@given(st.text() | st.sampled_from(FORMULAS))
def test_no_cell_is_a_formula_and_every_cell_comes_back(cell: str) -> None:
    safe = guarded(cell)
    assert not safe.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert unguarded(safe) == cell


def test_a_claim_that_is_a_formula() -> None:
    fact = a_fact(claim='=HYPERLINK("https://evil.example","x")')
    table = "".join(write_sheet([fact]))
    assert "\"'=HYPERLINK" in table
    reading = read_sheet(io.StringIO(table, newline=""), a_change())
    assert reading.facts[0].claim == fact.claim


def test_a_bad_row_is_rejected_with_its_line_and_the_others_are_read() -> None:
    table = "".join(write_sheet([a_fact(), a_fact("ferry")])).replace("denied", "dunno", 1)
    reading = read_sheet(io.StringIO(table, newline=""), a_change())
    assert [fact.slug for fact in reading.facts] == ["ferry"]
    assert (reading.rejects[0].line, reading.rejects[0].slug) == (2, "bridge-closed")
    assert "verdict" in reading.rejects[0].reason
