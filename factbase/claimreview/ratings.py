"""Other people's ratings as our verdicts. Their words win over their numbers.

Publishers use scales of their own, so the same word decides before any number does; a word
that nobody here knows decides nothing, and its fact says `context`: we take no side. The
words themselves are kept with the fact.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

from factbase.model import Verdict

# Marks that belong to letters (Devanagari's vowels) are no punctuation.
_PUNCTUATION = re.compile(r"[^\w\s'\u0900-\u097f]")
_CLAUSE_END = re.compile(r"[.:;,!?()–—]")

_FALSE_BELOW, _MISLEADING_BELOW, _PARTLY_BELOW = 0.125, 0.375, 0.875
"""Shares of the way from worst to best: the middles between the five steps of Google's scale
(1 false, 2 mostly false, 3 half true, 4 mostly true, 5 true)."""


def verdict_of(rating: str, value: str = "", best: str = "", worst: str = "") -> Verdict:
    """Our verdict for a rating in words, or else in numbers on the scale it names.

    Never `denied`: that an office denied something is no finding of a reviewer.
    """
    known = _known()
    words = _plain(rating)
    if words in known:
        return known[words]
    for start, verdict in known.items():
        # "True or false?" begins with "true" and means neither.
        if verdict is not Verdict.TRUE and words.startswith(start + " "):
            return verdict
    if words:
        return known.get(_plain(_CLAUSE_END.split(rating, maxsplit=1)[0]), Verdict.CONTEXT)
    return _by_number(value, best, worst)


@cache
def _known() -> dict[str, Verdict]:
    """Every known word with its verdict, the longest first."""
    text = (files("factbase.claimreview") / "ratings.toml").read_text(encoding="utf-8")
    known = {word: Verdict(name) for name, words in tomllib.loads(text).items() for word in words}
    return dict(sorted(known.items(), key=lambda item: -len(item[0])))


def _plain(rating: str) -> str:
    folded = unicodedata.normalize("NFKC", rating).casefold().replace("’", "'").replace("-", " ")
    return " ".join(_PUNCTUATION.sub(" ", folded).split())


def _by_number(value: str, best: str, worst: str) -> Verdict:
    try:
        number, top, bottom = float(value), float(best or 5), float(worst or 1)
    except ValueError:
        return Verdict.CONTEXT
    if not bottom <= number <= top or bottom == top:
        return Verdict.CONTEXT
    share = (number - bottom) / (top - bottom)
    if share < _FALSE_BELOW:
        return Verdict.FALSE
    if share < _MISLEADING_BELOW:
        return Verdict.MISLEADING
    return Verdict.PARTLY_TRUE if share < _PARTLY_BELOW else Verdict.TRUE
