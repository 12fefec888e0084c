"""Who did what to whom: the same two names with their parts exchanged are another claim.

Word order tells in English, with "by", "to" and their like; case endings tell in Russian.
Where a sentence puts both on one side ("and", "with", "between"), nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from factbase.matching.decision import Finding
from factbase.matching.guards import agent, turned
from factbase.matching.guards.case import Case, is_name, telling
from factbase.matching.guards.dates import is_date
from factbase.matching.guards.exchanges import ASIDES
from factbase.matching.guards.opposites import is_converse
from factbase.matching.guards.parts import (
    ARTICLES,
    DOER,
    EVEN,
    EVEN_WORDS,
    INSTRUMENTAL,
    NAMED,
    TARGET,
    did_it,
    part_of,
)
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

NAME = "role"
_PLACES = words("in on at over upon")
_PASSIVE = re.compile(r".{3,}(?:[еая]н[аоы]?|ет[аоы]|[еия]т[сь]я|[аюуя]тся|л[аои]?с[ья])")
"""A Russian short participle or a reflexive verb."""
_PARTICIPLE = re.compile(r"(.{4,})[еая]н")
_REACH = 9
_FIRST = 2


def _actors(wording: Tokens) -> frozenset[str]:
    return frozenset(name for doer, _, target in _told(wording) for name in (doer, target))


def _told(tokens: Tokens) -> frozenset[tuple[str, str, str]]:
    return frozenset(_deeds(tokens, range(len(tokens))))


def _deeds(
    tokens: Tokens, places: range, among: frozenset[str] | None = None
) -> set[tuple[str, str, str]]:
    """Who does what to whom, as (doer, stem of the deed, target), as far as the words tell.

    Of all names, or of those `among` them.
    """
    named = (at for at in places if (tokens.terms[at] in among if among else tokens.terms[at]))
    actors = [at for at in named if is_name(tokens, at) and not is_date(tokens.words[at])]
    found: set[tuple[str, str, str]] = set()
    for one, two in combinations(actors, 2):
        if two - one > _REACH or tokens.terms[one] == tokens.terms[two]:
            continue
        turned = _turned(tokens, one, two)
        if turned is None:
            continue
        doer, target = (two, one) if turned else (one, two)
        deeds = _deed_terms(tokens, one, two, told=turned)
        found |= {(tokens.terms[doer], deed, tokens.terms[target]) for deed in deeds}
    return found


def _turned(tokens: Tokens, one: int, two: int) -> bool | None:
    """Whether the second name acts on the first; None when the words don't tell."""
    between = tokens.words[one + 1 : two]
    if not between or EVEN_WORDS.issuperset(between):
        return None
    first, second = (part_of(tokens, _begin(tokens, at)) for at in (one, two))
    if any(map(_PASSIVE.fullmatch, between)):
        first = DOER if tokens.words[one].endswith(INSTRUMENTAL) else first
        second = DOER if did_it(tokens, two) else second
    if EVEN in {first, second} or (first == NAMED and second == NAMED and _owns(tokens, one)):
        return None
    if first == TARGET and second != DOER and _is_place(tokens, one):
        return None
    if first == TARGET or second == DOER:
        return True if first != DOER and second != TARGET else None
    return False


def _begin(tokens: Tokens, at: int) -> int:
    """The first word of a name of several: what stands before it tells the part of all."""
    while (
        at
        and tokens.words[at][0] < "\u0400"
        and is_name(tokens, at - 1)
        and not tokens.words[at - 1].endswith("'s")
        and not tokens.is_set_off(at - 1)
    ):
        at -= 1
    return at


def _is_place(tokens: Tokens, at: int) -> bool:
    """Whether a name says where something is: "in Arkansas Nike ..." does nothing to Arkansas."""
    before = [word for word in tokens.words[max(0, at - 2) : at] if word not in ARTICLES]
    return bool(before) and before[-1] in _PLACES


def _owns(tokens: Tokens, at: int) -> bool:
    """Whether a Russian name may belong to the word before it: "союзник Москвы"."""
    return bool(at and tokens.terms[at - 1]) and tokens.words[at][-1] in "ыи"


def _deed_terms(tokens: Tokens, one: int, two: int, *, told: bool) -> set[str]:
    """Telling terms right after the first name, or all about both when the roles are turned."""
    inside = _plain_terms(tokens, range(one + 1, two))
    if not told:
        return set(inside[:_FIRST])
    ahead = _plain_terms(tokens, range(max(0, one - _REACH // 2), one))
    behind = _plain_terms(tokens, range(two + 1, min(len(tokens), two + 3)))
    return {*inside, *ahead, *behind}


def _plain_terms(tokens: Tokens, places: range) -> list[str]:
    """Telling terms that are no names, participles cut to the verb they are made of."""
    told = (
        tokens.terms[at]
        for at in telling(tokens, places)
        if tokens.terms[at] not in ASIDES and not is_name(tokens, at)
    )
    return [cut[1] if (cut := _PARTICIPLE.fullmatch(term)) else term for term in told]


def look(case: Case) -> Iterator[Finding]:
    """Compare who acts in the passage with who acts in the wordings."""
    if is_converse(case):
        return
    exchanged = turned.exchanged(case) or agent.exchanged(case)
    if exchanged is not None:
        yield Finding(NAME, True, f"{exchanged[0]} acts in the claim, {exchanged[1]} here")
        return
    theirs = case.notes.of_all(_told, case.wordings)
    if not theirs:
        return
    mine = _deeds(case.message, case.around, case.notes.of_all(_actors, case.wordings))
    agreed = {(doer, target) for doer, _, target in mine & theirs}
    agreed |= {(doer, target) for doer, deed, target in mine if deed in turned.SHARED}
    for doer, deed, target in sorted(mine - theirs):
        if (doer, target) in agreed:
            continue
        if (target, deed, doer) in theirs and (target, deed, doer) not in mine:
            yield Finding(NAME, True, f"{_plain(target)} acts in the claim, {_plain(doer)} here")
            return


def _plain(name: str) -> str:
    return name.removeprefix("@")
