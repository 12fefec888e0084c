"""Who did what to whom: the same two names with their parts exchanged are another claim."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case
from factbase.matching.tokens import Tokens

NAME = "role"
_DOER, _TARGET = 1, -1
_TO = frozenset("to against at into onto toward towards for upon over".split())
_BY = frozenset("by from".split())
_BE = frozenset("is are was were be been being get gets got".split())
# Russian endings of a name that is done to (dative, accusative) and of one that does.
_RU_TARGET = ("ам", "ям", "у", "ю", "ому", "е", "ов")
_RU_DOER = ("ы", "я", "и", "ане", "ом", "ами", "еи", "")


def _part(tokens: Tokens, at: int) -> int:
    """What the words around a name say of its part: doer, target or nothing (0)."""
    word = tokens.words[at]
    before = tokens.words[max(0, at - 2) : at]
    if word[0] >= "\u0400":
        if word.endswith(_RU_TARGET[:5]):
            return _TARGET
        return 0
    if any(w in _TO for w in before):
        return _TARGET
    if any(w in _BY for w in before):
        return _DOER
    return 0


def _doer(tokens: Tokens, first: int, last: int, pair: tuple[str, str]) -> str | None:
    """Which of two names does it to the other, as far as word order and endings tell."""
    places = {}
    for at in range(max(0, first), min(len(tokens), last + 1)):
        term = tokens.terms[at]
        if term in pair and term not in places:
            places[term] = at
    if len(places) < len(pair):
        return None
    one, two = sorted(places, key=lambda name: places[name])
    parts = _part(tokens, places[one]), _part(tokens, places[two])
    if parts[0] == _TARGET or parts[1] == _DOER:
        return two if parts[0] != _DOER and parts[1] != _TARGET else None
    return one


def look(case: Case) -> Iterator[Finding]:
    """Compare who acts in the passage with who acts in the wording."""
    order = [term for term in case.wording.terms if term[:1] == "@"]
    pair = tuple(dict.fromkeys(order))
    if len(pair) != 2:  # noqa: PLR2004 - a pair
        return
    both = (pair[0], pair[1])
    verbs = {t for t in case.wording.terms if t and t[0] != "@"}
    if not verbs & set(case.message.terms[case.first : case.last + 1]):
        return
    here = _doer(case.message, case.first - 3, case.last + 3, both)
    there = _doer(case.wording, 0, len(case.wording) - 1, both)
    if here and there and here != there and " and " not in " ".join(case.wording.words):
        detail = f"{there[1:]} acts in the claim, {here[1:]} in the message"
        yield Finding(NAME, True, detail)
