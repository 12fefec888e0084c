"""The exact lanes: a known address of the claim, and the same words in the same order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from factbase.matching.hashes import HashIndex
from factbase.matching.query import Query
from factbase.matching.urls import addresses, canonical


class Lanes:
    """Slots by canonical address and by words."""

    __slots__ = ("urls", "words")

    def __init__(self) -> None:
        self.urls = HashIndex()
        self.words = HashIndex()

    def add(self, slot: int, appearances: Sequence[str], keys: Sequence[str]) -> None:
        """File a fact under its appearances and the keys of its wordings."""
        for url in filter(None, map(canonical, appearances)):
            self.urls.add(url, slot)
        for key in keys:
            self.words.add(key, slot)

    def freeze(self) -> None:
        """Pack both lanes."""
        self.urls.freeze()
        self.words.freeze()

    def settle(self) -> None:
        """Pack what waits, when it is much."""
        self.urls.settle()
        self.words.settle()

    def find(self, query: Query) -> Iterator[tuple[str, list[int]]]:
        """Lanes that know the message, with the slots found, in the order of trust."""
        for url in addresses(query.text) if len(self.urls) else ():
            found = self.urls.find(url)
            if found:
                yield "url", found
        key = query.key
        if key:
            found = self.words.find(key)
            if found:
                yield "exact", found
