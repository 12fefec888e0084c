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


@dataclass(frozen=True, slots=True)
class Found:
    """A review as a fact, or why it can't be one, and the id of the fact of ours that it says
    it was written from.
    """

    fact: Fact | Refused
    ours: str = ""


def facts_in(file: TextIO, how: Reviewing, refuse: Callable[[Refused], None]) -> Iterator[Fact]:
    """Every review in a file as a fact; the rest goes to `refuse`."""
    for found in found_in(file, how):
        if isinstance(found.fact, Refused):
            refuse(found.fact)
        else:
            yield found.fact


def found_in(file: TextIO, how: Reviewing) -> Iterator[Found]:
    """Every review in a file, and every entry that is none. Of each review only its id is
    remembered (16 bytes), to tell those that come twice.
    """
    seen: set[bytes] = set()
    for entry, review in _reviews(file):
        if isinstance(review, Refused):
            yield Found(review)
            continue
        try:
            fact = fact_of(review, how)
        except InvalidValue as problem:
            yield Found(Refused(entry.line, entry.number, str(problem)), review.ours)
            continue
        key = bytes.fromhex(fact.id)
        if key in seen:
            again = "the same review came earlier in this file"
            yield Found(Refused(entry.line, entry.number, again))
        else:
            seen.add(key)
            yield Found(fact, review.ours)


def _reviews(file: TextIO) -> Iterator[tuple[Entry, Review | Refused]]:
    number = 0
    try:
        for entry in entries(file):
            number = entry.number
            try:
                for review in reviews_in(entry.value):
                    yield entry, review
            except InvalidValue as problem:
                yield entry, Refused(entry.line, entry.number, str(problem))
    except Unreadable as problem:
        reason = f"{problem.problem}; nothing after it was read"
        last = Entry(problem.line, number + 1, None)
        yield last, Refused(last.line, last.number, reason)
