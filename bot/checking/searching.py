"""Facts that hold the words of a search, wherever they hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

from factbase.model import Fact

_WORD = re.compile(r"\w+")
_BEGINNING = 4
"""Letters of a longer word that must agree: endings differ ("drug", "drugs", "наркотики")."""


def words_of(text: str) -> tuple[str, ...]:
    """The words of a search, folded and without their endings; none for signs alone."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    words = (word[: max(_BEGINNING, len(word) - 3)] for word in _WORD.findall(folded))
    return tuple(dict.fromkeys(words))


def held(words: Iterable[str], fact: Fact) -> int:
    """How many of these words stand in a fact: in what is claimed, what was said, or by whom."""
    pattern = _any_of(tuple(words))
    return len(set(pattern.findall("\n".join(_texts(fact)).casefold()))) if pattern else 0


@lru_cache(maxsize=16)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile(rf"\b(?:{'|'.join(words)})") if words else None


def _texts(fact: Fact) -> Iterator[str]:
    yield fact.slug
    yield from fact.topics
    for text in (fact.claim, fact.summary):
        yield from (wording.text for wording in text)
    yield from (wording.text for wording in fact.wordings)
    for statement in fact.statements:
        speaker = statement.speaker
        for part in (statement.text, speaker.name, speaker.office, speaker.organisation):
            yield from (wording.text for wording in part or ())
