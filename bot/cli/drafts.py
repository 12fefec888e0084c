"""Facts as text in an editor: nothing that was typed is lost, errors are shown in place."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

from platformdirs import user_data_path

from bot.errors import BotError

NEW_FACT = """\
# A new fact. Lines that begin with # are left out. Save and close the editor to go on;
# leave the file as it is to stop.
slug: short-name-of-the-claim
# One sentence: what is being said, not its opposite.
claim:
  en: Somebody did something.
# false, denied, misleading, unproven, partly-true, true, overtaken or context
verdict: unproven
# Two sentences at most.
summary:
  en: What is known about it.
topics: []
# After this day the fact is no longer said unprompted.
review_by:
# Other ways people put it, headlines included.
wordings:
  en: []
statements:
  # claims, denies, confirms, context or development
  - stance: claims
    speaker:
      name: Who said it
      office: In which office
      organisation: Of what
    # YYYY, YYYY-MM or YYYY-MM-DD; with ~ in front when it isn't known exactly.
    said: 2026-01-31
    text:
      en: What was said.
    # true for a verbatim quote
    quoted: false
    source:
      publisher: Who published it
      title: Under which title
      url: https://
      published: 2026-01-31
# Messages that must be answered with this fact, and some that must not.
examples:
  match: []
  silent: []
"""

_MARK = "# ERROR: "


class NotText(BotError):
    """A file's bytes are no UTF-8 text."""

    def __init__(self, file: Path, line: int) -> None:
        super().__init__(f"{file}:{line}: is not UTF-8 text: save it as UTF-8, then repeat")


class NoEditor(BotError):
    """The editor can't be run, or ended with an error."""

    def __init__(self) -> None:
        super().__init__(
            "the editor failed, so nothing was saved: set EDITOR, or hand the text over with --file"
        )


class NothingChanged(BotError):
    """The editor was closed without a change, so nothing is saved."""

    def __init__(self) -> None:
        super().__init__("nothing was changed, so nothing was saved")


def text_from(file: Path | None, start: str) -> str:
    """What the file holds (`-` is standard input), or what comes back from the editor.

    Raises:
        NothingChanged: the editor was closed without a change.
        NoEditor: it can't be run.
        NotText: the file is no text.
    """
    if file is not None:
        return read_text(file)
    edited = _edited(start)
    if edited == start:
        raise NothingChanged
    return edited


def read_text(file: Path) -> str:
    """The text in a file; `-` is standard input.

    Raises:
        NotText: its bytes are no UTF-8. Reading on would keep broken letters for ever.
    """
    data = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise NotText(file, len(data[: problem.start + 1].splitlines())) from None


def _edited(start: str) -> str:
    command = shlex.split(os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="factbot-") as folder:
        path = Path(folder) / "draft.yaml"
        path.write_text(start, encoding="utf-8")
        try:
            subprocess.run([*command, path], check=True)  # noqa: S603 - the user's own editor
        except (OSError, subprocess.CalledProcessError):
            raise NoEditor from None
        return read_text(path)


def with_problem(text: str, line: int, problem: str) -> str:
    """The draft with the problem written above the line it is about, older ones removed."""
    before = text.splitlines()
    position = min(max(line - 1, 0), len(before))
    # Marks above the line that go away would shift it.
    above = [row for row in before[:position] if not row.startswith(_MARK)]
    below = [row for row in before[position:] if not row.startswith(_MARK)]
    return "\n".join([*above, _MARK + problem, *below]) + "\n"


def keep(text: str, name: str) -> Path:
    """Write a draft where it can be picked up again, and say where."""
    folder = user_data_path("factbot", appauthor=False) / "drafts"
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.yaml"
    path.write_text(text, encoding="utf-8")
    return path
