"""What comes in files: packs, single facts, reviews of others, sheets, kept documents."""

from __future__ import annotations

import io
import json
from contextlib import suppress

from bench.fuzz_inert import inert
from bench.fuzz_texts import NOW
from bot.replies import FactCard, SourceList
from factbase.claimreview import Refused, Reviewing, facts_in
from factbase.errors import FactbaseError
from factbase.model import Change, Fact
from factbase.packs import PackError, read_fact, read_pack
from factbase.packs.writing import write_pack
from factbase.sheets import losses, read_sheet, write_sheet
from factbase.sheets.cells import guarded
from factbase.storage.document import from_document, to_document

CHANGE = Change(by="fuzz", at=NOW, why="fuzz")
MOST = 20
"""Facts of one file that are drawn: what is read is always read whole."""


def packs(data: bytes) -> None:
    """A pack is read with its bad entries named, or refused; what it holds can be written and
    read again.
    """
    with suppress(PackError):
        read = read_pack(data.decode("utf-8", "replace"), CHANGE)
        _kept_and_shown(read.facts)
        if read.facts:
            again = read_pack(write_pack(read.facts), CHANGE)
            assert again.rejects == (), "what was written can't be read"
            assert [one.claim for one in again.facts] == [one.claim for one in read.facts]


def facts(data: bytes) -> None:
    """One fact in an editor's text."""
    with suppress(PackError):
        _kept_and_shown((read_fact(data.decode("utf-8", "replace"), CHANGE),))


def reviews(data: bytes) -> None:
    """Other people's reviews: entries are refused by line and reason, never by breaking."""
    refused: list[Refused] = []
    file = io.StringIO(data.decode("utf-8", "replace"))
    found = tuple(facts_in(file, Reviewing(CHANGE), refused.append))
    _kept_and_shown(found)
    assert all(one.line > 0 and one.reason for one in refused)


def sheets(data: bytes) -> None:
    """A table is read with its bad facts named, or refused; no cell of it is ever a formula."""
    with suppress(PackError):
        file = io.StringIO(data.decode("utf-8", "replace"), newline="")
        read = read_sheet(file, CHANGE)
        _kept_and_shown(read.facts)
        whole = [fact for fact in read.facts if not losses(fact)]
        lines = "".join(write_sheet(whole))
        again = read_sheet(io.StringIO(lines, newline=""), CHANGE)
        assert [fact.claim for fact in again.facts] == [fact.claim for fact in whole]
        for fact in read.facts:
            assert not guarded(fact.claim.original.text).startswith(("=", "+", "-", "@"))


def documents(data: bytes) -> None:
    """JSON that is no fact is refused by an error that somebody foresaw. Only our own base and
    its backups hold such documents, and a backup is checked before it is read.
    """
    with suppress(FactbaseError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        loaded = json.loads(data)
        if isinstance(loaded, dict):
            from_document(loaded)


def _kept_and_shown(found: tuple[Fact, ...]) -> None:
    for fact in found[:MOST]:
        assert from_document(json.loads(json.dumps(to_document(fact)))) == fact
        inert(FactCard(fact, fact.timeline, NOW.date()), (fact,))
        inert(SourceList(fact), (fact,))
