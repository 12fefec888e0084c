"""Columns of the table, and cells that no spreadsheet takes for a formula."""

from __future__ import annotations

import re

FACT = (
    "slug",
    "verdict",
    "language",
    "claim",
    "summary",
    "wordings",
    "topics",
    "review_by",
    "appearances",
    "match",
    "silent",
    "asked_only",
    "origin_publisher",
    "origin_url",
    "origin_rating",
)
STATEMENT = (
    "stance",
    "speaker",
    "office",
    "organisation",
    "said",
    "text",
    "quoted",
    "publisher",
    "title",
    "url",
    "published",
    "accessed",
)
COLUMNS = FACT + STATEMENT
"""One row for each statement; the columns of the fact are filled in its first row only."""

# What makes a spreadsheet calculate: OWASP, "CSV Injection", full-width forms included.
_FORMULA = re.compile(r"'*[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - the full-width forms are meant
_GUARDED = re.compile(r"'+[=+\-@\t\r＝＋－＠]")  # noqa: RUF001 - likewise


def guarded(cell: str) -> str:
    """The cell with an apostrophe in front, when it could be taken for a formula."""
    return "'" + cell if _FORMULA.match(cell) else cell


def unguarded(cell: str) -> str:
    """What `guarded` was given."""
    return cell[1:] if _GUARDED.match(cell) else cell
