"""Time told relatively: last year or this one, before, during or after."""

from __future__ import annotations

from factbase.matching.guards.months import month_at, weekday
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_UNITS = words(
    "second minute hour day week weekend month year decade century summer winter autumn spring "
    "monday tuesday wednesday thursday friday saturday sunday год году года месяц месяце месяца "
    "неделя неделе недели неделю век веке века десятилетии лето летом зимои зиму сезон сезоне"
)
_WHICH = {
    "last": -1, "past": -1, "previous": -1, "this": 0, "current": 0, "next": 1, "coming": 1,
    "following": 1,
}  # fmt: skip
_RUSSIAN = (("прошл", -1), ("минувш", -1), ("предыдущ", -1), ("эт", 0), ("нынешн", 0), ("текущ", 0),
            ("следующ", 1), ("будущ", 1), ("наступающ", 1))  # fmt: skip
_SIDES = {
    "before": "before", "until": "before", "till": "before", "after": "after", "since": "after",
    "during": "during", "amid": "during", "до": "before", "перед": "before", "накануне": "before",
    "после": "after", "во время": "during",
}  # fmt: skip
_STATES = {
    **dict.fromkeys(words("old oldest former ex previous longtime"), "past"),
    **dict.fromkeys(words("new newest latest future"), "new"),
}
_RUSSIAN_STATES = (("бывш", "past"), ("стар", "past"), ("прежн", "past"), ("давн", "past"),
                   ("нов", "new"), ("будущ", "new"))  # fmt: skip
_ADJECTIVE = tuple(
    words("ый ий ой ая яя ое ее ые ие ого его ому ему ым им ом ем ых их ую юю ыми ими ей")
)
_OF_TIME = {
    "by": "before", "к": "before", "ко": "before", "from": "after", "starting": "after",
    "с": "after", "со": "after",
}  # fmt: skip
"""Only before a time these tell its side."""
_BETWEEN = words("the a an his her its their our my these this that own")
_SHORT = 4


def which(tokens: Tokens, places: range) -> dict[str, int]:
    """For units of time the one that is meant: last (-1), this (0) or next (1)."""
    found: dict[str, int] = {}
    for at in places:
        if at and tokens.words[at] in _UNITS:
            meant = _meant(tokens.words[at - 1])
            if meant is not None:
                found[tokens.terms[at] or tokens.words[at]] = meant
    return found


def _meant(word: str) -> int | None:
    if word[0] < "\u0400":
        return _WHICH.get(word)
    if word.startswith("эт") and len(word) > _SHORT:
        return None
    return next((number for stem, number in _RUSSIAN if word.startswith(stem)), None)


def sides(tokens: Tokens, places: range) -> dict[str, str]:
    """For terms with "before", "after" or "during" ahead of them that side."""
    found: dict[str, str] = {}
    side = ""
    for at in places:
        word = tokens.words[at]
        told = _SIDES.get(word) or _SIDES.get(" ".join(tokens.words[max(0, at - 1) : at + 1]))
        if word in _OF_TIME and at + 1 < len(tokens) and _is_time(tokens, at + 1):
            told = _OF_TIME[word]
        if told:
            side = told
        elif word not in _BETWEEN:
            if side and tokens.terms[at]:
                found[tokens.terms[at]] = side
            side = "" if word != "во" else side
    return found


def _is_time(tokens: Tokens, at: int) -> bool:
    word = tokens.words[at]
    return weekday(word) is not None or month_at(tokens, at) is not None


def states(tokens: Tokens, places: range) -> dict[str, str]:
    """For terms that are called new or former ("past") which of both."""
    found: dict[str, str] = {}
    for at in places[:-1]:
        word, term = tokens.words[at], tokens.terms[at + 1]
        told = _STATES.get(word)
        if word[0] >= "\u0400" and word.endswith(_ADJECTIVE):
            told = next((state for stem, state in _RUSSIAN_STATES if word.startswith(stem)), None)
        if told and term and not tokens.is_set_off(at):
            found[term] = told
    return found
