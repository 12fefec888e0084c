"""Finding the word of the base that a mistyped word was meant to be.

Only words with the same beginning or the same end are compared, so that one slip anywhere
leaves one of the two right; among them the edit distance decides.
"""

from __future__ import annotations

from zlib import crc32

from rapidfuzz import process
from rapidfuzz.distance import OSA

EDGE = 3
"""Letters at the beginning or the end that a mistyped word still has right."""

DENYING = frozenset(
    ["un", "de", "dis", "anti", "non", "im", "in", "ir", "il", "pro", "не", "без", "анти", "раз",
     "рас", "де", "дез"]
)  # fmt: skip
"""Prefixes that make the contrary of a word."""
_SHORTEST = 5
_LONG = 9


def edge_keys(word: str) -> tuple[int, int]:
    """Numbers of a word's first and last letters; 0 for what is never guessed at."""
    if len(word) < _SHORTEST - 1 or word[0] in "@~" or word[0].isdigit():
        return 0, 0
    return number_of("<" + word[:EDGE]), number_of(">" + word[-EDGE:])


def number_of(text: str) -> int:
    """A number 1..2^20 for a short text, the same in every process."""
    return (crc32(text.encode("utf-8", "replace")) & 0xFFFFF) + 1


def nearest(word: str, drawer: list[str]) -> tuple[str, float] | None:
    """The closest word within one slip, two in long words, with its distance."""
    most = 2 if len(word) >= _LONG else 1
    if len(word) < _SHORTEST or not drawer:
        return None
    found = process.extractOne(word, drawer, scorer=OSA.distance, score_cutoff=most)
    if found is None or is_contrary(word, found[0]):
        return None
    return found[0], found[1]


def is_denied(one: str, other: str) -> bool:
    """The same, without prefixes that only say on which side: air defence, anti-air defence."""
    return is_contrary(one, other) and not {one[:3], other[:3]} & {"ant", "pro", "ант"}


def is_contrary(one: str, other: str) -> bool:
    """Whether one word is the other behind a prefix that denies it: safe, unsafe."""
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST - 1 and long.removesuffix(short) in DENYING
