"""Data of somebody's own: measured when it fits together, else an error that says why not."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import matching

CLAIMS = ("The harbour bridge is closed for good", "The ferry sank on Sunday", "Trams are free")
FACTS = "".join(json.dumps({"id": n, "text": claim}) + "\n" for n, claim in enumerate(CLAIMS))
MESSAGES = '{"id": "m1", "text": "did the ferry sink"}\n{"id": 2, "text": "free trams for all"}\n'
PAIRS = "m1\t1\n\n2\t2\n"


def measured(folder: Path, facts: str, messages: str, pairs: str) -> int:
    for name, text in (
        ("facts.jsonl", facts),
        ("messages.dev.jsonl", messages),
        ("qrels.dev.tsv", pairs),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return matching.main(["--data", str(folder)])


def test_the_layout_that_the_page_describes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert measured(tmp_path, FACTS, MESSAGES, PAIRS) == 0
    told = capsys.readouterr().out
    assert "3 facts, 2 messages" in told
    assert "open set, base of all" in told


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (
            (FACTS, MESSAGES, "other\t1\n"),
            "names no id of messages.dev.jsonl in its first column",
        ),
        ((FACTS, MESSAGES, "m1\tf1\n"), "names no id of facts.jsonl in its second column"),
        ((FACTS, MESSAGES, ""), "names no id of messages.dev.jsonl"),
        ((FACTS, MESSAGES, "m1 1\n"), "line 1: must be message id, TAB, fact id"),
        ((FACTS, MESSAGES + "{\n", PAIRS), "messages.dev.jsonl, line 3: is no JSON object"),
        (('{"text": "Trams"}\n', MESSAGES, PAIRS), "facts.jsonl, object 1: lacks 'id'"),
        ((FACTS, '{"id": 1}\n', PAIRS), "messages.dev.jsonl, object 1: lacks 'text'"),
        ((FACTS, "[1]\n", PAIRS), "messages.dev.jsonl, line 1: is no JSON object"),
    ],
)
def test_data_that_do_not_fit_together_say_why(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], files: tuple[str, str, str], words: str
) -> None:
    assert measured(tmp_path, *files) == 2
    told = capsys.readouterr().out
    assert words in told
    assert told.startswith("no data: ")


def test_a_file_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert matching.main(["--data", str(tmp_path)]) == 2
    assert "qrels.dev.tsv does not exist" in capsys.readouterr().out
