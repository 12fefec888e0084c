"""Counting: what figures and words count together, as "25", "1.5m" and "two hundred and ten" do."""

from __future__ import annotations

from dataclasses import dataclass, replace

from factbase.matching.guards.figures import ORDINAL, Figures, figures
from factbase.matching.guards.numerals import (
    ALONE,
    COUPLE,
    NEEDS_ARTICLE,
    ORDINALS,
    PARTS,
    PLAIN,
    ROUGH,
    SCALES,
)
from factbase.matching.guards.spelled import spelled
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_ARTICLES = words("a an one")
_HUNDRED, _THOUSAND = 100, 1_000


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


def value(tokens: Tokens, at: int) -> float | None:
    """What one word counts, in figures or letters, without its scale; None for other words."""
    word = tokens.words[at]
    found = figures(tokens, at)
    return found.value if found else PLAIN.get(word, ORDINALS.get(word))


def count(tokens: Tokens, at: int) -> Count | None:
    """The number that begins at a token, with all the words that belong to it."""
    found = figures(tokens, at)
    if found:
        held = _of_figures(tokens, found)
    else:
        held = _of_part(tokens, at) or _of_words(tokens, at) or _alone(tokens, at)
    return _lower(tokens, held) if held and held.scale >= _THOUSAND and not held.rough else held


def _of_figures(tokens: Tokens, found: Figures) -> Count | None:
    letters, end = found.letters, found.end
    if letters == "s":
        return None  # a decade
    if letters in SCALES:
        return _scaled(tokens, Count(found.value * SCALES[letters], end, SCALES[letters]))
    ordinal = letters in ORDINAL
    if not letters and end < len(tokens) and tokens.gap(end - 1) == "-":
        ordinal = tokens.words[end] in ORDINAL
        end += ordinal
    held = Count(found.value, end, ordinal=ordinal, letters="" if ordinal else letters)
    return held if letters or ordinal else _scaled(tokens, _and_half(tokens, held))


def _of_words(tokens: Tokens, at: int) -> Count | None:
    """Words up to 999 and the scales behind them."""
    found = spelled(tokens, at)
    if found is None:
        return None
    held = Count(found.value, found.end, ordinal=found.ordinal)
    return held if found.ordinal else _scaled(tokens, _and_half(tokens, held))


def _and_half(tokens: Tokens, held: Count) -> Count:
    """A number with half a one more: "two and a half", "два с половиной"."""
    behind = tokens.words[held.end : held.end + 3]
    if behind == ["and", "a", "half"]:
        return replace(held, value=held.value + held.scale / 2, end=held.end + 3)
    if behind[:2] == ["с", "половинои"]:
        return replace(held, value=held.value + held.scale / 2, end=held.end + 2)
    return held


def _scaled(tokens: Tokens, held: Count) -> Count:
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
    return _and_half(tokens, held) if held.scale != before else held


def _of_part(tokens: Tokens, at: int) -> Count | None:
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


def _alone(tokens: Tokens, at: int) -> Count | None:
    """A scale word without a number before it, or a couple."""
    word = tokens.words[at]
    if word in COUPLE:
        end = at + 1 + (tokens.words[at + 1 : at + 2] == ["of"])
        return _scaled(tokens, Count(2, end, most=3))
    if word in ROUGH:
        held = Count(SCALES[word], at + 1, SCALES[word], rough=True)
        if tokens.words[at + 1 : at + 2] == ["of"] and at + 2 < len(tokens):
            further = SCALES.get(tokens.words[at + 2])
            if further:
                return Count(held.value * further, at + 3, further, rough=True)
        return _scaled(tokens, held)
    if word not in ALONE or not _stands_alone(tokens, at):
        return None
    return _scaled(tokens, _and_half(tokens, Count(SCALES[word], at + 1, SCALES[word])))


def _stands_alone(tokens: Tokens, at: int) -> bool:
    word, before = tokens.words[at], tokens.words[at - 1] if at else ""
    return word not in NEEDS_ARTICLE or before in _ARTICLES


def _lower(tokens: Tokens, held: Count) -> Count:
    """A number with the lower one behind its scale: "two thousand and five"."""
    at = held.end
    if at < len(tokens) and tokens.words[at] == "and":
        at += 1
    if at >= len(tokens) or tokens.gap(at - 1) != " " or tokens.gap(held.end - 1) != " ":
        return held
    found = figures(tokens, at)
    further = None if found else _of_words(tokens, at)
    if found and at == held.end and found.value >= _HUNDRED and not found.letters:
        further = _of_figures(tokens, found)
    if further is None or further.value >= held.scale or further.value < 1:
        return held
    if further.scale >= _THOUSAND:
        further = _lower(tokens, further)
    return replace(held, value=held.value + further.value, end=further.end, ordinal=further.ordinal)
