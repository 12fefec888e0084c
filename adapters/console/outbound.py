"""A reply as terminal output."""

from __future__ import annotations

from bot.composing import fit
from bot.composing.document import Document
from bot.replies import Reply
from bot.wording import Words

LIMIT = 20_000
"""Characters: a terminal has no limit of its own, but a screen should hold the answer."""


def document(reply: Reply, words: Words) -> Document:
    """The reply as a document that fits."""
    return fit(reply, words, lambda whole: len(whole.plain) <= LIMIT)
