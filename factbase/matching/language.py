"""Enough about a text's language to choose between words and character n-grams."""

from __future__ import annotations

from collections.abc import Sequence

from factbase.matching.lexicon import everyday, stopwords

# Words that several languages share say nothing about which it is.
_READ = 200
_FIRST = 40


def evidence(words: Sequence[str]) -> tuple[int, int]:
    """How many distinct words speak for English, and for the likeliest other language.

    Everyday words count for English, too: headlines leave the grammar out.
    """
    distinct = set(words[:_READ])
    counts = {name: len(distinct & held) for name, held in stopwords().items()}
    english = counts.pop("en") + len(distinct & everyday("en"))
    return english, max(counts.values())


def is_english(words: Sequence[str]) -> bool:
    """Whether grammar words make a text evidently English. A bare headline may not be."""
    english, other = evidence(words)
    return english > 0 and english >= other and _ascii(words)


def may_be_english(words: Sequence[str]) -> bool:
    """Whether nothing speaks against English: plain letters, no other language's grammar."""
    english, other = evidence(words)
    return english >= other and _ascii(words)


def _ascii(words: Sequence[str]) -> bool:
    return all(word.isascii() for word in words[:_FIRST])
