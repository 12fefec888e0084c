"""Ranking files from outside: facts and messages as JSON lines, without touching any base."""

from __future__ import annotations

import gc
import json
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from factbase.matching.decision import Ambiguous, Decision, Entry, Lane, Match, NoMatch
from factbase.matching.engine import Engine
from factbase.matching.semantic_scoring import Semantic
from factbase.model import Audience


class BadLine(ValueError):
    """A line that can't be read; the message says which and why."""


def entry_of(row: dict[str, Any]) -> Entry:
    """A row {id, text, title?, subtitle?, body?}: titles are wordings, the body explains."""
    wordings = tuple(
        row[key] for key in ("text", "title", "subtitle") if (row.get(key) or "").strip()
    )
    return Entry(str(row["id"]), wordings, row.get("body") or "")


def read_rows(path: Path) -> Iterator[dict[str, Any]]:
    """Objects with an `id` and a `text` from a JSON lines file.

    Raises:
        BadLine: not such an object.
        OSError: the file can't be read.
    """
    with path.open(encoding="utf-8", errors="replace") as lines:
        for number, line in enumerate(lines, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError):
                raise BadLine(f"{path.name}, line {number}: not JSON") from None
            if not isinstance(row, dict) or not isinstance(row.get("text"), str):
                raise BadLine(f'{path.name}, line {number}: needs an "id" and a "text"')
            if not isinstance(row.get("id"), str | int):
                raise BadLine(f'{path.name}, line {number}: "id" must be a text or a number')
            yield row


def engine_of(entries: Iterable[Entry], semantic: Semantic | None = None) -> Engine:
    """An engine over entries, as the bot would build it."""
    engine = Engine(semantic=semantic)
    engine.load(entries)
    if semantic is not None:
        semantic.meanings.settle()
    return engine


def _outcome(decision: Decision) -> str:
    match decision:
        case Match():
            return "match"
        case Ambiguous():
            return "ambiguous"
        case NoMatch():
            return "none"


def rank_files(
    facts: Path, messages: Path, top: int = 20, semantic: Semantic | None = None
) -> Iterator[dict[str, Any]]:
    """One result per message: {id, ranked, addressed, unprompted, ms}.

    `ms` is the time of one ranking and both decisions, which share it, and of encoding the
    message where there is a sentence encoder.
    """
    engine = engine_of((entry_of(row) for row in read_rows(facts)), semantic)
    gc.freeze()  # what stays is not looked through again while messages are timed
    audience = Audience()
    for row in read_rows(messages):
        begun = time.perf_counter()
        verdict = engine.judge(row["text"], audience, top)
        spent = 1_000 * (time.perf_counter() - begun)
        yield {
            "id": row["id"],
            "ranked": [
                {"id": one.id, "confidence": round(one.confidence, 4)} for one in verdict.ranked
            ],
            "addressed": _outcome(verdict.by_lane[Lane.ADDRESSED]),
            "unprompted": _outcome(verdict.by_lane[Lane.UNPROMPTED]),
            "ms": round(spent, 3),
        }
