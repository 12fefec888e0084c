"""Enough about a text's language to choose between words and character n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from factbase.matching.lexicon import everyday, stopwords

# Words that several languages share say nothing about which it is.
_READ = 200
_FIRST = 40
_MOST = 0.8


def evidence(words: Sequence[str]) -> tuple[int, int]:
    """How many distinct words speak for English, and for the likeliest other language.

    Everyday words count for English, too: headlines leave the grammar out.
    """
    distinct = set(words[:_READ])
    english = len(distinct & stopwords()["en"]) + len(distinct & everyday("en"))
    others = (held for name, held in stopwords().items() if name != "en")
    return english, max(len(distinct & held) for held in others)


@dataclass(frozen=True, slots=True)
class Judged:
    """`surely`: grammar words make it evidently English. `maybe`: nothing speaks against it."""

    surely: bool
    maybe: bool


def judge(words: Sequence[str]) -> Judged:
    """Whether a text is English, and whether it may be. A bare headline only may be."""
    if not _ascii(words):
        return Judged(surely=False, maybe=False)
    english, other = evidence(words)
    return Judged(surely=english > 0 and english >= other, maybe=english >= other)


def is_english(words: Sequence[str]) -> bool:
    """Whether grammar words make a text evidently English."""
    return judge(words).surely


def _ascii(words: Sequence[str]) -> bool:
    """Whether nearly all words are ASCII: a name in its own script makes no other language."""
    read = words[:_FIRST]
    return sum(map(str.isascii, read)) >= _MOST * len(read)
