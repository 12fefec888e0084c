"""Numerals: the words that count, in English and Russian, and what each of them counts."""

from __future__ import annotations

from factbase.matching.lexicon import words
from factbase.matching.normalise import fold

_PLAIN = (
    "0 zero ноль нуля", "1 one один одна одно одну одного одному одним одном однои",
    "2 two два две двух двум двумя двое двоих двоим",
    "2 оба обе обоих обеих обоим обеим",  # noqa: RUF001 - Russian words
    "3 three три трех трем тремя трое троих троим",
    "4 four четыре четырех четырем четырьмя четверо четверых", "5 five пятеро пятерых",
    "6 six шестеро шестерых", "7 seven семеро семерых", "8 eight восьми восьмью", "9 nine",
    "10 ten", "11 eleven", "12 twelve", "13 thirteen", "14 fourteen", "15 fifteen", "16 sixteen",
    "17 seventeen", "18 eighteen", "19 nineteen", "20 twenty", "30 thirty",
    "40 forty сорок сорока", "50 fifty", "60 sixty", "70 seventy", "80 eighty",
    "90 ninety девяносто девяноста", "100 сто ста", "1.5 полтора полторы полутора",
    "200 двести двухсот двумстам двумястами двухстах",
    "300 триста трехсот тремстам тремястами трехстах",
    "400 четыреста четырехсот четыремстам четырьмястами четырехстах",
)  # fmt: skip
_SOFT = (
    "5 пять", "6 шесть", "7 семь", "8 восемь", "9 девять", "10 десять", "11 одиннадцать",
    "12 двенадцать", "13 тринадцать", "14 четырнадцать", "15 пятнадцать", "16 шестнадцать",
    "17 семнадцать", "18 восемнадцать", "19 девятнадцать", "20 двадцать", "30 тридцать",
)  # fmt: skip
"""Russian numerals that end in a soft sign."""
_ONES = "one two three four five six seven eight nine"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_STEMS = ("пят", "шест", "сем", "восем", "девят")
_ORDINALS = (
    "1 first перв", "2 second втор", "3 third", "4 fourth четверт", "5 fifth пят", "6 sixth шест",
    "7 seventh седьм", "8 eighth восьм", "9 ninth девят", "10 tenth десят",
    "11 eleventh одиннадцат", "12 twelfth двенадцат", "13 thirteenth тринадцат",
    "14 fourteenth четырнадцат", "15 fifteenth пятнадцат", "16 sixteenth шестнадцат",
    "17 seventeenth семнадцат", "18 eighteenth восемнадцат", "19 nineteenth девятнадцат",
    "20 twentieth двадцат", "30 thirtieth тридцат", "40 fortieth сороков",
    "50 fiftieth пятидесят", "100 hundredth сот", "1000 thousandth тысячн",
)  # fmt: skip
_ENDINGS = "ый ой ая ое ые ого ому ом ым ых ыми ую"
_THIRD = "ий ья ье ьи ьего ьему ьем ьим ьих ью ьей"


def _forms() -> dict[str, float]:
    """Every form of the plain numerals."""
    found = {
        fold(form): float(number) for number, *forms in map(str.split, _PLAIN) for form in forms
    }
    for number, form in map(str.split, _SOFT):
        begin = form[:-1]
        found |= dict.fromkeys((form, begin + "и", begin + "ью"), float(number))
    for times, stem in enumerate(_STEMS, 5):
        ten, hundred = stem + "ьдесят", stem + "ьсот"
        of = "восьми" if stem == "восем" else stem + "и"
        by = stem + "ью"
        found |= dict.fromkeys((ten, of + "десяти", by + "десятью"), times * 10.0)
        bent = (hundred, of + "сот", of + "стам", by + "стами", of + "стах")
        found |= dict.fromkeys(bent, times * 100.0)
    return found | {
        ten + one: found[ten] + found[one]  # "fortythree"
        for ten in _TENS.split()
        for one in _ONES.split()
    }


def _ordinals() -> dict[str, float]:
    """Every form of the ordinals."""
    found = {}
    for number, english, *stems in map(str.split, _ORDINALS):
        found[english] = float(number)
        for stem in stems:
            found |= {fold(stem + end): float(number) for end in _ENDINGS.split()}
    return found | {fold("трет" + end): 3.0 for end in _THIRD.split()}


PLAIN = _forms()
ORDINALS = _ordinals()
SCALES = {
    "hundred": 1e2, "hundreds": 1e2, "thousand": 1e3, "thousands": 1e3, "k": 1e3, "к": 1e3,
    "million": 1e6, "millions": 1e6, "mln": 1e6, "m": 1e6, "mn": 1e6, "billion": 1e9,
    "billions": 1e9, "bn": 1e9, "b": 1e9, "trillion": 1e12, "trillions": 1e12, "trn": 1e12,
    "lakh": 1e5, "lakhs": 1e5, "crore": 1e7, "crores": 1e7, "cr": 1e7,
    "milhao": 1e6, "milhoes": 1e6, "bilhao": 1e9, "bilhoes": 1e9, "millon": 1e6,
    "millones": 1e6, "тыс": 1e3, "тыщ": 1e3, "млн": 1e6, "млрд": 1e9, "трлн": 1e12,
    "dozen": 12, "dozens": 12, "tens": 10, "десяток": 10, "десятка": 10, "десятки": 10,
    "десятков": 10, "десятками": 10, "дюжина": 12, "дюжину": 12, "дюжины": 12, "дюжин": 12,
    "сотня": 1e2, "сотню": 1e2, "сотни": 1e2, "сотен": 1e2, "сотнями": 1e2,
    **{"тысяч" + end: 1e3 for end in ("", "а", "и", "у", "е", "еи", "ам", "ами", "ах")},
    **{
        begin + end: worth
        for begin, worth in (("миллион", 1e6), ("миллиард", 1e9), ("триллион", 1e12))
        for end in ("", "а", "у", "ом", "е", "ы", "ов", "ам", "ами", "ах")
    },
}  # fmt: skip
ALONE = words(
    "hundred thousand million billion trillion dozen тысяча тысячу миллион миллиард триллион "
    "десяток дюжина дюжину сотня сотню"
)
"""Scales that count one of themselves when no number stands before them."""
NEEDS_ARTICLE = words("hundred thousand dozen")
"""Those of them that do so behind an article only."""
ROUGH = words(
    "hundreds thousands millions billions trillions dozens tens сотни сотен тысячи тысяч миллионы "
    "миллиарды миллионов миллиардов десятки десятков сотнями десятками тысячами миллионами"
)
"""Scales that count some of themselves then, how many is left open."""
PARTS = {
    "half": 1 / 2, "halves": 1 / 2, "third": 1 / 3, "thirds": 1 / 3, "quarter": 1 / 4,
    "quarters": 1 / 4, "половина": 1 / 2, "половину": 1 / 2, "половины": 1 / 2, "половине": 1 / 2,
    "половинои": 1 / 2, "треть": 1 / 3, "трети": 1 / 3, "третью": 1 / 3, "четверть": 1 / 4,
    "четверти": 1 / 4, "четвертью": 1 / 4, "пол": 1 / 2,
}  # fmt: skip
"""Parts of a whole."""
MULTIPLES = {
    "double": 2, "doubled": 2, "doubles": 2, "doubling": 2, "twofold": 2, "вдвое": 2,
    "triple": 3, "tripled": 3, "triples": 3, "threefold": 3, "втрое": 3,
    "quadrupled": 4, "quadruple": 4, "fourfold": 4, "вчетверо": 4, "впятеро": 5, "tenfold": 10,
    **{begin + end: 2 for begin in ("удвои", "удваива")
       for end in ("л", "ла", "ли", "ло", "лся", "лась", "лись", "лось", "т", "тся", "ет", "ется")},
    **{"утрои" + end: 3 for end in ("л", "ла", "ли", "ло", "лся", "лась", "лись", "лось", "т")},
}  # fmt: skip
"""How many times as much."""
OFTEN = {
    "once": 1, "twice": 2, "thrice": 3, "однажды": 1, "единожды": 1, "дважды": 2, "трижды": 3,
    "четырежды": 4,
}  # fmt: skip
"""How many times."""
COUPLE = words("couple пара пару парои пары")
NUMERALS = frozenset().union(PLAIN, ORDINALS, SCALES, PARTS, MULTIPLES, OFTEN, COUPLE)
"""Every word that counts; "пол" also begins words of its own ("полмиллиона")."""
