"""A reply as an embed and its buttons. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import discord

from adapters.discord import markup
from bot.composing import fit
from bot.composing.document import Block, Button, Document, Kind, Press
from bot.composing.fitting import COMFORTABLE
from bot.pressing.callbacks import payload
from bot.replies import Reply
from bot.wording import Words
from bot.wording.verdicts import LOOKS

TITLE, DESCRIPTION, FOOTER, TOTAL = 256, 4096, 2048, 6000
"""Characters that an embed takes, and all its texts together (Discord, "Embed Limits")."""
LABEL = 80
"""Characters on a button."""
BUTTONS = 25
"""Buttons under a message: five rows of five."""


@dataclass(frozen=True, slots=True)
class Pressable:
    """A button as Discord takes it."""

    label: str
    custom_id: str
    main: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A reply, ready to be sent."""

    title: str
    description: str
    footer: str
    colour: int | None
    buttons: tuple[Pressable, ...] = ()

    def embed(self) -> discord.Embed:
        """The embed itself; it has no address, so nothing of ours is unfurled."""
        made = discord.Embed(title=self.title or None, description=self.description or None)
        if self.colour is not None:
            made.colour = discord.Colour(self.colour)
        if self.footer:
            made.set_footer(text=self.footer)
        return made


def document(reply: Reply, words: Words) -> Document:
    """The reply as a document that fits into an embed and is comfortable to read."""
    return fit(reply, words, _fits)


def draw(reply: Reply, words: Words, ticket: str = "") -> Drawn:
    """The reply as it is sent; `ticket` goes into its buttons."""
    return drawn(document(reply, words), ticket)


def drawn(whole: Document, ticket: str = "") -> Drawn:
    """A document as it is sent. One that can't fit loses its last lines, never half of one."""
    made = _laid_out(whole)
    buttons = tuple(
        Pressable(label(button.label), payload(button, ticket))
        for button in whole.buttons[:BUTTONS]
    )
    room = min(DESCRIPTION, TOTAL - len(made.title) - len(made.footer))
    return replace(made, description=shortened(made.description, room), buttons=buttons)


def with_buttons(whole: Document, buttons: tuple[Button, ...], ticket: str = "") -> Drawn:
    """A document as it is sent, with these buttons instead of its own."""
    return drawn(replace(whole, buttons=buttons), ticket)


def for_one(whole: Document) -> Document:
    """The document as only one person sees it: there is nothing to take away."""
    kept = tuple(button for button in whole.buttons if button.press is not Press.DISMISS)
    return replace(whole, buttons=kept)


def _laid_out(whole: Document) -> Drawn:
    title = "".join(_title(block) for block in whole.blocks if block.kind is Kind.TITLE)
    footer = " ".join(markup.plain(b.text) for b in whole.blocks if b.kind is Kind.FOOTER)
    body = [block for block in whole.blocks if block.kind not in {Kind.TITLE, Kind.FOOTER}]
    colour = LOOKS[whole.verdict].colour if whole.verdict is not None else None
    return Drawn(_cut(title, TITLE), "\n".join(_lines(body)).strip(), _cut(footer, FOOTER), colour)


def _title(block: Block) -> str:
    # Titles show bold and code marks badly, so their words stand plain.
    return markup.escape(block.text)


def _lines(blocks: Iterable[Block]) -> Iterator[str]:
    before: Kind | None = None
    for block in blocks:
        made = markup.line(block)
        yield made.removeprefix("\n") if before is None else made
        before = block.kind


def _fits(whole: Document) -> bool:
    made = _laid_out(whole)
    return (
        len(made.description) <= DESCRIPTION
        and len(made.title) + len(made.description) + len(made.footer) <= TOTAL
        and sum(len(block.text) for block in whole.blocks) <= COMFORTABLE
    )


def shortened(text: str, room: int) -> str:
    """The lines that fit into so many characters."""
    if len(text) <= room:
        return text
    kept: list[str] = []
    left = room - 2
    for line in text.split("\n"):
        if len(line) + 1 > left:
            break
        kept.append(line)
        left -= len(line) + 1
    return "\n".join([*kept, "…"])


def _cut(text: str, most: int) -> str:
    """At most so many characters, without a half escape at the end."""
    return text if len(text) <= most else text[: most - 2].rstrip("\\") + "…"


def label(text: str) -> str:
    """Words that fit on a button."""
    return _cut(markup.plain(text), LABEL) or "…"
