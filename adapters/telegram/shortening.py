"""The last resort for a reply that is too long even without everything that may be left out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.composing.document import Block, Document

_CUT = "…"
_SHORTEST = 40
"""Characters of a span that stay in any case."""


def shortened(whole: Document, most: int, length: Callable[[Document], int]) -> Document:
    """The document with its longest spans cut, each at a word, until `length` is within `most`.

    Spans are words without markup, so no tag, entity or link is ever cut.
    """
    while (over := length(whole) - most) > 0:
        place = max(
            (
                (number, at)
                for number, block in enumerate(whole.blocks)
                for at in range(len(block.spans))
            ),
            key=lambda one: len(whole.blocks[one[0]].spans[one[1]].text),
        )
        block = whole.blocks[place[0]]
        span = block.spans[place[1]]
        if len(span.text) <= _SHORTEST:
            whole = replace(whole, blocks=whole.blocks[:-1])
            continue
        text = _cut(span.text, max(_SHORTEST, len(span.text) - over - 1))
        spans = (*block.spans[: place[1]], replace(span, text=text), *block.spans[place[1] + 1 :])
        whole = replace(whole, blocks=_with(whole.blocks, place[0], replace(block, spans=spans)))
    return whole


def _with(blocks: tuple[Block, ...], number: int, block: Block) -> tuple[Block, ...]:
    return (*blocks[:number], block, *blocks[number + 1 :])


def _cut(text: str, most: int) -> str:
    """The first `most` characters at the most, up to a space, with a sign that more follows."""
    if len(text) <= most:
        return text[: most - 1].rstrip() + _CUT
    head = text[: most - 1]
    return (head[: head.rfind(" ")] if " " in head[_SHORTEST // 2 :] else head).rstrip() + _CUT
