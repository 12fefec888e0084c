"""A message, read once: its tokens, the terms the base knows, and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

import numpy as np

from factbase.matching.columns import Ids, Reals, edges_of
from factbase.matching.language import is_english, may_be_english
from factbase.matching.normalise import fold
from factbase.matching.repair import repaired
from factbase.matching.tokens import Tokens, grams_of, key_of, tokenise
from factbase.matching.vocabulary import Vocabulary

BYLINE_STRENGTH = 0.6
"""What a word counts that only stands in the line that names the author."""

GUESSED_STRENGTH = 0.8
"""What a repaired word counts: the guess may be wrong."""

MOST_GRAMS = 400
"""Distinct character n-grams looked up for one message."""

# "… — Jane Doe (@jane) May 1, 2020", "… - Jane Doe" at the very end.
_BYLINE = re.compile(r"(?:\s--?|\n-)\s[^\n-]{1,90}$")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    `ids` are the distinct known terms, `first` the token number where each stands first,
    `times` how often, `strength` what it counts. `grams` are known character n-grams when the
    text isn't English. `heads` and `tails` are word families. `content` counts tokens that
    are no grammar words, `unknown` those the base doesn't know even after repair. `key` is the exact lane's.
    """

    text: str
    folded: str
    tokens: Tokens
    ids: Ids
    first: Ids
    times: Ids
    strength: Reals
    grams: Ids
    gram_times: Ids
    heads: Ids
    tails: Ids
    content: int
    unknown: int
    english: bool
    key: str


def read(text: str, vocabulary: Vocabulary, scope: str = "") -> Query:
    """Fold, cut, look up, and repair what an audience of `scope` doesn't know."""
    folded = fold(text)
    tokens = tokenise(folded)
    key = key_of(tokens)
    known = vocabulary.ids
    byline = _byline(folded, tokens)
    first: dict[int, int] = {}
    times: Counter[int] = Counter()
    strong: set[int] = set()
    guessed: set[int] = set()
    lost: list[int] = []
    content = 0
    for at, term in enumerate(tokens.terms):
        if not term:
            continue
        content += 1
        number = known.get(term)
        if number is None or not vocabulary.visible(number, scope):
            lost.append(at)
            continue
        first.setdefault(number, at)
        times[number] += 1
        if at < byline:
            strong.add(number)
    for at, number in repaired(tokens, lost, vocabulary):
        if not vocabulary.visible(number, scope):
            continue
        if number not in first:
            first[number] = at
            times[number] = 1
            guessed.add(number)
        lost = [place for place in lost if place != at]
    english = may_be_english(tokens.words)
    pieces = Counter[int]()
    if not is_english(tokens.words):
        pieces.update(known[gram] for gram in grams_of(tokens) if gram in known)
    heads, tails = _families(tokens)
    count = len(first)
    return Query(
        text=text,
        folded=folded,
        tokens=tokens,
        ids=np.fromiter(first, np.int32, count),
        first=np.fromiter(first.values(), np.int32, count),
        times=np.fromiter((times[number] for number in first), np.int32, count),
        strength=np.fromiter(
            (_strength(number, strong, guessed) for number in first), np.float32, count
        ),
        grams=np.fromiter(pieces, np.int32, len(pieces)),
        gram_times=np.fromiter(pieces.values(), np.int32, len(pieces)),
        heads=heads,
        tails=tails,
        content=content,
        unknown=len(lost),
        english=english,
        key=key,
    )


def _strength(number: int, strong: set[int], guessed: set[int]) -> float:
    if number in strong:
        return 1.0
    return GUESSED_STRENGTH if number in guessed else BYLINE_STRENGTH


def _byline(folded: str, tokens: Tokens) -> int:
    """The number of the first token of the author's line; past the end without one."""
    found = _BYLINE.search(folded[-100:])
    if found is None or len(folded) <= 100:  # noqa: PLR2004 - the window just cut
        return len(tokens)
    start = len(folded) - 100 + found.start()
    return next((at for at, begin in enumerate(tokens.starts) if begin >= start), len(tokens))


def _families(tokens: Tokens) -> tuple[Ids, Ids]:
    """Numbers of the beginnings and ends of the message's words."""
    pairs = [edges_of(term) for term in set(tokens.terms) if term]
    both = np.asarray(pairs, np.int32).reshape(-1, 2)
    return both[:, 0], both[:, 1]
