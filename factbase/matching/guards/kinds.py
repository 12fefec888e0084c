"""Kinds of numbers: money, shares, spans of time, ages, years, and plain counts of things."""

from __future__ import annotations

import re
from enum import Enum

from factbase.matching.guards.counting import Count
from factbase.matching.guards.measures import SIGNS, unit
from factbase.matching.guards.months import month
from factbase.matching.guards.shares import PERCENT
from factbase.matching.lexicon import words
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
_PEOPLE = words("people persons men women children soldiers troops человек людеи чел солдат детеи")
_YEAR = re.compile(r"(?:1[89]|20)\d\d|2100")
_OF_YEAR = words("год года году годом годы годов г гг")
_BEFORE_YEAR = words(
    "in since by until till from before after during late early mid of в с к до за от после летом "
    "весны осенью зимои конце начале конца начала"
)
_NUMBERED = re.compile(r"[.)]\s")
_BEFORE_UNIT = words("of us")
_HUNDRED = 100


def year_at(tokens: Tokens, at: int) -> int | None:
    """The year that a token names: four figures that count nothing."""
    word = tokens.words[at]
    if not _YEAR.fullmatch(word):
        return None
    behind = tokens.words[at + 1] if at + 1 < len(tokens) else ""
    before = tokens.words[at - 1] if at else ""
    if behind in _OF_YEAR:
        return int(word)
    sign = tokens.text[max(0, tokens.starts[at] - 1) : tokens.starts[at]]
    counts = behind in _PEOPLE or behind in PERCENT or "%" in tokens.gap(at)
    if counts or unit(behind) is not None or sign in SIGNS:
        return None
    round_number = int(word) % _HUNDRED == 0
    told = before in _BEFORE_YEAR or month(before) is not None
    return None if round_number and behind and not told else int(word)


def numbering(tokens: Tokens, at: int, held: Count) -> bool:
    """Whether figures number the parts of a list: "1. Flour 2. Eggs"."""
    if held.end != at + 1 or not tokens.words[at].isdigit() or not _NUMBERED.match(tokens.gap(at)):
        return False
    if ")" in tokens.gap(at):
        return "(" not in tokens.text[max(0, tokens.starts[at] - 2) : tokens.starts[at]]
    before = tokens.gap(at - 1).strip() if at else "."
    opens = at + 1 < len(tokens) and tokens.capital[at + 1]
    if held.value == 1:
        return opens and bool(before)
    return opens and f"{int(held.value) - 1}." in tokens.text[: tokens.starts[at]]


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
    return next((t for t in tokens.terms[end : end + 2] if t), "")
