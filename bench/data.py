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
    """The folder holds no such data set."""


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
    """The objects of a JSON lines file."""
    if not path.exists():
        raise NoData(f"no data: {path} does not exist")
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def load(folder: Path, split: str, *, signatures: bool = True) -> DataSet:
    """Read one data set.

    Raises:
        NoData: a file is missing.
    """
    relevant: dict[str, set[str]] = {}
    pairs = folder / f"qrels.{split}.tsv"
    if not pairs.exists():
        raise NoData(f"no data: {pairs} does not exist")
    for line in pairs.read_text(encoding="utf-8").splitlines():
        message, fact = line.split("\t")[:2]
        relevant.setdefault(message, set()).add(fact)
    messages = tuple(
        (row["id"], row["text"] if signatures else _SIGNATURE.sub("", row["text"]))
        for row in rows(folder / f"messages.{split}.jsonl")
    )
    facts = tuple(entry_of(row) for row in rows(folder / "facts.jsonl"))
    return DataSet(folder.name, facts, messages, {i: frozenset(v) for i, v in relevant.items()})


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
