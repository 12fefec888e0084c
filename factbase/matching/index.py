"""What the engine knows of facts, and how they get in and out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np

from factbase.matching.columns import Ids
from factbase.matching.decision import Entry
from factbase.matching.entries import prepare
from factbase.matching.lanes import Lanes
from factbase.matching.postings import Postings
from factbase.matching.semantic_index import Meanings
from factbase.matching.shelf import MISS, Shelf
from factbase.matching.vocabulary import Vocabulary

_SETTLED_EACH = 1_000


class Index:
    """Terms, postings, texts and exact lanes of all facts; nothing is rebuilt for one of them."""

    __slots__ = ("lanes", "meanings", "postings", "shelf", "vocabulary")

    def __init__(self, meanings: Meanings | None = None) -> None:
        self.vocabulary = Vocabulary()
        self.postings = Postings()
        self.shelf = Shelf()
        self.lanes = Lanes()
        self.meanings = meanings

    def add(self, entry: Entry) -> None:
        """Make an entry findable at once; replaces the entry of that id."""
        self._file(entry, self.postings.add)

    def load(self, entries: Iterable[Entry]) -> None:
        """Add many entries, then pack the index; for the start, not for the running bot."""
        for number, entry in enumerate(entries, 1):
            self._file(entry, self.postings.wait)
            if number % _SETTLED_EACH == 0:
                self.postings.settle(len(self.vocabulary))
                self.shelf.by_id.settle()
                self.lanes.settle()
        self.compact()

    def _file(self, entry: Entry, post: Callable[[int, Iterable[tuple[int, int]]], None]) -> None:
        self.remove(entry.id)
        made = prepare(entry, self.vocabulary)
        slot = self.shelf.put(entry.id, entry.scope, made.fields)
        post(slot, made.impacts.items())
        self.vocabulary.count(self._terms_of(slot), entry.scope, 1)
        self.lanes.add(slot, entry.appearances, made.keys)
        if self.meanings is not None:
            self.meanings.add(slot, entry)

    def compact(self) -> None:
        """Pack what was added since the last time; takes time in proportion to the whole index."""
        self.postings.freeze(len(self.vocabulary))
        self.lanes.freeze()
        self.shelf.freeze()
        self.vocabulary.columns.freeze()

    def remove(self, entry_id: str) -> None:
        """Forget an entry; unknown ids are no error."""
        slot = self.shelf.slot(entry_id)
        if slot is None:
            return
        self.vocabulary.count(self._terms_of(slot), self.shelf.scope(slot), -1)
        self.shelf.drop(entry_id)
        if self.meanings is not None:
            self.meanings.forget(slot)

    def _terms_of(self, slot: int) -> Ids:
        """Distinct terms and character n-grams of a fact, examples of silence left out."""
        shelf = self.shelf
        searched = [field for field in shelf.fields(slot) if shelf.kinds.view[field] != MISS]
        held = [part for field in searched for part in (shelf.terms(field), shelf.pieces(field))]
        return np.unique(np.concatenate(held)) if held else np.zeros(0, np.int32)
