"""CSV to facts: rows are brought into the shape of a pack's entries, and read like them."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TextIO

from factbase.model import GLOBAL, Change
from factbase.packs.nodes import Node, PackError
from factbase.packs.reading import PackReading, read_nodes
from factbase.sheets.cells import COLUMNS, STATEMENT, unguarded
from factbase.sheets.writing import LANGUAGE_MARK

_LISTS = ("topics", "appearances")
_LONGEST_CELL = 1 << 20

Row = dict[str, Node]


class _Lines(Protocol):
    """What `csv.reader` makes."""

    line_num: int

    def __iter__(self) -> Iterator[list[str]]: ...

    def __next__(self) -> list[str]: ...


@dataclass(frozen=True, slots=True)
class SheetReading(PackReading):
    """Facts of a table, and the columns that it has: what it has none for it says nothing of."""

    columns: frozenset[str] = frozenset()


def read_sheet(file: TextIO, change: Change, scope: str = GLOBAL) -> SheetReading:
    """Read a table whose first line names its columns; columns may be missing.

    Raises:
        PackError: the table as a whole can't be read; single facts are rejected instead.
    """
    csv.field_size_limit(_LONGEST_CELL)
    try:
        lines = csv.reader(file)
        header = _header(lines)
        read = read_nodes(_entries(_rows(lines, header)), change, scope)
        return SheetReading(read.facts, read.rejects, columns=frozenset(header))
    except (csv.Error, UnicodeDecodeError) as problem:
        raise PackError(1, "file", f"is no CSV in UTF-8: {problem}") from None


def _header(lines: Iterator[list[str]]) -> list[str]:
    header = [name.strip().removeprefix("\ufeff").lower() for name in next(lines, [])]
    if "slug" not in header:
        raise PackError(1, "file", "has no column 'slug' in its first line")
    if unknown := [name for name in header if name not in COLUMNS]:
        raise PackError(1, unknown[0] or "column", f"is no column; there are {', '.join(COLUMNS)}")
    return header


def _rows(lines: _Lines, header: list[str]) -> Iterator[Row]:
    begins = lines.line_num + 1
    for cells in lines:
        row = {
            name: Node(unguarded(cell), begins, name)
            for name, cell in zip(header, cells, strict=False)
            if cell.strip()
        }
        begins = lines.line_num + 1
        if row:
            yield row


def _entries(rows: Iterator[Row]) -> Iterator[Node]:
    """Rows of one slug that follow each other are one fact."""
    group: list[Row] = []
    for row in rows:
        slug = row["slug"].text if "slug" in row else ""
        if group and slug not in {"", group[0]["slug"].text}:
            yield _entry(group)
            group = []
        if not group and not slug:
            raise PackError(next(iter(row.values())).line, "slug", "is missing")
        group.append(row)
    if group:
        yield _entry(group)


def _entry(rows: list[Row]) -> Node:
    first = rows[0]
    line = first["slug"].line
    language = first["language"].text if "language" in first else "en"
    fields: Row = {name: first[name] for name in ("slug", "verdict", "review_by") if name in first}
    for name in ("claim", "summary"):
        if name in first:
            fields[name] = _local(first[name], language)
    for name in _LISTS:
        if name in first:
            fields[name] = Node(_lines(first[name]), first[name].line, name)
    if "wordings" in first:
        fields["wordings"] = _wordings(first["wordings"], language)
    if "asked_only" in first:
        fields["asked_only"] = first["asked_only"]
    fields["examples"] = Node(_some(first, "match", "silent"), line, "examples")
    origin = {name.removeprefix("origin_"): first[name] for name in first if "origin_" in name}
    if origin:
        fields["origin"] = Node(origin, line, "origin")
    said = tuple(_statement(row, language) for row in rows if set(row) & set(STATEMENT))
    fields["statements"] = Node(said, line, "statements")
    return Node(fields, line)


def _some(row: Row, *names: str) -> Row:
    return {name: Node(_lines(row[name]), row[name].line, name) for name in names if name in row}


def _lines(cell: Node) -> tuple[Node, ...]:
    texts = cell.text.splitlines()
    return tuple(Node(text, cell.line, cell.field) for text in texts if text.strip())


def _local(cell: Node, language: str) -> Node:
    return Node({language: cell}, cell.line, cell.field)


def _wordings(cell: Node, language: str) -> Node:
    by_language: dict[str, list[Node]] = {}
    for node in _lines(cell):
        mark = LANGUAGE_MARK.match(node.text)
        text = Node(node.text[mark.end() :], cell.line, "wording") if mark else node
        by_language.setdefault(mark.group(1) if mark else language, []).append(text)
    lists = {tag: Node(tuple(texts), cell.line) for tag, texts in by_language.items()}
    return Node(dict(lists), cell.line, "wordings")


def _statement(row: Row, language: str) -> Node:
    line = next(iter(row.values())).line
    names = {"speaker": "name", "office": "office", "organisation": "organisation"}
    speaker = {
        inner: _local(row[outer], language) for outer, inner in names.items() if outer in row
    }
    source_names = ("publisher", "title", "url", "published", "accessed")
    source = {name: row[name] for name in source_names if name in row}
    fields: Row = {name: row[name] for name in ("stance", "said", "quoted") if name in row}
    if "text" in row:
        fields["text"] = _local(row["text"], language)
    fields["speaker"] = Node(dict(speaker), line, "speaker")
    fields["source"] = Node(dict(source), line, "source")
    return Node(fields, line, "statement")
