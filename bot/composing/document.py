"""A reply ready to be drawn: blocks of spans, with no platform's markup in them.

Adapters turn each kind of span into their own markup, with their own escaping, and add
nothing. What is not in the document is not said.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from factbase.model import PartialDate, Verdict


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that stand out."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Words to be typed or copied, such as a slug."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class When:
    """A date: `text` in the reader's language, `date` for platforms that show it live."""

    text: str
    date: PartialDate


Span = Text | Strong | Code | Link | When


class Kind(StrEnum):
    """What a block is, so that a platform can place it."""

    TITLE = "title"
    CLAIM = "claim"
    NOTE = "note"
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    SOURCE = "source"
    FOOTER = "footer"


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading or list item."""

    kind: Kind
    spans: tuple[Span, ...]

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


class Press(StrEnum):
    """What a button does."""

    SHOW = "show"
    SOURCES = "sources"
    WHY = "why"
    NOT_THIS = "not-this"
    REASON = "reason"
    FOLLOW = "follow"
    DISMISS = "dismiss"
    PUBLISH = "publish"
    UNFOLLOW = "unfollow"
    TELL = "tell"
    REVIEW = "review"
    DRAFT = "draft"
    APPROVE = "approve"
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Button:
    """A button: what it does, the fact it is about, its words, and what it says with it
    (a reason; empty for most). `ticket` names a record of its own, such as an item of the
    review queue; empty for the record of the reply that it hangs under.
    """

    press: Press
    fact_id: str
    label: str
    value: str = ""
    ticket: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A whole reply. `verdict` gives colour and symbol, none for replies without one."""

    blocks: tuple[Block, ...]
    buttons: tuple[Button, ...] = field(default=())
    verdict: Verdict | None = None
    language: str = "en"

    @property
    def plain(self) -> str:
        """The reply as plain text, addresses written out."""
        return "\n".join(_plain(block) for block in self.blocks).strip()


_PREFIX = {Kind.ITEM: "• ", Kind.HEADING: "\n", Kind.FOOTER: "\n", Kind.PARAGRAPH: "\n"}


def _plain(block: Block) -> str:
    words = "".join(
        f"{span.text} <{span.url}>" if isinstance(span, Link) else span.text for span in block.spans
    )
    return _PREFIX.get(block.kind, "") + words
