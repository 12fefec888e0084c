"""Kinds of numbers: money, shares, spans of time, ages, years, and plain counts of things."""

from __future__ import annotations

from enum import Enum

from factbase.matching.guards.counting import Count
from factbase.matching.guards.measures import SIGNS, unit
from factbase.matching.guards.shares import PERCENT
from factbase.matching.lexicon import every_grammar, words
from factbase.matching.tokens import Tokens


class Kind(Enum):
    """What a number is of."""

    COUNT = "count"
    MONEY = "money"
    SHARE = "share"
    TIMES = "times"
    MULTIPLE = "multiple"
    DURATION = "duration"
    MEASURE = "measure"
    AGE = "age"
    ORDINAL = "ordinal"
    LABEL = "label"
    NUMBERING = "numbering"


_TIMES = words("times раз раза разы")
_AS_MUCH = words("as more less fewer higher lower greater larger bigger smaller faster the")
_BEFORE_UNIT = words("of us")


def kind_of(tokens: Tokens, at: int, held: Count) -> tuple[Kind, str, int]:
    """What a number counts: its kind, unit, and the last token that tells it."""
    end = held.end
    sign = _sign(tokens, at, end)
    if sign:
        return (*sign, end - 1)
    found = _by_word(tokens, at, held) or _by_unit(tokens, at, held)
    if found is not None:
        return found
    term = held.letters or _next_term(tokens, end)
    if held.ordinal:
        return Kind.ORDINAL, term, end - 1
    label = at and tokens.gap(at - 1) == "-" and tokens.terms[at - 1][:1].isalpha()
    return Kind.LABEL if label else Kind.COUNT, term, end - 1


def _by_word(tokens: Tokens, at: int, held: Count) -> tuple[Kind, str, int] | None:
    """A share, how often, or an age, by the words beside the number."""
    end = held.end
    behind = tokens.words[end : end + 2]
    if behind[:1] and (behind[0] in PERCENT or behind == ["per", "cent"]):
        return Kind.SHARE, "%", end
    if held.ordinal:
        return None
    if behind[:1] and behind[0] in _TIMES:
        return (*_times(tokens, at, end), end)
    return (Kind.AGE, "year", min(end, len(tokens) - 1)) if _is_age(tokens, at, end) else None


def _by_unit(tokens: Tokens, at: int, held: Count) -> tuple[Kind, str, int] | None:
    """Money, a span of time or a measure, by the unit behind the number or glued to it."""
    end = held.end
    behind = [*tokens.words[end : end + 2], "", ""]
    between = behind[0] in _BEFORE_UNIT
    found = unit(held.letters or behind[between])
    paid = unit(tokens.words[at - 1].removesuffix(".")) if at and found is None else None
    if paid is not None and paid.kind == "money":
        return Kind.MONEY, paid.name, end - 1  # "Rs 500"
    if held.ordinal or found is None:
        return None
    kind = {"money": Kind.MONEY, "time": Kind.DURATION}.get(found.kind, Kind.MEASURE)
    return kind, found.name, end - bool(held.letters)


def _sign(tokens: Tokens, at: int, end: int) -> tuple[Kind, str] | None:
    """Money or a share by a sign beside the number."""
    before = tokens.text[max(0, tokens.starts[at] - 3) : tokens.starts[at]].rstrip()
    behind = tokens.gap(end - 1).lstrip()[:1]
    if behind == "%":
        return Kind.SHARE, "%"
    found = SIGNS.get(before[-2:]) or SIGNS.get(before[-1:]) or SIGNS.get(behind)
    return (Kind.MONEY, found.name) if found else None


def _times(tokens: Tokens, at: int, end: int) -> tuple[Kind, str]:
    """How often, or how many times as much."""
    further = tokens.words[end + 1] if end + 1 < len(tokens) else ""
    much = further in _AS_MUCH or (at and tokens.words[at - 1] in {"в", "во"})
    return (Kind.MULTIPLE, "x") if much else (Kind.TIMES, "times")


def _is_age(tokens: Tokens, at: int, end: int) -> bool:
    """Whether a number is an age: "7 years old", "aged 7", "25-летний", "Ann Lee, 79,"."""
    if at and tokens.gap(at - 1) == ", " and tokens.gap(end - 1)[:1] == ",":
        return tokens.capital[at - 1] and tokens.words[at].isdigit() and len(tokens.words[at]) == 2  # noqa: PLR2004 - as ages are
    behind = tokens.words[end : end + 2]
    if behind[:1] and behind[0].startswith("летн"):
        return True
    if len(behind) > 1 and behind[0] in {"year", "years", "yr"} and behind[1] == "old":
        return True
    before = tokens.words[max(0, at - 2) : at]
    return before[-1:] == ["aged"] or before in (["age", "of"], ["в", "возрасте"])


def _next_term(tokens: Tokens, end: int) -> str:
    """The first telling term behind a number; none if a word of another language's grammar is."""
    behind = range(end, min(end + 2, len(tokens)))
    at = next((at for at in behind if tokens.terms[at]), None)
    return "" if at is None or tokens.words[at] in every_grammar() else tokens.terms[at]
