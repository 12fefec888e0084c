"""Negation: whether the message says that the claim is so, or that it isn't.

A finding here stops nothing by itself: who says the opposite of a claim is answered too,
differently (see `stance`).
"""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

NAME = "negation"
_NOT = words(
    "not no never neither nor without cannot isn't aren't wasn't weren't don't doesn't didn't "
    "won't wouldn't can't couldn't hasn't haven't hadn't shouldn't ain't isnt arent wasnt dont "
    "doesnt didnt wont cant hardly barely scarcely nobody nothing none "
    "не нет никогда ни без нельзя никто ничто ничего едва вряд"
)
_NOT_MEANT = words(
    "only just sure surprisingly to yet surprised kidding joking know "
    "только просто удивительно уверен знаю"
)
_BACK = 4


def is_negated(tokens: Tokens, places: range, shared: frozenset[str]) -> bool:
    """Whether a telling word shared by both texts is negated in a range of tokens.

    Russian doubles its negations ("никогда не"), so they are not counted against each other.
    """
    for at in places:
        if tokens.words[at] not in _NOT:
            continue
        after = tokens.words[at + 1] if at + 1 < len(tokens) else ""
        if after in _NOT_MEANT:
            continue
        scope = tokens.terms[at + 1 : at + 1 + _BACK]
        if any(term in shared for term in scope if term):
            return True
    return False


def differs(case: Case) -> bool:
    """Whether exactly one of passage and wording is negated."""
    shared = frozenset(case.wording.terms) - {""}
    here = is_negated(case.message, case.around, shared)
    return here != is_negated(case.wording, range(len(case.wording)), shared)


def look(case: Case) -> Iterator[Finding]:
    """Note that the message says the opposite."""
    if differs(case):
        yield Finding(NAME, False, "the message says the opposite of the claim")
