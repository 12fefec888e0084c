"""What one version of a fact says otherwise than the one before: old and new values, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from bot.cli.options import line_of
from factbase.model import Fact, LocalText

_WORDS = ("claim", "summary")
_VALUES = ("slug", "status", "verdict", "review_by", "asked_only")


def changes_of(before: Fact, after: Fact) -> Iterator[str]:
    """A line for each short field that changed, texts language by language and cut to a line.
    Of longer parts (wordings, statements, examples) the audit log has the values.
    """
    for name in _VALUES:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield f"{name}: {line_of(old)} → {line_of(new)}"
    for name in _WORDS:
        yield from _of_text(name, getattr(before, name), getattr(after, name))


def _of_text(name: str, before: LocalText, after: LocalText) -> Iterator[str]:
    old, new = ({one.language: one.text for one in text} for text in (before, after))
    for language in dict.fromkeys((*old, *new)):
        was, is_ = old.get(language), new.get(language)
        if was != is_:
            yield f"{name} [{language}]: {line_of(was)} → {line_of(is_)}"
