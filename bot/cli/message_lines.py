"""The messages that a command is given: one as an argument, or standard input line by line."""

from __future__ import annotations

import sys
from codecs import getincrementaldecoder
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import typer

from bot.checking.claims import LONGEST
from bot.cli.drafts import NotText
from bot.cli.running import visible
from factbase.errors import InvalidValue

FIRST_WORDS = 60
"""Characters of a message that stand above its answer."""
_BYTES = 4
"""Bytes in one character of UTF-8 at the most."""


@dataclass(frozen=True, slots=True)
class Line:
    """A message with the number of its line (from 1); none for one that came as an argument."""

    number: int | None
    text: str

    @property
    def heading(self) -> str:
        """What tells its answer from those to other lines; empty when there are no others."""
        if self.number is None:
            return ""
        words = " ".join(visible(self.text[: 2 * FIRST_WORDS]).split())
        cut = words[: FIRST_WORDS - 1].rstrip() + "…" if len(words) > FIRST_WORDS else words
        return f"{self.number}: {cut}"


def messages(text: str | None) -> Iterator[Line]:
    """The text, or the lines of standard input as far as they are looked at. Blank lines are
    counted and left out.

    Raises:
        InvalidValue: the text is empty.
        NotText: a line is no UTF-8; those before it are given.
    """
    if text is not None:
        not_empty(text)
        yield Line(None, text)
        return
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter("write the claim to check, or pipe one message a line")
    for number, line in enumerate(_lines(), 1):
        message = _decoded(line, number).strip()
        if message:
            yield Line(number, message)


def not_empty(text: str) -> None:
    """Raises `InvalidValue` for a text without a word."""
    if not text.strip():
        raise InvalidValue("text", "is empty: write the claim to check")


def _decoded(line: bytes, number: int) -> str:
    # What was cut off may end within a letter.
    whole = line.endswith(b"\n") or len(line) < LONGEST * _BYTES
    try:
        return getincrementaldecoder("utf-8")().decode(line, final=whole).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise NotText(Path("standard input"), number) from None


def _lines() -> Iterator[bytes]:
    while line := sys.stdin.buffer.readline(LONGEST * _BYTES):
        first = line
        while not line.endswith(b"\n") and (line := sys.stdin.buffer.readline(1 << 20)):
            pass  # the rest of an overlong message is not looked at
        yield first
