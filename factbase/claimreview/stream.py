"""Entries of a JSON file one by one, in bounded memory, however long the file is.

Read are: one object, an array of objects, objects line by line, and an object that holds its
entries in an array (`dataFeedElement` of a schema.org DataFeed, `claims` of a fact-check
search, `@graph` of JSON-LD).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from factbase.errors import InvalidValue

CHUNK = 1 << 16
"""Characters read at a time."""
LONGEST = 1 << 20
"""Characters of one entry at the most; real ones have a few thousand."""
_HOLDERS = frozenset({"dataFeedElement", "claims", "@graph"})
_SPACE = re.compile(r"[\s\ufeff]*")


class Unreadable(InvalidValue):
    """The file can't be read from here on. `line` counts from 1."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__("file", f"line {line}: {problem}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its place in the file, both counting from 1, and what JSON it is."""

    line: int
    number: int
    value: Any


def entries(file: TextIO) -> Iterator[Entry]:
    """Every entry, in order.

    Raises:
        Unreadable: no JSON, or an entry longer than `LONGEST`; what came before was given.
    """
    window = _Window(file)
    for number, (line, value) in enumerate(_values(window), 1):
        yield Entry(line, number, value)


def _values(window: _Window) -> Iterator[tuple[int, Any]]:
    while window.peek():
        if window.peek() == "[":
            yield from _array(window)
        elif window.peek() == "{":
            yield from _object(window)
        else:
            raise window.fail("is no JSON object or array")
        window.skip(",")  # some feeds are lines with commas


def _array(window: _Window) -> Iterator[tuple[int, Any]]:
    window.expect("[")
    while window.peek() != "]":
        yield window.line, window.value()
        if not window.skip(",") and window.peek() != "]":
            raise window.fail("lacks a comma between two entries, or the end of the list")
    window.expect("]")


def _object(window: _Window) -> Iterator[tuple[int, Any]]:
    """The entries that an object holds, or else the object itself."""
    line, fields, held = window.line, {}, False
    window.expect("{")
    while window.peek() != "}":
        name = window.value()
        window.expect(":")
        if name in _HOLDERS and window.peek() == "[":
            held = True
            yield from _array(window)
        else:
            fields[str(name)] = window.value()
        if not window.skip(",") and window.peek() != "}":
            raise window.fail("lacks a comma between two fields, or the end of the object")
    window.expect("}")
    if not held:
        yield line, fields


class _Window:
    """The part of the file that is looked at."""

    def __init__(self, file: TextIO) -> None:
        self._file = file
        self._text = ""
        self._at = 0
        self._ended = False
        self._decoder = json.JSONDecoder(parse_constant=_no_constant)
        self.line = 1

    def fail(self, problem: str) -> Unreadable:
        return Unreadable(self.line, problem)

    def peek(self) -> str:
        """The next character that is no space; empty at the end."""
        while True:
            found = _SPACE.match(self._text, self._at)
            self._move(found.end() if found else self._at)
            if self._at < len(self._text) or not self._more():
                return self._text[self._at : self._at + 1]

    def skip(self, char: str) -> bool:
        """Step over a character, if it is next."""
        if self.peek() != char:
            return False
        self._move(self._at + 1)
        return True

    def expect(self, char: str) -> None:
        if not self.skip(char):
            raise self.fail(f"lacks '{char}'")

    def value(self) -> Any:
        """The JSON value that is next."""
        self.peek()
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except (ValueError, RecursionError):
                if len(self._text) - self._at > LONGEST:
                    raise self.fail(f"has an entry of more than {LONGEST} characters") from None
                if self._more():
                    continue
                raise self.fail("is no valid JSON") from None
            if end < len(self._text) or not self._more():  # a number could go on
                self._move(end)
                return value

    def _move(self, to: int) -> None:
        self.line += self._text.count("\n", self._at, to)
        self._at = to

    def _more(self) -> bool:
        if self._ended:
            return False
        # As much again as is held, so that a long entry is not parsed once for each chunk.
        try:
            read = self._file.read(max(CHUNK, len(self._text) - self._at))
        except UnicodeDecodeError:
            raise self.fail("is not UTF-8 text somewhere after this") from None
        self._ended = not read
        self._text = self._text[self._at :] + read
        self._at = 0
        return bool(read)


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is no JSON")
