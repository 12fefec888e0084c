"""Bans: what a claim says to be kept from being, so that a negation of it agrees with the claim.

"It is sold no longer" says what "they banned its sale" does.
"""

from __future__ import annotations

import re

from factbase.matching.guards.refusing import WITHOUT, is_ban
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_JOINTS = words("because as when after while who which что потому поскольку когда котор после")
"""Behind these another clause begins."""
_NEXT = 2
_BE = words("is are was were be been being am will has have had had get got gets")
_LINKS = words(
    "in on at since until from after before by to for over as due в на с к из за по до от"
)
_PASSIVE = re.compile(r".{3,}(?:н|на|но|ны|ся|сь|т|та|то|ты)")


def governed(wording: Tokens) -> frozenset[str]:
    """Telling terms of what a wording says to be banned or ended, or gone without."""
    found: set[str] = set()
    for at, word in enumerate(wording.words):
        if word in WITHOUT:
            found.update(wording.terms[at + 1 : at + 1 + _NEXT])
        if not is_ban(word):
            continue
        end = next(
            (i for i in range(at + 1, len(wording)) if wording.words[i] in _JOINTS), len(wording)
        )
        found.update(wording.terms[at + 1 : end])
        if _is_passive(wording, at):
            found.update(wording.terms[:at])
    return frozenset(found) - {""}


def _is_passive(wording: Tokens, at: int) -> bool:
    """Whether what is ended stands before the word: "exports were banned", "exports stopped"."""
    after = wording.words[at + 1 : at + 2]
    if wording.words[at] >= "\u0400":
        return _PASSIVE.fullmatch(wording.words[at]) is not None
    return wording.words[at].endswith("ed") and (
        not after
        or after[0] in _LINKS
        or any(word in _BE for word in wording.words[max(0, at - 2) : at])
    )
