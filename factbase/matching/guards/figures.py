"""Figures: numbers as they are written with digits, in groups, with parts and with letters."""

from __future__ import annotations

import re
from dataclasses import dataclass

from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_GLUED = re.compile(r"(\d+(?:[.,]\d+)*)([^\W\d_]{1,10})\.?")
_GROUP = re.compile(r"\d{3}(?:,\d{1,2})?")
_FIRST = re.compile(r"[1-9]\d{0,2}")
_THOUSANDS = 3
ORDINAL = words("st nd rd th и я е го му ми х ы ыи ои ая ое ого ому ом ым ых ую еи ю")
"""What follows the figures of an ordinal: "7th", "7-го"."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A number in digits, the token behind it, and letters written on to it ("3bn", "10pm")."""

    value: float
    end: int
    letters: str = ""


def figures(tokens: Tokens, at: int) -> Figures | None:
    """The number in digits that a token begins; None where none begins, or a time of day does."""
    word = tokens.words[at]
    if not word[0].isdigit() or ":" in word:
        return None
    glued = _GLUED.fullmatch(word)
    if glued:
        return Figures(_number(glued[1]), at + 1, glued[2]) if glued[1].count(".") < 2 else None  # noqa: PLR2004 - a date
    try:
        value = float(tokens.terms[at])
    except ValueError:
        return None
    return _with_letters(tokens, at) or _grouped(tokens, at) or Figures(value, at + 1)


def _with_letters(tokens: Tokens, at: int) -> Figures | None:
    """What is cut in two before its letters: "1.5m", "1,500km"."""
    gap, word = tokens.gap(at), tokens.words[at]
    glued = (
        _GLUED.fullmatch(tokens.words[at + 1])
        if gap in {".", ","} and at + 1 < len(tokens)
        else None
    )
    if glued is None or not word.isdigit() or not glued[1].isdigit():
        return None
    whole = gap == "," and len(glued[1]) == _THOUSANDS
    value = float(word + glued[1]) if whole else float(f"{word}.{glued[1]}")
    return Figures(value, at + 2, glued[2])


def _grouped(tokens: Tokens, at: int) -> Figures | None:
    """Groups of three digits with one space between them: "1 500 000"."""
    if not _FIRST.fullmatch(tokens.words[at]):
        return None
    end, text, letters = at + 1, tokens.words[at], ""
    while end < len(tokens) and not letters and "," not in text and tokens.gap(end - 1) == " ":
        glued = _GLUED.fullmatch(tokens.words[end])
        group, behind = (glued[1], glued[2]) if glued else (tokens.words[end], "")
        if not _GROUP.fullmatch(group):
            break
        text, letters, end = text + group, behind, end + 1
    return Figures(float(text.replace(",", ".")), end, letters) if end > at + 1 else None


def _number(text: str) -> float:
    """Points and commas before three digits part thousands where there are several, or a comma."""
    *before, last = re.split("[.,]", text)
    if not before:
        return float(last)
    whole = len(last) == _THOUSANDS and (len(before) > 1 or "," in text)
    return float("".join((*before, last))) if whole else float("".join(before) + "." + last)
