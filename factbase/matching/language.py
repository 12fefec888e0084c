"""Enough about a text's language to choose between words and character n-grams."""

from __future__ import annotations

from collections.abc import Sequence

from factbase.matching.lexicon import stopwords

# Words that several languages share say nothing about which it is.
_READ = 200


def is_english(words: Sequence[str]) -> bool:
    """Whether grammar words make a text evidently English. A bare headline may not be."""
    sample = words[:_READ]
    counts = {name: sum(word in held for word in sample) for name, held in stopwords().items()}
    english = counts.pop("en")
    return english > 0 and english >= max(counts.values()) and all(w.isascii() for w in sample[:40])
