"""Ranking files: the stable interface for measuring from outside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from factbase.matching.outside import BadLine, rank_files


def write(path: Path, rows: list[Any]) -> Path:
    path.write_text("\n".join(json.dumps(row) for row in rows) + "\n\n", encoding="utf-8")
    return path


def test_each_message_gets_its_ranking_and_both_decisions(tmp_path: Path) -> None:
    facts = write(
        tmp_path / "facts.jsonl",
        [
            {
                "id": "a",
                "text": "Cats can fly over the moon",
                "title": "Flying cats",
                "body": "No.",
            },
            {"id": 2, "text": "Dogs drive buses in London", "title": None},
        ],
    )
    messages = write(
        tmp_path / "messages.jsonl",
        [{"id": "m", "text": "cats can fly over the moon!"}, {"id": "n", "text": "good morning"}],
    )
    first, second = rank_files(facts, messages, top=5)
    assert first["id"] == "m"
    assert first["ranked"][0]["id"] == "a"
    assert (first["addressed"], first["unprompted"]) == ("match", "match")
    assert first["ms"] > 0
    assert (second["addressed"], second["unprompted"]) == ("none", "none")


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[1]",
        '{"id": "x"}',
        '{"id": "x", "text": 5}',
        '{"id": null, "text": "x"}',
        "[" * 100_000,
    ],
)
def test_a_bad_line_is_named(tmp_path: Path, line: str) -> None:
    facts = tmp_path / "facts.jsonl"
    facts.write_text('{"id": "a", "text": "Cats can fly"}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(BadLine, match="line 2"):
        list(rank_files(facts, write(tmp_path / "m.jsonl", [])))
