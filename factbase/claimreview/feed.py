"""A whole file of reviews: facts one by one, and what can't be taken, with line and reason."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TextIO

from factbase.claimreview.facts import Reviewing, fact_of
from factbase.claimreview.reviews import Review, reviews_in
from factbase.claimreview.stream import Entry, Unreadable, entries
from factbase.errors import InvalidValue
from factbase.model import Fact


@dataclass(frozen=True, slots=True)
class Refused:
    """An entry that can't be taken: its line and number in the file, and why."""

    line: int
    entry: int
    reason: str


def facts_in(file: TextIO, how: Reviewing, refuse: Callable[[Refused], None]) -> Iterator[Fact]:
    """Every review in a file as a fact; the rest goes to `refuse`. Of each review only its id
    is remembered (16 bytes), to tell those that come twice.
    """
    seen: set[bytes] = set()
    for entry, review in _reviews(file, refuse):
        try:
            fact = fact_of(review, how)
        except InvalidValue as problem:
            refuse(Refused(entry.line, entry.number, str(problem)))
            continue
        key = bytes.fromhex(fact.id)
        if key in seen:
            refuse(Refused(entry.line, entry.number, "the same review came earlier in this file"))
        else:
            seen.add(key)
            yield fact


def _reviews(file: TextIO, refuse: Callable[[Refused], None]) -> Iterator[tuple[Entry, Review]]:
    number = 0
    try:
        for entry in entries(file):
            number = entry.number
            try:
                for review in reviews_in(entry.value):
                    yield entry, review
            except InvalidValue as problem:
                refuse(Refused(entry.line, entry.number, str(problem)))
    except Unreadable as problem:
        refuse(Refused(problem.line, number + 1, f"{problem.problem}; nothing after it was read"))
