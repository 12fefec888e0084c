"""What is imported: a file, standard input or an https address, and which form it has."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from urllib.parse import urlsplit

from bot.cli.drafts import NotText
from bot.exchanging.fetching import Fetcher


class Form(StrEnum):
    """The forms in which facts come."""

    PACK = "pack"
    CLAIMREVIEW = "claimreview"
    CSV = "csv"


_BY_ENDING = {
    ".yaml": Form.PACK,
    ".yml": Form.PACK,
    ".json": Form.CLAIMREVIEW,
    ".jsonl": Form.CLAIMREVIEW,
    ".jsonld": Form.CLAIMREVIEW,
    ".csv": Form.CSV,
}


@dataclass(frozen=True, slots=True)
class Given:
    """An open file: what to call it, its bytes, and its size (none when nobody knows)."""

    name: str
    bytes: BinaryIO
    size: int | None

    def text(self) -> str:
        """All of it. Raises `NotText`."""
        data = self.bytes.read()
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError as problem:
            line = data.count(b"\n", 0, problem.start) + 1
            raise NotText(Path(self.name), line) from None

    @contextmanager
    def lines(self) -> Iterator[io.TextIOWrapper]:
        """Its text, bit by bit; the bytes stay open afterwards."""
        text = io.TextIOWrapper(self.bytes, encoding="utf-8-sig", newline="")
        try:
            yield text
        finally:
            text.detach()


@contextmanager
def opened(source: str) -> Iterator[Given]:
    """Open a path, `-`, or an https address, which is fetched into a file of its own first."""
    if source == "-":
        yield Given("-", sys.stdin.buffer, None)
    elif "://" in source:
        with tempfile.TemporaryFile() as held:
            size = Fetcher().fetch(source, held)
            held.seek(0)
            yield Given(source, held, size)
    else:
        path = Path(source)
        with path.open("rb") as file:
            yield Given(source, file, path.stat().st_size)


def form_of(given: Given, asked: Form | None) -> Form:
    """The form that was asked for, else by the name's ending; a pack when that says nothing."""
    if asked is not None:
        return asked
    path = urlsplit(given.name).path if "://" in given.name else given.name
    return _BY_ENDING.get(PurePosixPath(path).suffix.lower(), Form.PACK)
