"""Parts: what a name's ending and neighbours say of who acts and who is acted upon."""

from __future__ import annotations

import re

from factbase.matching.lexicon import names, words
from factbase.matching.tokens import Tokens

DOER, NAMED, TARGET, EVEN = 2, 1, -1, 3
"""Said to act ("by X", "от X"); named as who acts may be; acted upon; on one side with another."""
_TO = words("to against at into onto toward towards for upon over in on")
ARTICLES = words("the a an")
_BY = frozenset(["by", "from"])
_AWAY = words(
    "remove removes removed removing drop drops dropped exclude excludes excluded delist delists "
    "free frees freed"
)
"""Verbs after which "from" doesn't say who acts."""
EVEN_WORDS = words("and with between with и с со между")
_RU_TO = words("в на против для к ко у")
_RU_FROM = words("от из со")
_NOMINATIVE = frozenset(re.split(",", ",а,я,ь,и,ы,ия,ец,цы,ане,ин,ка,ки"))
_OBLIQUE = frozenset(
    re.split(",", "у,ю,е,ом,ем,еи,ои,ам,ям,ами,ями,ах,ях,ов,ев,ии,ию,иеи,ину,ца,цу,цев,цам,цами")
)
INSTRUMENTAL = ("ом", "ем", "ои", "еи", "ами", "ями")
"""Endings of who did it, after a passive ("вооружён Талибаном"); folded, so й is и."""


def part_of(tokens: Tokens, at: int) -> int:
    """What ending and neighbours say of a name's part: doer, target, even or nothing (0)."""
    word, before = tokens.words[at], tokens.words[at - 1] if at else ""
    if word.endswith("'s"):
        return EVEN
    if word[0] >= "\u0400":
        return _russian(word, before)
    further = tokens.words[at - 2] if at > 1 and before in ARTICLES else before
    if further in EVEN_WORDS:
        return EVEN
    if further in _TO:
        return TARGET
    if further == "from" and _AWAY & set(tokens.words[:at]):
        return TARGET
    return DOER if further in _BY else 0


def _russian(word: str, before: str) -> int:
    if before in EVEN_WORDS:
        return EVEN
    if before in _RU_FROM:
        return DOER
    if before in _RU_TO:
        return TARGET
    stem = next((word[:cut] for cut in range(len(word), 2, -1) if word[:cut] in names().stems), "")
    ending = word[len(stem) :] if stem else word[-1:]
    if stem.endswith("и") and ending in {
        "и",
        "еи",
    }:  # "России": a stem that ends in и has no plural
        return TARGET
    if ending in _OBLIQUE:
        return TARGET
    return NAMED if ending in _NOMINATIVE else 0


def did_it(tokens: Tokens, at: int) -> bool:
    """Whether a name behind a passive may be who did it: in the instrumental, or without cases."""
    word = tokens.words[at]
    bare = tokens.terms[at][:1] == "@" and word[0] >= "\u0400" and len(word) < len("осси")
    return bare or word.endswith(INSTRUMENTAL)
