"""Negation: whether the message says that the claim is so, or that it isn't.

A finding here stops nothing by itself: who says the opposite of a claim is answered too,
differently (see `stance`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factbase.matching.decision import Finding
from factbase.matching.guards.bans import governed
from factbase.matching.guards.case import Case
from factbase.matching.guards.claimed import Claimed, claimed
from factbase.matching.guards.predicates import denies
from factbase.matching.guards.refusing import NOT
from factbase.matching.guards.scope import NONE, Negated, negated
from factbase.matching.guards.vain import is_aside, is_vain
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

NAME = "negation"
_CLOSED = words(
    "false fake hoax misleading untrue fabricated baseless unfounded фейк ложь неправда выдумка"
)
"""A wording with one of these is an answer; its negations are the answer's."""
_THAT = words("that что")
_ARTICLE = 2
_LEAD = 8
_AFTER = 8


@dataclass(frozen=True, slots=True)
class _Wording:
    """A claim, what its bans put an end to, and what it negates itself."""

    claim: Claimed
    banned: frozenset[str]
    own: Negated


def _read(wording: Tokens) -> _Wording:
    claim = claimed(wording)
    if not _CLOSED.isdisjoint(wording.words):
        return _Wording(claim, frozenset(), NONE)
    return _Wording(claim, governed(wording), negated(wording, range(len(wording)), claim))


def differs(case: Case) -> bool:
    """Whether passage and wording contradict each other: exactly one says that it isn't so."""
    wording = case.notes.of(_read, case.wording)
    led = _is_denied_before(case, wording.claim)
    around = case.around
    if led:
        around = range(case.first, around.stop)
    here = negated(case.message, around, wording.claim, case.text)
    if here.lifted and wording.claim.bans and not wording.own.lifted:
        return True
    negative = bool(wording.own.terms)
    said = bool(here.terms if negative else here.terms - wording.banned - wording.own.aside)
    if (said is not led) is not negative or _is_another(case, wording.own, here):
        return True
    near = range(max(0, case.first - _LEAD), min(len(case.message), case.last + 1 + _AFTER))
    return not led and denies(case.message, near, case.wording, wording.claim.terms)


def _is_another(case: Case, own: Negated, here: Negated) -> bool:
    """Whether what the claim negates by the way is so here: "pupils who passed", and "didn't"."""
    if not own.aside or not own.aside.isdisjoint(here.aside | here.terms):
        return False
    return own.aside <= frozenset(case.message.terms[case.around.start : case.around.stop])


def _is_denied_before(case: Case, claim: Claimed) -> bool:
    """Whether a negation leads to the passage: "no study ever found that"."""
    held, first = case.message.words, case.first
    at = next(
        (i for i in range(first - 1, max(-1, first - 1 - _ARTICLE), -1) if held[i] in _THAT), 0
    )
    return any(
        held[i] in NOT
        and not is_vain(case.message, i, claim.terms)
        and not is_aside(case.message, i)
        for i in range(max(0, at - _LEAD), at)
    )


def look(case: Case) -> Iterator[Finding]:
    """Note that the message says the opposite."""
    if differs(case):
        yield Finding(NAME, False, "the message says the opposite of the claim")
