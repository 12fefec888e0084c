"""Scores: 2:1 isn't 3:1, though 1:2 is the same match told from the other side."""

from __future__ import annotations

import re

from factbase.matching.guards.case import Case
from factbase.matching.tokens import Tokens

_SCORE = re.compile(r"(\d{1,3}):(\d{1,3})")
_CLOCK = re.compile(r"[0-2]?\d:[0-5]\d")
"""A time of day is written alike, with two figures behind."""


def differing(case: Case) -> tuple[str, str] | None:
    """The only scores of both texts, where they differ."""
    there = case.notes.of(_told, case.wording)
    if len(there) != 1:
        return None
    here = _scores(case.message, case.around)
    if len(here) != 1 or sorted(there[0]) == sorted(here[0]):
        return None
    return ":".join(there[0]), ":".join(here[0])


def _told(wording: Tokens) -> list[tuple[str, ...]]:
    return _scores(wording, range(len(wording)))


def _scores(tokens: Tokens, places: range) -> list[tuple[str, ...]]:
    words = (tokens.words[at] for at in places if ":" in tokens.words[at])
    found = (_SCORE.fullmatch(word) for word in words if not _CLOCK.fullmatch(word))
    return [one.groups() for one in found if one is not None]
