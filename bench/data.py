"""Labelled data sets in one simple layout, from a path on the command line.

facts.jsonl {id, text, title?, subtitle?, body?}; messages.SPLIT.jsonl {id, text};
qrels.SPLIT.tsv with message id, TAB, fact id.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from factbase.matching.decision import Entry
from factbase.matching.outside import entry_of

# "— Name (@handle) Month D, YYYY" ends the tweets of the CheckThat! sets.
_SIGNATURE = re.compile(r"\s*(?:—|--)\s[^—\n]{1,80}\(@\w+\)\s+\w+\s+\d{1,2},\s+\d{4}\s*$")


class NoData(Exception):
    """The folder holds no such data set, or one that nothing can be measured on; says why."""


@dataclass(frozen=True, slots=True)
class DataSet:
    """Facts, messages of one split, and which facts answer which message."""

    name: str
    facts: tuple[Entry, ...]
    messages: tuple[tuple[str, str], ...]
    relevant: dict[str, frozenset[str]]

    def labelled(self) -> list[tuple[str, frozenset[str]]]:
        """Texts of the messages that some fact answers, with the ids of those facts."""
        return [(text, self.relevant[i]) for i, text in self.messages if self.relevant.get(i)]


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON lines file. Raises `NoData`."""
    if not path.exists():
        raise NoData(f"no data: {path} does not exist")
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    row = json.loads(line)
                except ValueError:
                    row = None
                if not isinstance(row, dict):
                    raise NoData(f"no data: {path}, line {number}: is no JSON object")
                yield row


def load(folder: Path, split: str, *, signatures: bool = True) -> DataSet:
    """Read one data set.

    Raises:
        NoData: a file is missing or can't be read, or the files don't fit together.
    """
    pairs = folder / f"qrels.{split}.tsv"
    relevant = _pairs(pairs)
    messages = tuple(
        (str(row["id"]), row["text"] if signatures else _SIGNATURE.sub("", row["text"]))
        for row in _labelled_rows(folder / f"messages.{split}.jsonl", "id", "text")
    )
    # Published sets hold facts of which nothing but the id is known.
    facts = tuple(entry_of(row) for row in _labelled_rows(folder / "facts.jsonl", "id"))
    if relevant.keys().isdisjoint(number for number, _ in messages):
        raise NoData(f"no data: {pairs} names no id of messages.{split}.jsonl in its first column")
    if frozenset().union(*relevant.values()).isdisjoint(fact.id for fact in facts):
        raise NoData(f"no data: {pairs} names no id of facts.jsonl in its second column")
    return DataSet(folder.name, facts, messages, relevant)


def _pairs(path: Path) -> dict[str, frozenset[str]]:
    """The facts that answer each message."""
    if not path.exists():
        raise NoData(f"no data: {path} does not exist")
    relevant: dict[str, set[str]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        message, _, fact = line.partition("\t")
        fact = fact.partition("\t")[0].strip()
        if line.strip() and not fact:
            raise NoData(f"no data: {path}, line {number}: must be message id, TAB, fact id")
        if fact:
            relevant.setdefault(message.strip(), set()).add(fact)
    return {message: frozenset(facts) for message, facts in relevant.items()}


def _labelled_rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    """The objects of a file, each with these fields."""
    for number, row in enumerate(rows(path), 1):
        lacking = [name for name in needed if name not in row]
        if lacking:
            raise NoData(f"no data: {path}, object {number}: lacks {lacking[0]!r}")
        yield row


def ordinary(folder: Path) -> dict[str, list[str]]:
    """Ordinary messages by source; empty when the folder is absent."""
    return {
        path.stem: [row["text"] for row in rows(path)] for path in sorted(folder.glob("*.jsonl"))
    }


FITTED_EACH = 4
"""Every fourth ordinary message is for fitting; the others are for checking."""


def fitted(lines: dict[str, list[str]]) -> list[str]:
    """The ordinary messages that a fit may look at."""
    return [text for texts in lines.values() for text in texts[::FITTED_EACH]]


def unfitted(lines: dict[str, list[str]]) -> dict[str, list[str]]:
    """The ordinary messages that no fit has seen."""
    return {
        name: [text for at, text in enumerate(texts) if at % FITTED_EACH]
        for name, texts in lines.items()
    }
