"""Which part of the message made the claim: offsets into the text as it was sent."""

from __future__ import annotations

from collections.abc import Collection

from factbase.matching.normalise import origins
from factbase.matching.query import Query

_ROOM = 4


def token_range(query: Query, shared: Collection[str], wanted: int) -> tuple[int, int]:
    """First and last token (inclusive) of the densest passage with the shared terms.

    The passage is at most twice as long as the wording's `wanted` terms, with some room.
    """
    terms = query.tokens.terms
    places = [i for i, term in enumerate(terms) if term and term in shared]
    if not places:
        return (0, max(0, len(terms) - 1))
    longest = _ROOM + 2 * max(1, wanted)
    best, found = (0, 0), (places[0], places[0])
    left = 0
    for right, end in enumerate(places):
        while end - places[left] > longest:
            left += 1
        distinct = len({terms[i] for i in places[left : right + 1]})
        score = (distinct, places[left] - end)
        if score > best or found == (places[0], places[0]):
            best, found = max(best, score), (places[left], end)
    return found


def raw_span(query: Query, tokens: tuple[int, int]) -> tuple[int, int]:
    """Offsets of a token range in the raw text."""
    held = query.tokens
    if not len(held):
        return (0, len(query.text))
    places = origins(query.text)
    start, end = held.starts[tokens[0]], held.ends[tokens[1]]
    if len(places) - 1 != len(query.folded):  # not reached: folding keeps `origins` in step
        return (0, len(query.text))
    return (places[start], places[end - 1] + 1)
