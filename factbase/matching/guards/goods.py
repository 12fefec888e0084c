"""Goods: who is said to send wheat is not said to send weapons.

Words of one kind may stand for each other here ("arms", "rifles"; but see `things`), those of two
kinds never do. What is on no list is left alone: without it nobody can tell another thing from
another word.
"""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case
from factbase.matching.guards.things import kinds_of
from factbase.matching.tokens import Tokens

NAME = "object"
_GOODS = frozenset(["arms", "crop", "medicine", "fuel", "money", "clothing"])


def _kinds(tokens: Tokens, places: range) -> dict[str, str]:
    """Kinds of goods in a range of tokens, each with a word for it."""
    return {kind: tokens.words[at] for at in places for kind in _GOODS & kinds_of(tokens, at)}


def _told(wording: Tokens) -> dict[str, str]:
    return _kinds(wording, range(len(wording)))


def stands_for_its_kind(case: Case, at: int) -> bool:
    """Whether a word of the message is of a kind of goods that the wording names."""
    return (
        not _kinds(case.message, range(at, at + 1))
        .keys()
        .isdisjoint(case.notes.of(_told, case.wording))
    )


def _known(case: Case) -> frozenset[str]:
    """Kinds of goods that any text of the fact names."""
    texts = (*case.wordings, *case.bodies())
    return frozenset(kind for text in texts for kind in case.notes.of(_told, text))


def look(case: Case) -> Iterator[Finding]:
    """Goods of another kind and none of the claim's own."""
    there = case.notes.of(_told, case.wording)
    if not there:
        return
    here = _kinds(case.message, case.around)
    if not here or there.keys() & here.keys() or _known(case) & here.keys():
        return
    detail = f"{next(iter(there.values()))} in the claim, {next(iter(here.values()))} said"
    yield Finding(NAME, True, detail)
