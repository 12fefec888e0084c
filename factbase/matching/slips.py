"""Finding the word of the base that a mistyped word was meant to be.

Words are filed under their first two and their last two letters, so that one slip anywhere
leaves one of the two drawers right; what lies there is compared by edit distance.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA

_SHORTEST = 5
_LONG = 9
_FULLEST = 3_000


class Slips:
    """Drawers of words by their ends."""

    __slots__ = ("_drawers", "_names")

    def __init__(self) -> None:
        self._drawers: dict[tuple[str, str], list[str]] = {}
        self._names: dict[str, str] = {}

    def add(self, term: str) -> None:
        """File a term; short ones, numbers, names and n-grams are never guessed at."""
        if len(term) < _SHORTEST - 1 or term[0] in "@~" or term[0].isdigit():
            return
        self._file(term, term)

    def add_name(self, code: str, forms: Iterable[str]) -> None:
        """File the forms of a name under its code."""
        for form in forms:
            if len(form) >= _SHORTEST:
                self._file(form, code)

    def _file(self, word: str, term: str) -> None:
        for key in _keys(word):
            self._drawers.setdefault(key, []).append(word)
        if word != term:
            self._names[word] = term

    def nearest(self, term: str) -> str | None:
        """The closest term within one slip, two in long words; None when there is none."""
        if len(term) < _SHORTEST:
            return None
        most = 2 if len(term) >= _LONG else 1
        best: tuple[float, str] | None = None
        for key in _keys(term):
            drawer = self._drawers.get(key, [])
            if not drawer or len(drawer) > _FULLEST:
                continue
            found = process.extractOne(
                term, drawer, scorer=OSA.distance, score_cutoff=most
            )
            if found is not None and (best is None or (found[1], found[0]) < best):
                best = (found[1], found[0])
        return self._names.get(best[1], best[1]) if best else None


def _keys(term: str) -> tuple[tuple[str, str], tuple[str, str]]:
    return ("<", term[:3]), (">", term[-3:])
