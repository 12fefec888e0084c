"""The exact lanes: a known address of the claim, and the same words in the same order."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.decision import Entry
from factbase.matching.query import Query
from factbase.matching.thresholds import FEWEST_TERMS
from factbase.matching.tokens import Tokens
from factbase.matching.urls import addresses, canonical


def key_of(tokens: Tokens) -> str:
    """What two texts with the same words share; "" for texts too short to mean anything."""
    telling = [term for term in tokens.terms if term]
    return " ".join(tokens.words) if len(set(telling)) >= FEWEST_TERMS else ""


class Lanes:
    """Entry ids by canonical address and by words."""

    __slots__ = ("_by_url", "_by_words", "_keys")

    def __init__(self) -> None:
        self._by_url: dict[str, list[str]] = {}
        self._by_words: dict[str, list[str]] = {}
        self._keys: dict[str, tuple[list[str], list[str]]] = {}

    def add(self, entry: Entry, words: list[str]) -> None:
        """File an entry under its appearances and the keys of its wordings and hits."""
        urls = [url for url in map(canonical, entry.appearances) if url]
        for url in urls:
            self._by_url.setdefault(url, []).append(entry.id)
        for key in words:
            self._by_words.setdefault(key, []).append(entry.id)
        self._keys[entry.id] = (urls, words)

    def remove(self, entry_id: str) -> None:
        """Forget an entry."""
        urls, words = self._keys.pop(entry_id, ([], []))
        for held, keys in ((self._by_url, urls), (self._by_words, words)):
            for key in keys:
                rest = [other for other in held.get(key, ()) if other != entry_id]
                if rest:
                    held[key] = rest
                else:
                    held.pop(key, None)

    def find(self, query: Query) -> Iterator[tuple[str, list[str]]]:
        """Lanes that know the message, with the ids found, in the order of trust."""
        for url in addresses(query.text):
            if url in self._by_url:
                yield "url", list(dict.fromkeys(self._by_url[url]))
        key = key_of(query.tokens)
        if key in self._by_words:
            yield "exact", list(dict.fromkeys(self._by_words[key]))
