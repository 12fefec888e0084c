"""What a table has no room for is kept from the fact that is stored, and what can't be is named.

A cell that says what the stored fact would have written there stands for all of the stored value:
its translations, its line breaks. A cell that was changed takes its translations along, because
they would translate what nobody says any more.
"""

from __future__ import annotations

from dataclasses import replace

from factbase.model import Example, Fact, LocalText, Origin, Speaker, Statement, Wording
from factbase.sheets.cells import STATEMENT
from factbase.sheets.writing import marked, statement_cells

Columns = frozenset[str]


def with_stored(fact: Fact, stored: Fact, columns: Columns) -> tuple[Fact, tuple[str, ...]]:
    """A fact read from a table with these columns, with what the table can't hold of the one
    that is stored; and what gets lost all the same, in words.
    """
    keeping = _Keeping(_language(fact), _language(stored), columns)
    kept = replace(
        fact,
        claim=keeping.text("claim", fact.claim, stored.claim) or fact.claim,
        summary=keeping.text("summary", fact.summary, stored.summary) or fact.summary,
        wordings=keeping.wordings(fact.wordings, stored.wordings),
        statements=keeping.statements(fact.statements, stored.statements),
        topics=fact.topics if "topics" in columns else stored.topics,
        examples=keeping.examples(fact.examples, stored.examples),
        appearances=fact.appearances if "appearances" in columns else stored.appearances,
        review_by=fact.review_by if "review_by" in columns else stored.review_by,
        asked_only=fact.asked_only if "asked_only" in columns else stored.asked_only,
        origin=keeping.origin(fact.origin, stored.origin),
    )
    return kept, tuple(keeping.lost)


def _language(fact: Fact) -> str:
    return fact.claim.original.language


def _flat(text: str) -> str:
    return " ".join(text.splitlines())


class _Keeping:
    """One fact's parts, compared as the table shows them."""

    def __init__(self, language: str, before: str, columns: Columns) -> None:
        self._language = language
        self._before = before
        self._columns = columns
        self.lost: list[str] = []

    def text(self, column: str, new: LocalText | None, old: LocalText | None) -> LocalText | None:
        """The stored text with all of its languages where the cell says the same."""
        if old is None or column not in self._columns:
            return new or old
        shown = {old.original.text, old.best(self._before).text, old.best(self._language).text}
        if new is not None and new.original.text in shown:
            return old
        self._tell(f"'{column}' was changed", old)
        return new

    def _tell(self, what: str, *old: LocalText | None) -> None:
        texts = [one for text in old if text is not None for one in text]
        others = dict.fromkeys(t.language for t in texts if t.language != self._language)
        if others:
            self.lost.append(f"{what}: what it says in {', '.join(others)} goes")

    def wordings(self, new: tuple[Wording, ...], old: tuple[Wording, ...]) -> tuple[Wording, ...]:
        if "wordings" not in self._columns:
            return old
        lines = {_flat(marked(one.text, one.language, self._before)): one for one in old}
        shown = [(_flat(marked(one.text, one.language, self._language)), one) for one in new]
        return tuple(lines.get(line, one) for line, one in shown)

    def examples(self, new: tuple[Example, ...], old: tuple[Example, ...]) -> tuple[Example, ...]:
        lines = {(one.matches, _flat(one.text)): one for one in old}
        has = {True: "match" in self._columns, False: "silent" in self._columns}
        given = [lines.get((one.matches, _flat(one.text)), one) for one in new if has[one.matches]]
        return (*given, *(one for one in old if not has[one.matches]))

    def origin(self, new: Origin | None, old: Origin | None) -> Origin | None:
        if new is None or old is None:
            return new or old
        return new if "origin_rating" in self._columns else replace(new, rating=old.rating)

    def statements(
        self, new: tuple[Statement, ...], old: tuple[Statement, ...]
    ) -> tuple[Statement, ...]:
        """Each with the stored one that it was: the same row, else the same text, else the same
        speaker on the same day.
        """
        if self._columns.isdisjoint(STATEMENT):
            return old
        left, pairs = list(old), dict[int, Statement]()
        for key in (self._row, _text, _speaker_and_day):
            for number, one in enumerate(new):
                same = [was for was in left if key(was, self._before) == key(one, self._language)]
                if number not in pairs and same:
                    pairs[number] = same[0]
                    left = [was for was in left if was is not same[0]]
        for was in left:
            self._tell(f"the statement of {was.said} is no longer there", was.text)
        return tuple(
            self._statement(one, pairs[number]) if number in pairs else one
            for number, one in enumerate(new)
        )

    def _row(self, statement: Statement, language: str) -> dict[str, str]:
        cells = statement_cells(statement, language)
        return {name: cell for name, cell in cells.items() if name in self._columns}

    def _statement(self, new: Statement, old: Statement) -> Statement:
        if self._row(new, self._language) == self._row(old, self._before):
            return old
        is_, was = new.speaker, old.speaker
        absent = {"title", "url", "published", "accessed"} - self._columns
        return Statement(
            speaker=Speaker(
                self.text("speaker", is_.name, was.name),
                self.text("office", is_.office, was.office),
                self.text("organisation", is_.organisation, was.organisation),
            ),
            stance=new.stance,
            text=self.text("text", new.text, old.text) or new.text,
            said=new.said,
            source=replace(new.source, **{name: getattr(old.source, name) for name in absent}),
            quoted=new.quoted if "quoted" in self._columns else old.quoted,
        )


def _text(statement: Statement, language: str) -> object:
    return statement_cells(statement, language)["text"]


def _speaker_and_day(statement: Statement, language: str) -> object:
    cells = statement_cells(statement, language)
    return cells["speaker"], cells["organisation"], cells["said"]
