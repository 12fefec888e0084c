"""The open-set protocol: every message once with its fact in the base, once without it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from factbase.matching.decision import Entry
from factbase.matching.engine import Engine

Labelled = list[tuple[str, frozenset[str]]]


@dataclass(frozen=True, slots=True)
class Base:
    """A base with the messages to try on it."""

    facts: list[Entry]
    messages: Labelled


def bases(
    facts: Sequence[Entry], messages: Labelled, size: int | None, seed: int = 0
) -> Iterator[Base]:
    """Bases of `size` facts that together hold the facts of every message once.

    A base of the whole set when `size` is None. At most 40 % of a small base are asked for,
    the rest is filled with other facts at random.
    """
    if size is None or size >= len(facts):
        yield Base(list(facts), messages)
        return
    pick = random.Random(seed)  # noqa: S311 - a repeatable draw, not a secret
    by_id = {fact.id: fact for fact in facts}
    order = messages[:]
    pick.shuffle(order)
    room = max(1, int(size * 0.4))
    at = 0
    while at < len(order):
        asked: Labelled = []
        wanted: set[str] = set()
        while at < len(order) and len(wanted | order[at][1]) <= max(room, len(order[at][1])):
            wanted |= order[at][1]
            asked.append(order[at])
            at += 1
        others = pick.sample(facts, min(len(facts), size + len(wanted)))
        chosen = [by_id[i] for i in sorted(wanted) if i in by_id]
        chosen += [fact for fact in others if fact.id not in wanted][: size - len(chosen)]
        yield Base(chosen, asked)


def without(engine: Engine, base: Base, relevant: frozenset[str]) -> Iterator[Engine]:
    """The engine while these facts are missing; they come back afterwards."""
    gone = [fact for fact in base.facts if fact.id in relevant]
    for fact in gone:
        engine.remove(fact.id)
    try:
        yield engine
    finally:
        for fact in gone:
            engine.add(fact)
