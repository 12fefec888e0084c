"""Figures that count nothing: years, and the numbers of the parts of a list."""

from __future__ import annotations

import re

from factbase.matching.guards.counting import Count
from factbase.matching.guards.measures import SIGNS, unit
from factbase.matching.guards.months import month
from factbase.matching.guards.shares import PERCENT
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_PEOPLE = words("people persons men women children soldiers troops человек людеи чел солдат детеи")
_YEAR = re.compile(r"(?:1[89]|20)\d\d|2100")
_OF_YEAR = words("год года году годом годы годов г гг")
_BEFORE_YEAR = words(
    "in since by until till from before after during late early mid of в с к до за от после летом "
    "весны осенью зимои конце начале конца начала"
)
_NUMBERED = re.compile(r"[.)]\s")
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
