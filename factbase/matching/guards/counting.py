"""Counting: what words and figures count, and in what unit."""

from __future__ import annotations

import re

from factbase.matching.lexicon import words
from factbase.matching.normalise import fold
from factbase.matching.tokens import Tokens

_NUMBERS = (
    "1 one first один",
    "2 two second twice double doubled вдвое два две двух двум двумя",
    "3 three third triple tripled втрое три трех трем тремя",
    "4 four fourth четыре четырех четырем четырьмя",
    "5 five fifth пять пяти пятью",
    "6 six sixth шесть шести шестью",
    "7 seven seventh семь семи семью",
    "8 eight eighth восемь восьми восемью",
    "9 nine ninth девять девяти девятью",
    "10 ten tenth десять десяти десятью",
    "11 eleven eleventh одиннадцать одиннадцати одиннадцатый",
    "12 twelve twelfth двенадцать двенадцати двенадцатый",
    "13 thirteen тринадцать", "14 fourteen четырнадцать", "15 fifteen пятнадцать пятнадцати",
    "16 sixteen шестнадцать", "17 seventeen семнадцать", "18 eighteen восемнадцать",
    "19 nineteen девятнадцать", "20 twenty двадцать двадцати", "30 thirty тридцать тридцати",
    "40 forty сорок сорока", "50 fifty пятьдесят пятидесяти", "60 sixty шестьдесят",
    "70 seventy семьдесят", "80 eighty восемьдесят", "90 ninety девяносто", "100 сто ста",
    "200 двести двухсот", "300 триста трехсот", "400 четыреста", "500 пятьсот пятисот",
    "600 шестьсот", "700 семьсот", "800 восемьсот", "900 девятьсот",
    "0.5 half половина половину половины пол", "0.25 quarter четверть четверти",
    "0.33 треть трети",
)  # fmt: skip
_ORDINALS = ("перв", "втор", "", "четверт", "пят", "шест", "седьм", "восьм", "девят", "десят")
_ENDINGS = ("ый", "ой", "ая", "ое", "ые", "ого", "ому", "ом", "ым", "ых", "ыми", "ую")
_THIRD = ("ий", "ья", "ье", "ьи", "ьего", "ьему", "ьем", "ьим", "ьих", "ью", "ьей")
_WORDS = {
    **{fold(form): float(n) for n, *forms in map(str.split, _NUMBERS) for form in forms},
    **{
        fold(stem + end): float(n)
        for n, stem in enumerate(_ORDINALS, 1)
        if stem
        for end in _ENDINGS
    },
    **{fold("трет" + end): 3.0 for end in _THIRD},
}
_SCALES = {
    "hundred": 1e2, "hundreds": 1e2, "thousand": 1e3, "thousands": 1e3, "k": 1e3,
    "million": 1e6, "millions": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "billions": 1e9,
    "bn": 1e9, "trillion": 1e12, "lakh": 1e5, "crore": 1e7,
    "тысяч": 1e3, "тысячи": 1e3, "тысяча": 1e3, "тысячу": 1e3, "тыс": 1e3, "миллион": 1e6,
    "миллиона": 1e6, "миллионов": 1e6, "млн": 1e6, "миллиард": 1e9, "миллиарда": 1e9,
    "миллиардов": 1e9, "млрд": 1e9, "сотни": 1e2, "сотен": 1e2, "миллионы": 1e6, "миллиарды": 1e9,
    "dozen": 12, "dozens": 12, "tens": 10, "десятки": 10, "десятков": 10, "десяток": 10,
}  # fmt: skip
_ALONE = words("million billion trillion тысяча тысячу миллион миллиард")
"""Scales that count one of themselves when no number stands before them."""
_ROUGH = words(
    "hundreds thousands millions billions dozens tens сотни сотен тысячи тысяч миллионы миллиарды "
    "десятки десятков"
)
"""Scales that count some of themselves then, how many is left open."""
_GLUED = re.compile(r"(\d+(?:[.,]\d+)*)(st|nd|rd|th|[a-zа-я%]{1,4})")
_PERCENT = words("% percent percentage процент процента процентов процентам проц")
_UNITS = (
    ("mile miles миля мили миль", "km kilometre kilometres kilometer kilometers км километров",
     "metre metres meter meters метр метра метров",
     "cm centimetre centimetres сантиметр сантиметров",
     "feet foot ft", "yard yards", "inch inches"),
    ("dollar dollars доллар доллара долларов", "euro euros евро", "pound pounds фунт фунтов",
     "rouble roubles ruble rubles рубль рубля рублей", "yuan юань юаней", "yen иена иен",
     "rupee rupees рупия рупий"),
    ("second seconds секунда секунды секунд секунду", "minute minutes минута минуты минут минуту",
     "hour hours час часа часов", "day days день дня дней", "week weeks неделя недели неделю",
     "month months месяц месяца месяцев", "year years год года лет году", "decade decades",
     "century centuries век века веков"),
    ("kg kilogram kilograms килограмм килограммов", "ton tons tonne tonnes тонна тонны тонн",
     "gram grams грамм граммов"),
)  # fmt: skip
_KINDS = {
    fold(form): (kind, number)
    for kind, units in enumerate(_UNITS)
    for number, forms in enumerate(units)
    for form in forms.split()
}


def value(tokens: Tokens, at: int) -> float | None:
    """What a word counts, in figures or letters, without its scale; None for other words."""
    word, term = tokens.words[at], tokens.terms[at]
    if not word[0].isdigit():
        return _WORDS.get(word)
    glued = _GLUED.fullmatch(word)
    try:
        return float(glued[1].replace(",", ".") if glued else term)
    except ValueError:
        return None


def scale(word: str) -> float | None:
    """What a scale word multiplies by; also one glued to its figures ("3bn")."""
    glued = _GLUED.fullmatch(word)
    return _SCALES.get(glued[2] if glued else word.rstrip("."))


def alone(tokens: Tokens, at: int) -> tuple[float, bool] | None:
    """What a scale word without a number before it counts, and whether that is only rough."""
    word = tokens.words[at]
    if word not in _SCALES:
        return None
    if at and (value(tokens, at - 1) is not None or scale(tokens.words[at - 1]) is not None):
        return None
    if word in _ROUGH:
        return _SCALES[word], True
    return (_SCALES[word], False) if word in _ALONE else None


def is_percent(word: str) -> bool:
    """Whether a word stands for per cent."""
    return word in _PERCENT


def has_unit(tokens: Tokens) -> bool:
    """Whether a text names a unit."""
    return not _KINDS.keys().isdisjoint(tokens.words)


def other_unit(there: str, here: str) -> bool:
    """Whether two words are different units of the same kind: miles and kilometres."""
    one, other = _KINDS.get(there), _KINDS.get(here)
    return one is not None and other is not None and one[0] == other[0] and one != other
