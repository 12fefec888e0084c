"""Commands and what came of them."""

from __future__ import annotations

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot.cli.app import build, guarded


@dataclass(frozen=True, slots=True)
class Ran:
    """A command that ended."""

    code: int
    out: str
    err: str

    @property
    def told(self) -> str:
        """The last line on standard error."""
        *_, last = self.err.splitlines()
        assert last.startswith("factbot: "), self.err
        return last.removeprefix("factbot: ")

    def failed(self, *words: str, code: int = 2) -> str:
        """The line that says why it failed, with these words in it."""
        assert self.code == code, (self.code, self.out, self.err)
        assert "Traceback" not in self.err
        for word in words:
            assert word in self.told
        return self.told

    def rows(self) -> list[dict[str, Any]]:
        """What `--json` printed."""
        return [json.loads(line) for line in self.out.splitlines()]


class CommandLine:
    """Runs `factbot ...` in this process. `base` is the file that `use` may point to."""

    def __init__(self, patch: pytest.MonkeyPatch, home: Path) -> None:
        self.patch = patch
        self.home = home
        self.base = home / "factbot.sqlite3"

    def use(self, base: Path | str) -> None:
        """Work on this base: a file, or a whole address."""
        url = f"sqlite:///{base}" if isinstance(base, Path) else base
        self.patch.setenv("FACTBOT_DATABASE_URL", url)

    def write(self, name: str, text: str | bytes) -> Path:
        """A file in the home folder."""
        path = self.home / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def __call__(self, *arguments: str | Path, stdin: bytes | str = b"") -> Ran:
        data = stdin.encode() if isinstance(stdin, str) else stdin
        out, err = io.StringIO(), io.StringIO()
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(sys, "argv", ["factbot", *map(str, arguments)])
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
            with redirect_stdout(out), redirect_stderr(err):
                code = guarded(build())
        return Ran(code, out.getvalue(), err.getvalue())

    def slugs(self) -> set[str]:
        """Slugs of every fact in the base."""
        listed = self("facts", "list")
        assert listed.code == 0, listed.err
        return {line.split("\t")[0] for line in listed.out.splitlines()}
