"""Enough about a text's language to choose between words and character n-grams."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from factbase.matching.lexicon import everyday, stopwords

# Words that several languages share say nothing about which it is.
_READ = 200
_FIRST = 40
_MOST = 0.8


def evidence(words: Sequence[str]) -> tuple[int, int]:
    """How many distinct words speak for English, and for the likeliest other language.

    Everyday words count for English, too: headlines leave the grammar out.
    """
    speaks_for = _spoken()
    votes = [0] * (len(stopwords()) + 1)
    for word in set(words[:_READ]) & speaks_for.keys():
        for language in speaks_for[word]:
            votes[language] += 1
    return votes[0], max(votes[1:])


@cache
def _spoken() -> dict[str, tuple[int, ...]]:
    """For each grammar word the languages it speaks for, by number; 0 is English."""
    english = [*stopwords()["en"], *everyday("en")]
    others = (held for name, held in stopwords().items() if name != "en")
    found: dict[str, tuple[int, ...]] = {}
    for language, held in enumerate((english, *others)):
        for word in held:
            found[word] = (*found.get(word, ()), language)
    return found


@dataclass(frozen=True, slots=True)
class Judged:
    """`surely`: grammar words make it evidently English.

    `stemmed`: it may be English, or is in Cyrillic, most likely Russian. Their words are stemmed,
    so that words tell most; the weights fitted on languages of which n-grams tell as much made
    Russian too doubtful (of 115 messages written blind that say a claim, 38 are answered unasked
    instead of 14).
    """

    surely: bool
    stemmed: bool


def judge(words: Sequence[str]) -> Judged:
    """Whether a text is English, and whether it may be. A bare headline only may be."""
    if not _ascii(words):
        return Judged(surely=False, stemmed=_cyrillic(words))
    english, other = evidence(words)
    return Judged(surely=english > 0 and english >= other, stemmed=english >= other)


def is_english(words: Sequence[str]) -> bool:
    """Whether grammar words make a text evidently English."""
    return judge(words).surely


def _cyrillic(words: Sequence[str]) -> bool:
    """Whether most words are written in Cyrillic letters."""
    read = words[:_FIRST]
    return sum("\u0400" <= word[0] < "\u0530" for word in read) > len(read) / 2


def _ascii(words: Sequence[str]) -> bool:
    """Whether nearly all words are ASCII: a name in its own script makes no other language."""
    read = words[:_FIRST]
    return sum(map(str.isascii, read)) >= _MOST * len(read)
