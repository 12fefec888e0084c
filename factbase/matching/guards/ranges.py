"""Ranges: numbers with two ends, and words that tell how often or how many times as much."""

from __future__ import annotations

from dataclasses import replace

from factbase.matching.guards.amounts import Amount, made
from factbase.matching.guards.counting import Count, count
from factbase.matching.guards.kinds import Kind
from factbase.matching.guards.numerals import MULTIPLES, OFTEN
from factbase.matching.guards.years import year_at
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_RANGE = words("to or до или")
_BETWEEN = words("between между")
_LIMITS = words("only just exactly лишь только всего ровно")
_TURNS = words("again more upon")


def range_of(tokens: Tokens, first: int, held: Count) -> Count:
    """Both ends of a range: "10-15", "from 10 to 15", "between 5 and 10 million"."""
    at = held.end
    between = first > 0 and tokens.words[first - 1] in _BETWEEN
    if held.rough or held.ordinal or held.letters or at >= len(tokens):
        return held
    dash = tokens.gap(at - 1).strip(" %$€£") == "-"
    joined = tokens.words[at] in _RANGE or (between and tokens.words[at] in {"and", "и"})
    if not dash and joined and at + 1 < len(tokens):
        at += 1
    elif not dash:
        return held
    further = None if year_at(tokens, at) is not None else count(tokens, at)
    if further is None or further.rough or further.ordinal:
        return held
    times = further.scale if held.scale == 1 and held.value < further.value / further.scale else 1
    value = held.value * times
    return replace(further, value=value, most=further.value) if value < further.value else held


def often(tokens: Tokens, at: int) -> Amount | None:
    """How often, or how many times as much, one word tells."""
    word = tokens.words[at]
    behind = tokens.words[at + 1] if at + 1 < len(tokens) else ""
    if word in MULTIPLES:
        return made(tokens, at, Count(MULTIPLES[word], at + 1), Kind.MULTIPLE, "x")
    if word not in OFTEN:
        return None
    if word == "twice" and behind in {"as", "the", "more"}:
        return made(tokens, at, Count(2, at + 1), Kind.MULTIPLE, "x")
    limited = at and tokens.words[at - 1] in _LIMITS
    if OFTEN[word] == 1 and (behind in _TURNS or not limited):
        return None  # "once" is formerly more often than not
    return made(tokens, at, Count(OFTEN[word], at + 1), Kind.TIMES, "times")
