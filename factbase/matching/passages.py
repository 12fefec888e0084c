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
    held: dict[str, int] = {}
    best, found = (0, 0), (places[0], places[0])
    left = 0
    for end in places:
        term = terms[end]
        held[term] = held.get(term, 0) + 1
        while end - places[left] > longest:
            gone = terms[places[left]]
            held[gone] -= 1
            if not held[gone]:
                del held[gone]
            left += 1
        score = (len(held), places[left] - end)
        if score > best:
            best, found = score, (places[left], end)
    return found


def raw_span(query: Query, tokens: tuple[int, int]) -> tuple[int, int]:
    """Offsets of a token range in the raw text."""
    held = query.tokens
    if not len(held):
        return (0, len(query.text))
    start, end = held.starts[tokens[0]], held.ends[tokens[1]]
    if query.text.isascii() and len(query.text) == len(query.folded):
        return (start, end)  # ASCII is only ever left out or kept
    places = origins(query.text)
    if len(places) - 1 != len(query.folded):  # not reached: folding keeps `origins` in step
        return (0, len(query.text))
    return (places[start], places[end - 1] + 1)
