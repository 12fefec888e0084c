"""Conversations at the terminal, word for word."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.conversations.transcribing import FOLDER, TYPED, transcript

FILES = sorted(FOLDER.glob("*.txt"))


def test_there_are_transcripts() -> None:
    assert len(FILES) >= 5
    assert sum(file.read_text("utf-8").count(f"\n{TYPED}") for file in FILES) >= 20


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_goes_as_written_down(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)  # no settings file of the machine's owner
    written = file.read_text("utf-8")
    assert asyncio.run(transcript(written)) == written
