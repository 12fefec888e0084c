"""Quantities: another number of the same things is another claim."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case, swaps
from factbase.matching.tokens import Tokens

NAME = "number"
_CLOSE = 0.04
_FIRST_YEAR, _LAST_YEAR = 1800, 2100
_WORDS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12, "twenty": 20, "thirty": 30, "forty": 40,
    "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "half": 0.5,
    "два": 2, "две": 2, "двух": 2, "три": 3, "трех": 3, "четыре": 4, "пять": 5, "пяти": 5,
    "шесть": 6, "шести": 6, "семь": 7, "семи": 7, "восемь": 8, "восьми": 8, "девять": 9,
    "десять": 10, "десяти": 10, "двадцать": 20, "тридцать": 30, "сорок": 40, "пятьдесят": 50,
    "сто": 100, "двести": 200, "триста": 300, "пятьсот": 500,
}  # fmt: skip
_SCALES = {
    "hundred": 1e2, "hundreds": 1e2, "thousand": 1e3, "thousands": 1e3, "k": 1e3,
    "million": 1e6, "millions": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "billions": 1e9,
    "bn": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "тыс": 1e3, "миллион": 1e6, "миллиона": 1e6,
    "миллионов": 1e6, "млн": 1e6, "миллиард": 1e9, "миллиарда": 1e9, "миллиардов": 1e9,
    "млрд": 1e9,
}  # fmt: skip
_PERCENT = {"%", "percent", "процент", "процента", "процентов", "проц"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what is counted: the next telling term, and the one before."""

    value: float
    unit: str
    before: str
    written: str
    scaled: bool = False

    @property
    def is_year(self) -> bool:
        """Whether it reads as a year."""
        whole = self.written.isdigit() and len(self.written) == 4  # noqa: PLR2004 - as years are written
        return whole and _FIRST_YEAR <= self.value <= _LAST_YEAR


def quantities(tokens: Tokens, places: range) -> list[Quantity]:
    """Every number in a range of tokens."""
    found = []
    words = tokens.words
    end = places.start
    for at in [at for at in places if words[at] in _WORDS or words[at][0].isdigit()]:
        amount = value(tokens, at) if at >= end else None
        if amount is None:
            continue
        written = words[at]
        begin = end = at + 1
        while end < len(tokens) and tokens.words[end].rstrip(".") in _SCALES:
            amount *= _SCALES[tokens.words[end].rstrip(".")]
            end += 1
        unit = next((t for t in tokens.terms[end : end + 2] if t), "")
        if end < len(tokens) and tokens.words[end] in _PERCENT:
            unit = "%"
        before = next((t for t in reversed(tokens.terms[max(0, at - 2) : at]) if t), "")
        found.append(Quantity(amount, unit, before, written, end > begin))
    return found


def value(tokens: Tokens, at: int) -> float | None:
    """What a word counts, in figures or letters, without its scale; None for other words."""
    word, term = tokens.words[at], tokens.terms[at]
    if word[0].isdigit():
        try:
            return float(term)
        except ValueError:
            return None
    return _WORDS.get(word)


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _CLOSE * max(abs(one), abs(other))


def _told(wording: Tokens) -> list[Quantity]:
    return [q for q in quantities(wording, range(len(wording))) if not q.is_year]


def look(case: Case) -> Iterator[Finding]:
    """A number of the wording that has another in its place."""
    theirs = case.notes.of(_told, case.wording)
    if not theirs:
        return
    mine = quantities(case.message, case.around)
    exchanged = _beside(case, theirs, mine) or _between(case, theirs)
    if exchanged is not None:
        yield Finding(NAME, True, f"{exchanged[0]} in the claim, {exchanged[1]} said")


def _beside(case: Case, theirs: list[Quantity], mine: list[Quantity]) -> tuple[str, str] | None:
    """Two numbers of the same things."""
    for one in theirs:
        if any(_same(one.value, other.value) for other in mine):
            continue
        for other in mine:
            beside = (one.unit and one.unit == other.unit) or (
                one.before and one.before == other.before and not other.is_year
            )
            elsewhere = any(_same(other.value, third.value) for third in theirs)
            known = other.written in case.known and not other.scaled
            if beside and not elsewhere and not known:
                return one.written, other.written
    return None


def _between(case: Case, theirs: list[Quantity]) -> tuple[str, str] | None:
    """Two numbers between the same neighbours."""
    for swap in swaps(case):
        one, other = value(case.wording, swap.there), value(case.message, swap.here)
        if not swap.firm or one is None or other is None or _same(one, other):
            continue
        there, here = case.wording.words[swap.there], case.message.words[swap.here]
        counted = any(there == quantity.written for quantity in theirs)
        if counted and here not in case.known and not any(_same(other, q.value) for q in theirs):
            return there, here
    return None
