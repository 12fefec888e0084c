"""Numbers below a million as people spell them out, in English and Russian."""

from __future__ import annotations

_ONES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen
"""
_TENS = """
    twenty thirty forty fifty sixty seventy eighty ninety
"""
_RUSSIAN_ONES = """
    ноль один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать
    тринадцать четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать
"""
_RUSSIAN_TENS = """
    двадцать тридцать сорок пятьдесят шестьдесят семьдесят восемьдесят девяносто
"""
_RUSSIAN_HUNDREDS = """
    сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот
"""
_THOUSAND, _HUNDRED, _TWENTY, _TEN = 1_000, 100, 20, 10


def english(number: int, *, hyphen: bool = True, joined: bool = True) -> str:
    """A number in English words: "twenty-five" or "twenty five", with "and" or without."""
    if number >= _THOUSAND:
        rest = number % _THOUSAND
        begin = english(number // _THOUSAND, hyphen=hyphen, joined=joined) + " thousand"
        between = " and " if joined and 0 < rest < _HUNDRED else " "
        return begin + (between + english(rest, hyphen=hyphen, joined=joined) if rest else "")
    if number >= _HUNDRED:
        rest = number % _HUNDRED
        begin = _ONES.split()[number // _HUNDRED] + " hundred"
        between = " and " if joined else " "
        return begin + (between + english(rest, hyphen=hyphen) if rest else "")
    if number >= _TWENTY:
        one = number % _TEN
        between = "-" if hyphen else " "
        return _TENS.split()[number // _TEN - 2] + (between + _ONES.split()[one] if one else "")
    return _ONES.split()[number]


def russian(number: int) -> str:
    """A number in Russian words, in the nominative."""
    thousands, rest = divmod(number, _THOUSAND)
    parts = []
    if thousands:
        parts += [*_below(thousands, feminine=True), _thousand(thousands)]
    if rest or not thousands:
        parts += _below(rest, feminine=False)
    return " ".join(parts)


def _below(number: int, *, feminine: bool) -> list[str]:
    hundreds, rest = divmod(number, _HUNDRED)
    parts = [_RUSSIAN_HUNDREDS.split()[hundreds - 1]] if hundreds else []
    if rest >= _TWENTY:
        parts.append(_RUSSIAN_TENS.split()[rest // _TEN - 2])
        rest %= _TEN
    if rest or not parts:
        one = {1: "одна", 2: "две"}.get(rest) if feminine else None
        parts.append(one or _RUSSIAN_ONES.split()[rest])
    return parts


def _thousand(number: int) -> str:
    if number % _HUNDRED in range(11, 15):
        return "тысяч"
    return {1: "тысяча", 2: "тысячи", 3: "тысячи", 4: "тысячи"}.get(number % _TEN, "тысяч")
