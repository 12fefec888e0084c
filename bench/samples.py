"""Samples for the fit: one search each, with the fact there, without it, and idle talk."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.data import DataSet, load
from bench.openset import Base, Labelled, bases, without
from factbase.matching.decision import Entry
from factbase.matching.engine import Engine
from factbase.matching.query import Query
from factbase.model import Audience

Floats = NDArray[np.float64]

LANGUAGES = ("fra", "por", "deu", "pol", "ara", "hi")
SIZES: tuple[tuple[int | None, float], ...] = ((None, 1.0), (1_000, 0.5), (50, 0.3), (5, 0.3))
"""Sizes of bases, and what a message counts there in the fit of the confidence. On small bases
every confidence is easy to earn; they only keep the engine sane there."""

_SMALL = 50
_FEWER = 3
"""On small bases every third message is enough."""

_IDLE = 0.5
"""What an ordinary message counts beside one that holds a claim."""

_KIN = 0.3
PUBLIC = Audience()
_KINDRED = 30
"""Facts in a base of kindred facts: those most like one message."""

Build = Callable[[Sequence[Entry]], Engine]


def build_engine(facts: Sequence[Entry]) -> Engine:
    """An engine over facts, as the bot has it."""
    engine = Engine()
    engine.load(facts)
    return engine


_HELD_BACK = 3
"""Every third message of the sets without a dev split is kept for checking."""


@dataclass(slots=True)
class Sample:
    """One search: measurements, which candidates are right, and the kind of message."""

    rows: Floats
    right: NDArray[np.bool_]
    query: Query
    facts: int
    weight: float = 1.0


def train_sets(data: Path) -> list[tuple[DataSet, Labelled]]:
    """Data sets with the messages that may be used for fitting."""
    found = []
    english = load(data / "checkthat2021_2a_en", "train")
    found.append((english, english.labelled()))
    bare = load(data / "checkthat2021_2a_en", "train", signatures=False)
    found.append((bare, bare.labelled()[1::2]))
    for name, split in (("tipline_en", "dev"), *((f"claims2025_{c}", "train") for c in LANGUAGES)):
        one = load(data / name, split)
        kept = [pair for i, pair in enumerate(one.labelled()) if i % _HELD_BACK]
        found.append((one, kept[:500]))
    return found


def in_chatter(messages: Labelled, chatter: list[str], seed: int) -> Labelled:
    """Every second message in the midst of 2 to 20 ordinary lines."""
    pick = random.Random(seed)  # noqa: S311 - a repeatable draw, not a secret
    out: Labelled = []
    for text, relevant in messages[::2]:
        lines = pick.sample(chatter, pick.randint(2, 20))
        lines.insert(pick.randint(0, len(lines)), text)
        out.append((". ".join(lines), relevant))
    return out


def sample(engine: Engine, text: str, relevant: frozenset[str]) -> Sample | None:
    """Search and label."""
    query = engine.read(text)
    found = engine.search(query, PUBLIC)
    if found is None:
        return None
    right = np.asarray([i in relevant for i in engine.ids_of(found)])
    return Sample(found.rows.astype(np.float64), right, query, len(engine))


def gather(
    sets: list[tuple[DataSet, Labelled]], chatter: list[str], build: Build = build_engine
) -> tuple[list[Sample], list[Sample]]:
    """Samples for the ranker (whole bases) and for the confidence (open set, all sizes)."""
    ranked: list[Sample] = []
    judged: list[Sample] = []
    for number, (data, messages) in enumerate(sets):
        english = data.name.endswith("_en")
        share = 700 / len(messages)
        extended = messages + (in_chatter(messages, chatter, number) if english else [])
        for size, counts in SIZES:
            fewer = extended[:: _FEWER if size and size <= _SMALL else 1]
            for base in bases(data.facts, fewer, size, seed=number):
                for one, present in _judge(base, chatter[number::7] if english else [], build):
                    one.weight *= share * counts
                    if one.right.any() and size is None and present:
                        ranked.append(one)
                    judged.append(one)
        for base in kindred(data, messages[::4]):
            for one, _ in _judge(base, [], build):
                one.weight = share * _KIN
                judged.append(one)
        print(f"{data.name}: {len(ranked)} for the ranker, {len(judged)} for the confidence")
    return ranked, judged


def kindred(data: DataSet, messages: Labelled) -> Iterator[Base]:
    """For each message a base of the facts most like it: what a community collects."""
    by_id = {fact.id: fact for fact in data.facts}
    engine = build_engine(data.facts)
    for text, relevant in messages:
        found = [one.id for one in engine.rank(text, PUBLIC, _KINDRED)]
        wanted = dict.fromkeys((*found, *sorted(relevant)))
        yield Base([by_id[i] for i in wanted if i in by_id], [(text, relevant)])


def _judge(base: Base, chatter: list[str], build: Build) -> list[tuple[Sample, bool]]:
    engine = build(base.facts)
    found: list[tuple[Sample, bool]] = []
    for text, relevant in base.messages:
        there = sample(engine, text, relevant)
        if there is not None:
            found.append((there, True))
        for left in without(engine, base, relevant):
            gone = sample(left, text, relevant)
            if gone is not None:
                found.append((gone, False))
    count = max(2, len(base.messages) // 2)
    for text in chatter[:count]:
        idle = sample(engine, text, frozenset())
        if idle is not None:
            idle.weight = _IDLE
            found.append((idle, False))
    return found
