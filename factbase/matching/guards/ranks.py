"""Ranks: "the second largest" is another claim than "the largest"."""

from __future__ import annotations

from factbase.matching.guards.counting import count
from factbase.matching.tokens import Tokens

_SHORTEST = 6
_ONE_OF = ("one", "of")


def ranks(tokens: Tokens, places: range) -> dict[str, int]:
    """Each superlative of a range of tokens with its rank: 1 unless an ordinal stands before it."""
    found: dict[str, int] = {}
    for at in places:
        word, term = tokens.words[at], tokens.terms[at]
        if at and term and word.endswith("est") and len(word) >= _SHORTEST:
            if tuple(tokens.words[max(0, at - 3) : at - 1]) == _ONE_OF:
                continue
            before = count(tokens, at - 1)
            if before is None or before.ordinal:  # not "the 50 largest"
                found[term] = int(before.value) if before else 1
    return found


def other_rank(theirs: dict[str, int], mine: dict[str, int]) -> tuple[str, str] | None:
    """The ranks of one superlative in two texts, where they differ."""
    for term, rank in theirs.items():
        if mine.get(term, rank) != rank:
            return f"{rank}. {term}", f"{mine[term]}. {term}"
    return None
