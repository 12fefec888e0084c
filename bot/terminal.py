"""Documents drawn for a terminal."""

from __future__ import annotations

from rich.text import Text as Styled

from bot.document import Block, Code, Document, Kind, Link, Span, Strong
from bot.wording.verdicts import LOOKS

_INDENT = {Kind.ITEM: "  • ", Kind.SOURCE: "  ", Kind.NOTE: "  "}
_GAP = {Kind.HEADING, Kind.PARAGRAPH, Kind.FOOTER}


def styled(document: Document) -> Styled:
    """The document with colours; a terminal that has none shows the words alone."""
    colour = f"#{LOOKS[document.verdict].colour:06x}" if document.verdict else ""
    text = Styled()
    for number, block in enumerate(document.blocks):
        if number:
            text.append("\n\n" if block.kind in _GAP else "\n")
        text.append(_INDENT.get(block.kind, ""))
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
