"""`factbot rank --semantic`: the encoder of a folder, or of the settings."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.commanding import CommandLine
from tests.factbase.matching.encoders import tiny

FACTS = [{"id": "a", "text": "Cats fly over the moon"}, {"id": "b", "text": "Dogs drive buses"}]
MESSAGES = [{"id": "m", "text": "zzz yyy"}]


@pytest.fixture
def ranked(fresh: CommandLine) -> tuple[str, ...]:
    facts = fresh.write("facts.jsonl", "\n".join(map(json.dumps, FACTS)))
    messages = fresh.write("messages.jsonl", "\n".join(map(json.dumps, MESSAGES)))
    return ("rank", "--facts", str(facts), "--messages", str(messages))


def test_it_ranks_what_shares_no_word(
    fresh: CommandLine, ranked: tuple[str, ...], tmp_path: Path
) -> None:
    folder = tiny(tmp_path / "made")
    assert fresh(*ranked).rows()[0]["ranked"] == []
    (row,) = fresh(*ranked, f"--semantic={folder}").rows()
    assert {one["id"] for one in row["ranked"]} == {"a", "b"}
    assert (row["addressed"], row["unprompted"]) == ("none", "none")
    fresh.patch.setenv("FACTBOT_SEMANTIC__MODEL", str(folder))
    (same,) = fresh(*ranked, "--semantic").rows()
    assert same["ranked"] == row["ranked"]
    assert fresh(*ranked).rows()[0]["ranked"] == [], "asked for nothing"


def test_without_a_folder_it_says_where_to_name_one(
    fresh: CommandLine, ranked: tuple[str, ...]
) -> None:
    fresh(*ranked, "--semantic").failed("--semantic=FOLDER", "FACTBOT_SEMANTIC__MODEL")


def test_a_folder_without_an_encoder_is_named(
    fresh: CommandLine, ranked: tuple[str, ...], tmp_path: Path
) -> None:
    fresh(*ranked, f"--semantic={tmp_path}").failed("model.onnx")
