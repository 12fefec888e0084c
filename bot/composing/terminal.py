"""Documents drawn for a terminal."""

from __future__ import annotations

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text as Styled

from bot.composing.document import Block, Code, Document, Kind, Link, Span, Strong
from bot.wording.verdicts import LOOKS

_GAP = {Kind.HEADING, Kind.PARAGRAPH, Kind.FOOTER}
_INDENT = 2
"""Columns before a list item; its further lines hang below its first word."""


def show(console: Console, document: Document) -> None:
    """Print a document: laid out in a window, as plain lines anywhere else."""
    console.print(drawn(document) if console.is_terminal else styled(document))


def drawn(document: Document) -> Group:
    """The document for a window: colours, and list items whose lines hang together."""
    parts: list[RenderableType] = []
    for number, block in enumerate(document.blocks):
        if number and block.kind in _GAP:
            parts.append("")
        parts.append(_part(block, _colour(document)))
    return Group(*parts)


def styled(document: Document) -> Styled:
    """The document as one text, a line a block, for output that is not a window."""
    text = Styled()
    for number, block in enumerate(document.blocks):
        if number:
            text.append("\n\n" if block.kind in _GAP else "\n")
        text.append({Kind.ITEM: "  • ", Kind.SOURCE: "  ", Kind.NOTE: "  "}.get(block.kind, ""))
        text.append_text(_words(block, _colour(document)))
    return text


def _colour(document: Document) -> str:
    return f"#{LOOKS[document.verdict].colour:06x}" if document.verdict else ""


def _part(block: Block, colour: str) -> RenderableType:
    words = _words(block, colour)
    if block.kind is Kind.ITEM:
        row = Table.grid(padding=(0, 1))
        row.add_column(width=1)
        row.add_column(ratio=1)
        row.add_row("•", words)
        return Padding(row, (0, 0, 0, _INDENT))
    if block.kind in {Kind.SOURCE, Kind.NOTE}:
        return Padding(words, (0, 0, 0, _INDENT))
    return words


def _words(block: Block, colour: str) -> Styled:
    text = Styled()
    for span in block.spans:
        _append(text, span, block, colour)
    return text


def _append(text: Styled, span: Span, block: Block, colour: str) -> None:
    match span:
        case Strong(words) if block.kind is Kind.TITLE:
            text.append(words, style=f"bold {colour}".strip())
        case Strong(words):
            text.append(words, style="bold")
        case Code(words):
            text.append(words, style="cyan")
        case Link(words, url):
            text.append(words)
            if block.kind is Kind.SOURCE:
                text.append(f" <{url}>", style="blue")
        case _:
            text.append(span.text, style="dim" if block.kind is Kind.FOOTER else "")
