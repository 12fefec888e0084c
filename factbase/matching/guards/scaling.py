"""Scales: what "hundred", "million" and "dozen" make of a number, or count alone."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factbase.matching.guards.numerals import ALONE, COUPLE, NEEDS_ARTICLE, PARTS, ROUGH, SCALES
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_ARTICLES = words("a an one")
_HUNDRED = 100


@dataclass(frozen=True, slots=True)
class Count:
    """A number, the token behind it, and what its scale words multiply by.

    `most` is what it may be at the most ("a couple" are two or three). `rough` says that no
    number stands before the scale ("thousands").
    """

    value: float
    end: int
    scale: float = 1.0
    most: float = 0.0
    rough: bool = False
    ordinal: bool = False
    letters: str = ""


def and_half(tokens: Tokens, held: Count) -> Count:
    """A number with half a one more: "two and a half", "два с половиной"."""
    behind = tokens.words[held.end : held.end + 3]
    if behind == ["and", "a", "half"]:
        return replace(held, value=held.value + held.scale / 2, end=held.end + 3)
    if behind[:2] == ["с", "половинои"]:
        return replace(held, value=held.value + held.scale / 2, end=held.end + 2)
    return held


def scaled(tokens: Tokens, held: Count) -> Count:
    """A number with the scale words behind it."""
    before = held.scale
    while held.end < len(tokens) and tokens.gap(held.end - 1).strip(" .-/") == "":
        times = SCALES.get(tokens.words[held.end])
        if times is None or len(tokens.words[held.end]) == 1:
            break
        if times == _HUNDRED <= held.value:
            break  # "300 hundred"
        held = replace(
            held,
            value=held.value * times,
            end=held.end + 1,
            scale=held.scale * times,
            most=held.most * times,
        )
    return and_half(tokens, held) if held.scale != before else held


def of_part(tokens: Tokens, at: int) -> Count | None:
    """A part of a scale, or of a dozen: "half a million", "четверть миллиона", "полмиллиона"."""
    word = tokens.words[at]
    if word.startswith("пол") and word[3:] in SCALES:
        return Count(SCALES[word[3:]] / 2, at + 1, SCALES[word[3:]])
    if word not in PARTS:
        return None
    scale = at + 1
    while scale < min(len(tokens), at + 3) and tokens.words[scale] in {"of", "a"}:
        scale += 1
    if scale >= len(tokens) or tokens.words[scale] not in SCALES:
        return None
    times = SCALES[tokens.words[scale]]
    return Count(PARTS[word] * times, scale + 1, times)


def alone(tokens: Tokens, at: int) -> Count | None:
    """A scale word without a number before it, or a couple."""
    word = tokens.words[at]
    if word in COUPLE:
        end = at + 1 + (tokens.words[at + 1 : at + 2] == ["of"])
        return scaled(tokens, Count(2, end, most=3))
    if word in ROUGH:
        held = Count(SCALES[word], at + 1, SCALES[word], rough=True)
        if tokens.words[at + 1 : at + 2] == ["of"] and at + 2 < len(tokens):
            further = SCALES.get(tokens.words[at + 2])
            if further:
                return Count(held.value * further, at + 3, further, rough=True)
        return scaled(tokens, held)
    if word not in ALONE or not _stands_alone(tokens, at):
        return None
    return scaled(tokens, and_half(tokens, Count(SCALES[word], at + 1, SCALES[word])))


def _stands_alone(tokens: Tokens, at: int) -> bool:
    word, before = tokens.words[at], tokens.words[at - 1] if at else ""
    return word not in NEEDS_ARTICLE or before in _ARTICLES
