"""A message, read once: its tokens, the terms the base knows, and where they stand."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

import numpy as np

from factbase.matching.columns import Ids, Reals, edges_of
from factbase.matching.language import judge
from factbase.matching.normalise import fold
from factbase.matching.repair import repaired
from factbase.matching.tokens import Tokens, grams_of, key_of, tokenise
from factbase.matching.vocabulary import Vocabulary

BYLINE_STRENGTH = 0.6
"""What a word counts that only stands in the line that names the author."""

GUESSED_STRENGTH = 0.8
"""What a repaired word counts: the guess may be wrong."""

MOST_GRAMS = 1_500
"""Character n-grams looked up for one message."""

# "… — Jane Doe (@jane) May 1, 2020", "… - Jane Doe" at the very end.
_BYLINE_ROOM = 100
_BYLINE = re.compile(r"(?:\s--?|\n-)\s[^\n-]{1,90}$")


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    `ids` are the distinct known terms, `first` the token number where each stands first,
    `times` how often, `strength` what it counts. `grams` are known character n-grams when the
    text isn't English. `heads` and `tails` are word families. `content` counts tokens that
    are no grammar words, `unknown` those the base doesn't know even after repair. `key` is
    what the exact lane looks for.
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
    stemmed: bool
    key: str


def read(text: str, vocabulary: Vocabulary, scope: str = "") -> Query:
    """Fold, cut, look up, and repair what an audience of `scope` doesn't know."""
    folded = fold(text)
    tokens = tokenise(folded)
    key = key_of(tokens)
    terms = _terms(folded, tokens, vocabulary, scope)
    pieces = Counter[int]()
    language = judge(tokens.words)
    if not language.surely:
        known = vocabulary.ids
        pieces.update(known[gram] for gram in grams_of(tokens)[:MOST_GRAMS] if gram in known)
    heads, tails = _families(tokens)
    count = len(terms.first)
    return Query(
        text=text,
        folded=folded,
        tokens=tokens,
        ids=np.fromiter(terms.first, np.int32, count),
        first=np.fromiter(terms.first.values(), np.int32, count),
        times=np.fromiter(terms.times.values(), np.int32, count),
        strength=terms.strengths(),
        grams=np.fromiter(pieces, np.int32, len(pieces)),
        gram_times=np.fromiter(pieces.values(), np.int32, len(pieces)),
        heads=heads,
        tails=tails,
        content=sum(map(bool, tokens.terms)),
        unknown=len(terms.lost),
        stemmed=language.stemmed,
        key=key,
    )


@dataclass(slots=True)
class _Terms:
    """Known terms of a message by number, and the tokens that stay unknown."""

    first: dict[int, int] = field(default_factory=dict)
    times: dict[int, int] = field(default_factory=dict)
    strong: set[int] = field(default_factory=set)
    guessed: set[int] = field(default_factory=set)
    lost: list[int] = field(default_factory=list)

    def strengths(self) -> Reals:
        """What each term counts: less in the author's line, less when it was guessed."""
        if len(self.strong) == len(self.first):
            return np.ones(len(self.first), np.float32)
        return np.asarray([self._strength(number) for number in self.first], np.float32)

    def _strength(self, number: int) -> float:
        if number in self.strong:
            return 1.0
        return GUESSED_STRENGTH if number in self.guessed else BYLINE_STRENGTH

    def guess(self, at: int, number: int) -> None:
        """Take a repaired word for a term, unless the term is there anyway."""
        if number not in self.first:
            self.first[number] = at
            self.times[number] = 1
            self.guessed.add(number)
        self.lost = [place for place in self.lost if place != at]


def _terms(folded: str, tokens: Tokens, vocabulary: Vocabulary, scope: str) -> _Terms:
    found = _Terms()
    byline = _byline(folded, tokens)
    first, times, strong = found.first, found.times, found.strong
    numbers = [vocabulary.ids.get(term, -1) if term else -1 for term in tokens.terms]
    hidden = vocabulary.hidden(numbers, scope)
    for at, number in enumerate(numbers):
        if number >= 0 and number not in hidden:
            if number in first:
                times[number] += 1
            else:
                first[number], times[number] = at, 1
            if at < byline:
                strong.add(number)
        elif tokens.terms[at]:
            found.lost.append(at)
    for at, number in repaired(tokens, found.lost, vocabulary, scope):
        found.guess(at, number)
    return found


def _byline(folded: str, tokens: Tokens) -> int:
    """The number of the first token of the author's line; past the end without one."""
    end = folded[-_BYLINE_ROOM:]
    found = _BYLINE.search(end) if len(folded) > _BYLINE_ROOM and "-" in end else None
    if found is None:
        return len(tokens)
    start = len(folded) - _BYLINE_ROOM + found.start()
    return next((at for at, begin in enumerate(tokens.starts) if begin >= start), len(tokens))


def _families(tokens: Tokens) -> tuple[Ids, Ids]:
    """Numbers of the beginnings and ends of the message's words."""
    pairs = [edges_of(term) for term in set(tokens.terms) if term]
    count = len(pairs)
    heads = np.fromiter((head for head, _ in pairs), np.int32, count)
    return heads, np.fromiter((tail for _, tail in pairs), np.int32, count)
