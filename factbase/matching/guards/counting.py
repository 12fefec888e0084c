"""Counting: what figures and words count together, as "25", "1.5m" and "two hundred and ten" do."""

from __future__ import annotations

from dataclasses import replace

from factbase.matching.guards.figures import ORDINAL, Figures, figures
from factbase.matching.guards.numerals import ORDINALS, PLAIN, SCALES
from factbase.matching.guards.scaling import Count, alone, and_half, of_part, scaled
from factbase.matching.guards.spelled import spelled
from factbase.matching.tokens import Tokens

__all__ = ["Count", "count", "value"]
_HUNDRED, _THOUSAND = 100, 1_000


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
        held = of_part(tokens, at) or _of_words(tokens, at) or alone(tokens, at)
    return _lower(tokens, held) if held and held.scale >= _THOUSAND and not held.rough else held


def _of_figures(tokens: Tokens, found: Figures) -> Count | None:
    letters, end = found.letters, found.end
    if letters == "s":
        return None  # a decade
    if letters in SCALES:
        return scaled(tokens, Count(found.value * SCALES[letters], end, SCALES[letters]))
    ordinal = letters in ORDINAL
    if not letters and end < len(tokens) and tokens.gap(end - 1) == "-":
        ordinal = tokens.words[end] in ORDINAL
        end += ordinal
    held = Count(found.value, end, ordinal=ordinal, letters="" if ordinal else letters)
    return held if letters or ordinal else scaled(tokens, and_half(tokens, held))


def _of_words(tokens: Tokens, at: int) -> Count | None:
    """Words up to 999 and the scales behind them."""
    found = spelled(tokens, at)
    if found is None:
        return None
    held = Count(found.value, found.end, ordinal=found.ordinal)
    return held if found.ordinal else scaled(tokens, and_half(tokens, held))


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
