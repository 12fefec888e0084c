"""Shares: parts of a whole, in per cent: "half", "two thirds", "1/3", "one in five"."""

from __future__ import annotations

from factbase.matching.guards.counting import count
from factbase.matching.guards.measures import unit
from factbase.matching.guards.numerals import ORDINALS, PARTS, PLAIN, SCALES
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

ALL = 100.0
HALVED = words("halved halves halving")
EVERY = words("каждый каждая каждое каждого каждую каждому каждой каждым every")
_PARTS = words("часть части частью долю доля доли")
MOST = words("majority most большинство большинства большинству")
_NO_PART = words("first second third fourth last other better")
"""Before these "half" and "quarter" are a piece of a game or a year."""
_ARTICLES = words("a one одна одну")
_BEHIND = words("of the in by from on to and at as")
"""Behind "a third" these show that it is a part, and no third one."""
_MOST = 1_000
_FOUR = 4
_OF_ONE = words("a of one per")
PERCENT = words(
    "percent percentage pct cent процент процента процентов процентам процентах проц п.п"
)


def share(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """The share in per cent that begins at a token, and the token behind it."""
    word = tokens.words[at]
    if word in HALVED:
        return ALL / 2, at + 1
    if word in MOST and (word != "most" or tokens.words[at + 1 : at + 2] == ["of"]):
        return ALL / 2, at + 1
    return _fraction(tokens, at) or _part(tokens, at) or _every(tokens, at) or _one_in(tokens, at)


def _fraction(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """Figures: "1/3", "½"."""
    if at + 1 >= len(tokens) or tokens.gap(at) not in {"/", "\u2044"}:
        return None
    if at and tokens.gap(at - 1)[-1:] == "/":
        return None
    above, below = tokens.words[at], tokens.words[at + 1]
    if not (above.isdigit() and below.isdigit()) or len(above + below) > 4:  # noqa: PLR2004 - no date
        return None
    whole = tokens.gap(at + 1)[:1] == "/" or not 0 < int(above) < int(below)
    return None if whole else (ALL * int(above) / int(below), at + 2)


def _part(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """Words: "half", "a third of", "three quarters", "две трети", "пятая часть"."""
    number, part = 1.0, at
    if tokens.words[at] in PLAIN and at + 1 < len(tokens) and tokens.gap(at) in {" ", "-"}:
        number, part = PLAIN[tokens.words[at]], at + 1
    word = tokens.words[part]
    behind = tokens.words[part + 1] if part + 1 < len(tokens) else ""
    if behind in _PARTS and word in ORDINALS and ORDINALS[word] > 1:
        return ALL * number / ORDINALS[word], part + 2
    of = PARTS.get(word) or _english_part(word)
    if of is None or _is_scaled(tokens, part + 1) or number * of > 1:
        return None
    percent = next(
        (i for i in range(part + 1, min(len(tokens), part + 4)) if tokens.words[i] in PERCENT), 0
    )
    if percent and all(tokens.words[i] in _OF_ONE for i in range(part + 1, percent)):
        return number * of, percent + 1  # "half a percent"
    return None if _is_another(tokens, at, part, behind) else (ALL * number * of, part + 1)


def _is_scaled(tokens: Tokens, at: int) -> bool:
    """Whether a scale stands at a place, or behind an article there: "half a million"."""
    behind = [word for word in tokens.words[at : at + 3] if word not in {"a", "of"}]
    return bool(behind) and behind[0] in SCALES


def _english_part(word: str) -> float | None:
    """The part that an ordinal names: "a tenth", "two fifths"."""
    number = ORDINALS.get(word.removesuffix("s"), 0) if word[0] < "\u0400" else 0
    return 1 / number if number >= _FOUR else None


def _is_another(tokens: Tokens, at: int, part: int, behind: str) -> bool:
    """Whether "half" or "third" is of a span of time, of a game, or the third one."""
    word, before = tokens.words[part], tokens.words[at - 1] if at else ""
    if (word == "third" or word not in PARTS) and part == at:
        free = not behind or behind in _BEHIND or tokens.gap(part).strip() != ""
        return before not in _ARTICLES or not free
    if before in _NO_PART or tokens.gap(part) == "-":
        return True
    span = tokens.words[part + 2 : part + 3] if behind in {"a", "an", "of"} else [behind]
    return bool(span) and unit(span[0]) is not None


def _every(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """One of so many: "каждый пятый", "every third"."""
    if tokens.words[at] not in EVERY or at + 1 >= len(tokens):
        return None
    number = ORDINALS.get(tokens.words[at + 1], 0)
    return (ALL / number, at + 2) if number > 1 else None


def _one_in(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """So many of so many: "one in five", "three out of four", "один из пяти"."""
    if tokens.words[at] not in PLAIN and not tokens.words[at].isdigit():
        return None
    number = count(tokens, at)
    if number is None or number.scale != 1 or number.end + 1 >= len(tokens):
        return None
    end = number.end
    joined = tokens.words[end] in {"in", "из"} or tokens.words[end : end + 2] == ["out", "of"]
    whole = count(tokens, end + 1 + (tokens.words[end] == "out")) if joined else None
    if whole is None or whole.ordinal or not number.value < whole.value <= _MOST:
        return None
    span = tokens.words[whole.end] if whole.end < len(tokens) else ""
    if tokens.words[end] == "in" and (number.value != 1 or unit(span) is not None):
        return None
    return ALL * number.value / whole.value, whole.end
