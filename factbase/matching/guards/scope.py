"""Scope: which of a claim's words a text negates.

Negations said again are one ("never, not for a day"; "никто нигде не"). Two are none only where one
governs the other: "didn't fail to", "не мог не".
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from factbase.matching.guards.aspects import is_pair
from factbase.matching.guards.claimed import Claimed
from factbase.matching.guards.reach import LEFT, REACH, reach
from factbase.matching.guards.refusing import CONCORD, NEGATORS, NOT, REFUSED, WITHOUT
from factbase.matching.guards.vain import is_aside, is_vain, word_at
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_IT = words("it him her them this that его ее их ему еи им это этого этом")
_INFINITIVE = re.compile(r"[а-я]{2,}(?:[аеиоуыяю]ть|ти|чь)(?:ся)?")
"""Before a negated verb, a Russian infinitive is what it is of: "закрыть не решились"."""
_KNOWN = 2
_TOLD = 3
_ABLE = words("мог могла могли могло может могут могу")
_RUNS = frozenset(("once", "even", "ever", "actually", "really", "simply", "даже", "вовсе"))


@dataclass(frozen=True, slots=True)
class Negated:
    """Terms of a claim that a text negates, those it negates by the way ("who didn't"), and
    whether it negates a ban, or a refusal.
    """

    terms: frozenset[str] = frozenset()
    aside: frozenset[str] = frozenset()
    lifted: bool = False


NONE = Negated()


def negated(tokens: Tokens, places: range, claim: Claimed, text: str | None = None) -> Negated:
    """What of a claim is negated in a range of tokens.

    Where the text is given that the tokens were cut from, a negation ends with its sentence, and
    with its clause; where none is, they are a wording, and what another clause of it adds by the
    way isn't what it claims.
    """
    if NEGATORS.isdisjoint(tokens.words[places.start : places.stop]):
        return NONE
    found: set[str] = set()
    aside: set[str] = set()
    lifted = False
    undone = -1
    for at in places:
        if at <= undone or tokens.words[at] not in NEGATORS or is_vain(tokens, at, claim.terms):
            continue
        scope = reach(tokens, at, text)
        if tokens.words[at] in CONCORD and "не" in tokens.words[at + 1 : scope.stop]:
            continue  # the one negation is told there once more
        undone = _undone(tokens, at, scope)
        if undone > at:
            lifted |= tokens.terms[undone] in claim.bans
            continue
        term = _spoken_of(tokens, at, scope, claim)
        if is_aside(tokens, at):
            aside.add(term)
            continue
        lifted |= term in claim.bans
        if text is None and _is_added(tokens, at):
            aside |= {term} - claim.bans
            continue
        found |= {term} - claim.bans
    return Negated(frozenset(found) - {""}, frozenset(aside) - {""}, lifted)


def _is_added(tokens: Tokens, at: int) -> bool:
    """Whether a claim is told before a negation that a second clause of it has."""
    gap = next((i for i in range(at - 1, -1, -1) if tokens.is_set_off(i)), -1)
    return sum(term != "" for term in tokens.terms[: gap + 1]) >= _TOLD


def _undone(tokens: Tokens, at: int, scope: range) -> int:
    """Number of a second negation that this one governs, or -1."""
    word, held = tokens.words[at], tokens.words
    if word == "нельзя" and word_at(tokens, at + 1) == "не":
        return at + 1
    if word == "не" and word_at(tokens, at + 1) in _ABLE and word_at(tokens, at + 2) == "не":
        return at + 2
    if word in WITHOUT:
        return -1
    for then in scope:
        if held[then] in REFUSED or (then == at + 1 and held[then] in WITHOUT):
            return then
        if tokens.terms[then] and held[then] not in _RUNS:
            return -1
    return -1


def _spoken_of(tokens: Tokens, at: int, scope: range, claim: Claimed) -> str:
    """The term of the claim that a negation is of, or ""."""
    told = [i for i in scope if tokens.terms[i]]
    if tokens.words[at] in WITHOUT:
        with_it = told and told[0] <= at + 2 and tokens.terms[told[0]] in claim.held
        return tokens.terms[told[0]] if with_it else ""
    if all(tokens.words[i] in LEFT for i in scope):
        return _before(tokens, at, claim)
    own = [tokens.terms[i] for i in told if tokens.terms[i] in claim.terms]
    banned = next((term for term in own if term in claim.bans), "")
    if banned or own:
        return banned or own[0]
    if tokens.words[at] == "нельзя" or _INFINITIVE.fullmatch(word_at(tokens, at - 1)):
        return _before(tokens, at, claim)
    found = next(filter(None, (_other_aspect(tokens.words[i], claim) for i in told)), "")
    return found or (_referred(tokens, at, scope, claim) if tokens.words[at] in NOT else "")


def _referred(tokens: Tokens, at: int, scope: range, claim: Claimed) -> str:
    """The term that a verb with a pronoun stands for: "discussed the bill but didn't pass it"."""
    told = [i for i in scope if tokens.terms[i]]
    last = tokens.words[scope[-1]]
    if len(told) != 1 or _IT.isdisjoint((word_at(tokens, at - 1), last)):
        return ""
    if last not in _IT and told[0] != scope[-1]:
        return ""
    said = frozenset(tokens.terms[:at])
    if len(claim.terms & said) < _KNOWN:
        return ""
    return next((term for term in claim.order if term not in said and term[0] != "@"), "")


def _other_aspect(word: str, claim: Claimed) -> str:
    if word < "\u0400":
        return ""
    return next((term for own, term in claim.verbs if is_pair(own, word)), "")


def _before(tokens: Tokens, at: int, claim: Claimed) -> str:
    """The same where nothing follows but a form of "be", "do" or "have", or nothing at all."""
    for i in range(at - 1, max(-1, at - 1 - REACH), -1):
        term = tokens.terms[i]
        if term:
            return term if term in claim.terms else _other_aspect(tokens.words[i], claim)
    return ""
