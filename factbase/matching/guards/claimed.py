"""Claimed: what of a wording a message may negate."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.matching.guards.refusing import WITHOUT, is_ban
from factbase.matching.tokens import Tokens

_CLOSE = 2


@dataclass(frozen=True, slots=True)
class Claimed:
    """What of a wording may be negated.

    `terms` are its telling terms, `bans` those that keep something from being ("bans", "stopped"),
    `held` those that it isn't "without", `verbs` its Russian words that are no names, and `order`
    all as they stand.
    """

    terms: frozenset[str]
    bans: frozenset[str] = frozenset()
    held: frozenset[str] = frozenset()
    verbs: tuple[tuple[str, str], ...] = ()
    order: tuple[str, ...] = ()


def claimed(wording: Tokens) -> Claimed:
    """Read a wording."""
    told = [(w, t) for w, t in zip(wording.words, wording.terms, strict=True) if t]
    verbs = tuple([(w, t) for w, t in told if w >= "\u0400" and t[0] != "@"])
    bans = frozenset([term for word, term in told if is_ban(word)])
    order = tuple([term for _, term in told])
    terms = frozenset(order)
    return Claimed(terms, bans, terms - _lacked(wording), verbs, order)


def _lacked(wording: Tokens) -> frozenset[str]:
    """Terms right behind "without"."""
    after = (
        next((term for term in wording.terms[at + 1 : at + 1 + _CLOSE] if term), "")
        for at, word in enumerate(wording.words)
        if word in WITHOUT
    )
    return frozenset(after)
