"""Tables as people and spreadsheets write them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase.model import Wording
from factbase.packs import PackError, PackReading
from factbase.sheets import read_sheet
from tests.builders import a_change

HEADER = "slug,verdict,claim,summary,stance,speaker,said,text,publisher,url\n"
ROW = "bridge,denied,The bridge is shut,It is not.,denies,Ann,2025-03-01,Open.,Gazette,https://g.example/1\n"


def read(table: str) -> PackReading:
    return read_sheet(io.StringIO(table, newline=""), a_change(), "harbour")


def test_rows_of_one_slug_are_one_fact() -> None:
    more = "bridge,,,,denies,Bob,2025-03-02,Still open.,Gazette,https://g.example/2\n"
    bare = ",,,,denies,Cy,2025-03-03,Open!,Gazette,https://g.example/3\n"
    reading = read(HEADER + ROW + more + bare + ROW.replace("bridge,", "ferry,"))
    assert reading.rejects == ()
    assert [len(fact.statements) for fact in reading.facts] == [3, 1]
    assert reading.facts[0].scope == "harbour"


def test_what_spreadsheets_add() -> None:
    reading = read("\ufeff" + (HEADER + ROW + ",,,,,,,,,\n").replace("\n", "\r\n"))
    assert [fact.slug for fact in reading.facts] == ["bridge"]


def test_wordings_in_other_languages() -> None:
    header = HEADER.replace("stance", "wordings,stance")
    row = ROW.replace("denies", '"Bridge shut!\n[ru] Мост закрыт",denies')
    (fact,) = read(header + row).facts
    assert fact.wordings == (Wording("Bridge shut!", "en"), Wording("Мост закрыт", "ru"))


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ("", "no column 'slug'"),
        ("claim,verdict\nx,false\n", "no column 'slug'"),
        ("slug,verdikt\nx,false\n", "is no column"),
        (HEADER + ",denied,x,y,,,,,,\n", "is missing"),
        (HEADER + '"' + "x" * ((1 << 20) + 1) + '"\n', "is no CSV"),
    ],
)
def test_tables_that_can_not_be_read(table: str, problem: str) -> None:
    with pytest.raises(PackError, match=problem):
        read(table)


@pytest.mark.parametrize(
    ("was", "becomes", "reason"),
    [
        ("2025-03-01", "first of March", "write YYYY"),
        ("denies,", "shrugs,", "must be one of"),
        ("https://g.example/1", "javascript:1", "http or https"),
        ("denied,The bridge is shut", "denied,", "lacks 'claim'"),
        ("Ann", "", "needs a name or an organisation"),
    ],
)
def test_rows_that_can_not_be_taken(was: str, becomes: str, reason: str) -> None:
    reading = read(HEADER + ROW.replace(was, becomes) + ROW.replace("bridge,", "ferry,"))
    assert [fact.slug for fact in reading.facts] == ["ferry"]
    assert reason in reading.rejects[0].reason
    assert reading.rejects[0].line == 2


@pytest.mark.parametrize(
    "column",
    ["claim", "summary", "speaker", "office", "organisation", "text", "publisher", "title"],
)
def test_an_error_names_the_column_that_holds_it(column: str) -> None:
    columns = [*HEADER.strip().split(","), "office", "organisation", "title"]
    cells = dict(zip(columns, [*ROW.strip().split(","), "mayor", "Council", "News"], strict=True))
    cells[column] += "\a"
    (reject,) = read(f"{','.join(cells)}\n{','.join(cells.values())}\n").rejects
    assert reject.reason == f"{column}: holds control characters"


@settings(deadline=None)
@given(st.text(st.sampled_from("slug,verdict\n\"='[ru] x;\t\r"), max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    try:
        reading = read(HEADER + text)
    except PackError:
        return
    assert reading.facts == ()
