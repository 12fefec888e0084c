"""Light stemming: enough that plural, tense and case don't hide a word.

English follows steps 1a, 1b and part of 2-4 of Porter, "An algorithm for suffix stripping",
1980; Russian strips inflectional endings as in the Snowball description (perfective gerund,
reflexive, adjective, verb, noun), shortened; Arabic loses articles, conjunctions and the
commonest endings (light10 of Larkey, Ballesteros and Connell, "Light stemming for Arabic
information retrieval", 2007). Other languages keep their words, and are found by their
character n-grams.
"""

# ruff: noqa: RUF001 - Arabic endings are what a part of this is about

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib.resources import files

_VOWEL = re.compile(r"[aeiouy]")
_DERIVED = (
    ("ational", "ate"), ("ization", "ize"), ("isation", "ize"), ("fulness", "ful"),
    ("ousness", "ous"), ("iveness", "ive"), ("ation", "ate"), ("alism", "al"), ("ments", ""),
    ("ment", ""), ("ness", ""), ("ities", ""), ("ity", ""), ("ance", ""), ("ence", ""),
    ("able", ""), ("ible", ""), ("ful", ""), ("ism", ""), ("ist", ""), ("ive", ""),
    ("ly", ""), ("al", ""), ("or", ""), ("er", ""), ("ion", ""), ("ic", ""),
)  # fmt: skip
_DERIVED_BY_END = {
    last: tuple(pair for pair in _DERIVED if pair[0][-1] == last)
    for last in {suffix[-1] for suffix, _ in _DERIVED}
}
_RU_REFLEXIVE = re.compile(r"(ся|сь)$")
_RU_ENDING = re.compile(
    r"(ивши|ывши|вшись|ившись|ывшись|"
    r"еише|ими|ыми|его|ого|ему|ому|ее|ие|ые|ое|еи|ии|ыи|ои|ем|им|ым|ом|их|ых|ую|юю|ая|яя|ою|ею|"
    r"ила|ыла|ена|еите|уите|ите|или|ыли|ило|ыло|ено|ует|уют|ены|ить|ыть|ишь|ает|яет|ают|яют|"
    r"ала|яла|али|яли|ало|яло|ать|ять|ал|ял|ил|ыл|ят|ит|ыт|ут|ют|ет|ешь|нно|"
    r"иями|ями|ами|иеи|иям|ием|иях|ям|ам|ах|ях|ов|ев|ию|ью|ия|ья|а|е|и|о|у|ы|ь|ю|я)$"
)
# As folding leaves them: one alef, one yeh, and heh for teh marbuta.
_AR_ARTICLES = ("وال", "بال", "كال", "فال", "ال", "لل")
_AR_ENDINGS = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")
_AR_KEPT = 2
_KEPT = 3
_EDGE = 5


def stem(word: str) -> str:
    """The stem of a folded lower-case word; numbers and short words stay as they are.

    Of short words only irregular forms change ("won", "ran").
    """
    if len(word) <= _KEPT or word[0].isdigit():
        return _irregular().get(word, word)
    if "a" <= word[0] <= "z" and word.isascii():
        return _english(word)
    if "\u0400" <= word[0] < "\u0530":
        return _russian(word)
    if "\u0600" <= word[0] < "\u0700":
        return _arabic(word)
    return word


@cache
def _irregular() -> dict[str, str]:
    """The plain form of each irregular verb form."""
    text = (files("factbase.matching.data") / "irregular.txt").read_text(encoding="utf-8")
    rows = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return {form: plain for plain, *forms in rows for form in forms}


def _english(word: str) -> str:
    word = _irregular().get(word) or _plural(word)
    for suffix in ("ingly", "edly", "ing", "ed"):
        if word.endswith(suffix) and _VOWEL.search(word[: -len(suffix)]):
            rest = word[: -len(suffix)]
            if len(rest) >= _KEPT:
                word = _mend(rest)
            break
    if word.endswith("y") and len(word) > _KEPT:
        word = word[:-1] + "i"
    for suffix, instead in _DERIVED_BY_END.get(word[-1], ()):
        if word.endswith(suffix) and len(word) - len(suffix) >= _EDGE - 1:
            word = word[: -len(suffix)] + instead
            break
    return word[:-1] if word.endswith("e") and len(word) > _KEPT else word


def _plural(word: str) -> str:
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("ies"):
        return word[:-3] + "y" if len(word) > _EDGE - 1 else word[:-1]
    if word.endswith("s") and word[-2] not in "sui":
        return word[:-1]
    return word


def _mend(rest: str) -> str:
    if rest[-1] == rest[-2] and rest[-1] not in "lszaeiou":
        return rest[:-1]
    return rest


def _russian(word: str) -> str:
    word = _RU_REFLEXIVE.sub("", word)
    cut = _RU_ENDING.sub("", word)
    return cut if len(cut) >= _KEPT else word


def _arabic(word: str) -> str:
    word = word.removeprefix("و")
    word = _without(word, _AR_ARTICLES, str.startswith, str.removeprefix)
    for _ in range(2):
        word = _without(word, _AR_ENDINGS, str.endswith, str.removesuffix)
    return word


def _without(
    word: str,
    parts: tuple[str, ...],
    holds: Callable[[str, str], bool],
    cut: Callable[[str, str], str],
) -> str:
    """The word without the first of these parts that leaves enough of it."""
    for part in parts:
        if holds(word, part) and len(word) - len(part) >= _AR_KEPT:
            return cut(word, part)
    return word
