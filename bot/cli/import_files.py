"""What is imported: a file, standard input or an https address; which form facts have there, and
in a file that is written.
"""

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
from bot.errors import BotError
from bot.exchanging.fetching import Fetcher
from factbase.errors import InvalidValue
from factbase.packs import PackError


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
_READ_ONLY = {".jsonl"}
"""Reviews are written as one document, not line by line."""


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


@contextmanager
def naming(file: str) -> Iterator[None]:
    """Have an error about a file as a whole name the file and the line."""
    try:
        yield
    except PackError as problem:
        name = "standard input" if file == "-" else file
        raise BotError(f"{name}:{problem.line}: {problem}") from None


def form_of(given: Given, asked: Form | None) -> Form:
    """The form that was asked for, else by the name's ending; a pack when that says nothing."""
    if asked is not None:
        return asked
    path = urlsplit(given.name).path if "://" in given.name else given.name
    return _BY_ENDING.get(PurePosixPath(path).suffix.lower(), Form.PACK)


def form_to_write(file: Path, asked: Form | None) -> Form:
    """The form that was asked for, else by the name's ending; a pack without any.

    Raises:
        InvalidValue: nothing is written in a form that this ending promises.
    """
    ending = file.suffix.lower()
    if asked is not None or not ending:
        return asked or Form.PACK
    known = [one for one in _BY_ENDING if one not in _READ_ONLY]
    if ending not in known:
        endings = ", ".join(known)
        raise InvalidValue("FILE", f"must end in one of {endings}; or choose with --format")
    return _BY_ENDING[ending]
