"""A message, read once: its tokens, the terms the base knows, and where they stand."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from factbase.matching.language import is_english
from factbase.matching.normalise import fold
from factbase.matching.tokens import Tokens, grams_of, tokenise
from factbase.matching.vocabulary import Ids, Vocabulary


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    `ids` are the distinct known terms, `first` the token number where each stands first,
    `times` how often. `grams` are known character n-grams when the text isn't English.
    `content` counts tokens that are no grammar words, `unknown` those the base doesn't know.
    """

    text: str
    folded: str
    tokens: Tokens
    ids: Ids
    first: Ids
    times: Ids
    grams: Ids
    gram_times: Ids
    heads: Ids
    tails: Ids
    content: int
    unknown: int
    english: bool


def read(text: str, vocabulary: Vocabulary) -> Query:
    """Fold, cut and look up."""
    folded = fold(text)
    tokens = tokenise(folded)
    known = vocabulary.ids
    first: dict[int, int] = {}
    times: Counter[int] = Counter()
    content = unknown = 0
    for at, term in enumerate(tokens.terms):
        if not term:
            continue
        content += 1
        number = known.get(term)
        if number is None:
            unknown += 1
        else:
            first.setdefault(number, at)
            times[number] += 1
    pieces: Counter[int] = Counter()
    english = is_english(tokens.words)
    if not english:
        pieces.update(known[gram] for gram in grams_of(tokens) if gram in known)
    return Query(
        text,
        folded,
        tokens,
        np.fromiter(first, np.int32, len(first)),
        np.fromiter(first.values(), np.int32, len(first)),
        np.fromiter((times[number] for number in first), np.int32, len(first)),
        np.fromiter(pieces, np.int32, len(pieces)),
        np.fromiter(pieces.values(), np.int32, len(pieces)),
        *_families(tokens, vocabulary),
        content,
        unknown,
        english,
    )


def _families(tokens: Tokens, vocabulary: Vocabulary) -> tuple[Ids, Ids]:
    """Numbers of the beginnings and ends of the message's words."""
    pairs = [vocabulary.known_edges(term) for term in tokens.terms if term]
    both = np.asarray(pairs, np.int32).reshape(-1, 2)
    return both[:, 0], both[:, 1]
