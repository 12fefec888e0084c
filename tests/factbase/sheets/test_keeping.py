"""What a table can't hold stays with the fact that it is imported over, or is named."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest
from hypothesis import assume, given

from factbase.model import Fact, LocalText, Origin, PartialDate, Speaker, Wording
from factbase.model.history import changed_fields
from factbase.sheets import read_sheet, with_stored, write_sheet
from tests.builders import a_change, a_fact, a_statement
from tests.factbase.packs.test_round_trip import RICH, exported

Table = list[dict[str, str]]


def local(english: str, russian: str) -> LocalText:
    return LocalText.of({"en": english, "ru": russian})


def translated() -> Fact:
    speaker = Speaker(local("Ann Ferry", "Анна Ферри"), local("harbour master", "капитан порта"))
    words = local("The bridge stays open.", "Мост открыт.")
    said = replace(a_statement(), text=words, speaker=speaker)
    later = local("It is closed.", "Он закрыт.")
    other = replace(said, text=later, said=PartialDate(2025, 4, 1))
    return a_fact(
        claim=local("The bridge is closed", "Мост закрыт"),
        summary=local("It is open.", "Он открыт."),
        wordings=(Wording("Bridge\nshut"), Wording("Мост перекрыт", "ru")),
        statements=(said, other),
        topics=("traffic",),
        origin=Origin("Gazette", "https://gazette.example/review", "Wrong"),
    )


def table_of(fact: Fact) -> Table:
    return list(csv.DictReader(io.StringIO("".join(write_sheet([fact])), newline="")))


def imported(rows: Table, onto: Fact, columns: Iterable[str] = ()) -> tuple[Fact, tuple[str, ...]]:
    """The table, with these columns only, as it would be imported over the fact."""
    out = io.StringIO()
    writer = csv.DictWriter(out, list(columns) or list(rows[0]), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    reading = read_sheet(io.StringIO(out.getvalue(), newline=""), a_change())
    assert reading.rejects == ()
    return with_stored(reading.facts[0], onto, reading.columns)


def test_an_unedited_table_changes_nothing() -> None:
    fact = translated()
    kept, lost = imported(table_of(fact), fact)
    assert (changed_fields(fact, kept), lost) == ((), ())


@RICH
@given(exported())
def test_no_unedited_table_changes_anything(fact: Fact) -> None:
    table = "".join(write_sheet([fact]))
    reading = read_sheet(io.StringIO(table, newline=""), a_change())
    assume(not reading.rejects)  # lines of two wordings that the table can't tell apart
    kept, lost = with_stored(reading.facts[0], fact, reading.columns)
    assert (changed_fields(fact, kept), lost) == ((), ())


@pytest.mark.parametrize(
    ("column", "part"),
    [
        ("claim", lambda fact: fact.claim),
        ("summary", lambda fact: fact.summary),
        ("text", lambda fact: fact.statements[0].text),
        ("office", lambda fact: fact.statements[0].speaker.office),
    ],
)
def test_a_changed_text_takes_its_own_translation_along_and_says_so(
    column: str, part: Callable[[Fact], LocalText]
) -> None:
    fact = translated()
    rows = table_of(fact)
    rows[0][column] = "Something else"
    kept, lost = imported(rows, fact)
    assert part(kept) == LocalText.of("Something else")
    assert lost == (f"'{column}' was changed: what it says in ru goes",)
    for other in (fact.claim, fact.summary, fact.statements[1].text):
        if other != part(fact):
            assert other in (kept.claim, kept.summary, kept.statements[1].text)


def test_a_changed_verdict_or_address_leaves_the_translations() -> None:
    fact = translated()
    rows = table_of(fact)
    rows[0] |= {"verdict": "false", "url": "https://gazette.example/moved"}
    kept, lost = imported(rows, fact)
    assert changed_fields(fact, kept) == ("verdict", "statements")
    assert kept.statements[0].text == fact.statements[0].text
    assert kept.statements[0].source.url == "https://gazette.example/moved"
    assert lost == ()


def test_a_row_that_is_taken_out_or_put_in_touches_no_other() -> None:
    fact = translated()
    first, second = table_of(fact)
    new = second | {"text": "It opens at noon.", "said": "2025-05-01"}
    head = {name: cell for name, cell in first.items() if name not in ("text", "said")}
    kept, lost = imported([head | {"text": second["text"], "said": second["said"]}, new], fact)
    assert [item.text.original.text for item in kept.statements] == [
        "It is closed.", "It opens at noon.",
    ]  # fmt: skip
    assert kept.statements[0].text == fact.statements[1].text
    assert lost == ("the statement of 2025-03-01 is no longer there: what it says in ru goes",)


def test_what_has_no_column_stays() -> None:
    fact = translated()
    rows = table_of(fact)
    rows[0]["verdict"] = "false"
    kept, lost = imported(rows, fact, ("slug", "verdict", "claim", "summary"))
    assert changed_fields(fact, kept) == ("verdict",)
    assert lost == ()


def test_a_cell_that_was_emptied_empties_the_field() -> None:
    fact = translated()
    rows = table_of(fact)
    rows[0] |= {"topics": "", "wordings": ""}
    kept, _ = imported(rows, fact)
    assert (kept.topics, kept.wordings) == ((), ())
