"""The messages that a command is given: one as an argument, or standard input line by line."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import typer

from bot.checking.claims import LONGEST
from factbase.errors import InvalidValue

_BYTES = 4
"""Bytes in one character of UTF-8 at the most."""


def messages(text: str | None) -> Iterator[tuple[int, str]]:
    """The text, or the lines of standard input as far as they are looked at, each with the number
    of its line (from 1). Blank lines are counted and left out.

    Raises:
        InvalidValue: the text is empty.
    """
    if text is not None:
        not_empty(text)
        yield 1, text
        return
    if sys.stdin is None or sys.stdin.isatty():
        raise typer.BadParameter("write the claim to check, or pipe one message a line")
    for number, line in enumerate(_lines(), 1):
        message = line.decode("utf-8", "replace").strip()
        if message:
            yield number, message


def not_empty(text: str) -> None:
    """Raises `InvalidValue` for a text without a word."""
    if not text.strip():
        raise InvalidValue("text", "is empty: write the claim to check")


def _lines() -> Iterator[bytes]:
    while line := sys.stdin.buffer.readline(LONGEST * _BYTES):
        whole = line
        while not line.endswith(b"\n") and (line := sys.stdin.buffer.readline(1 << 20)):
            pass  # the rest of an overlong message is not looked at
        yield whole
