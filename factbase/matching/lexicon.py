"""General knowledge of words: grammar words, everyday words, names of countries and blocs.

The lists are plain text in `data/`, written for this project, and know nothing of any fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from pathlib import Path

from factbase.matching.normalise import fold

_DATA = Path(__file__).parent / "data"

_ENDINGS = frozenset(
    fold(ending)
    for ending in re.split(
        ",",
        ",а,у,е,ы,и,о,ь,я,ю,й,ом,ем,ев,ов,ам,ям,ах,ях,ами,ями,ой,ою,ей,ею,ий,ый,ая,яя,ое,ее,ые,ие,"
        "ого,его,ому,ему,ым,им,ых,их,ую,юю,ыми,ими,ия,ии,ию,ией,ец,ца,цу,цы,цев,цам,цами,ка,ки,"
        "цах,кой,ку,ин,ина,ане,анин,анка,ен,ена,ский,ская,ское,ские,ского,скому,ском,ских,ским,скую,"
        "ской,скими,йский,йская,йское,йские,йского,йскому,йском,йских,йским,йскую,йской,йскими,йцы,"
        "йцев,йцам,йцами,йцах",
    )
)
_SHORT_STEM = 3


def words(text: str) -> frozenset[str]:
    """The words of a line, folded, as a set to look up in."""
    return frozenset(fold(text).split())


@dataclass(frozen=True, slots=True)
class Name:
    """A country, bloc or group that one word, or two, stand for."""

    code: str
    kind: str


@dataclass(slots=True)
class Names:
    """Forms of names: single words, pairs by first word, words as written, Russian stems."""

    words: dict[str, Name] = field(default_factory=dict)
    pairs: dict[str, dict[str, Name]] = field(default_factory=dict)
    capitals: dict[str, Name] = field(default_factory=dict)
    stems: dict[str, Name] = field(default_factory=dict)
    by_code: dict[str, Name] = field(default_factory=dict)

    def forms(self, code: str) -> list[str]:
        """Single words, in any language, that stand for a name."""
        held = (*self.words.items(), *self.stems.items())
        return [form for form, name in held if name.code == code]

    def of_word(self, word: str) -> Name | None:
        """The name a lower-case folded word stands for, or None."""
        known = self.words.get(word)
        if known is not None or word < "\u0400":  # also what is left of an apostrophe: nothing
            return known or (self.words.get(word[:-1]) if word.endswith("s") else None)
        return self._stemmed(word)

    def of_pair(self, first: str, second: str) -> Name | None:
        """The name two neighbouring words stand for together, or None."""
        for one in _forms(first):
            for other in _forms(second) if one in self.pairs else ():
                if other in self.pairs[one]:
                    return self.pairs[one][other]
        return None

    def _stemmed(self, word: str) -> Name | None:
        for stem in _stems(word):
            if stem in self.stems:
                return self.stems[stem]
        return None


@lru_cache(maxsize=8_192)
def _stems(word: str) -> tuple[str, ...]:
    """Beginnings of a Russian word that leave a known ending, longest first."""
    return tuple(
        word[:cut]
        for cut in range(len(word), 1, -1)
        if word[cut:] in _ENDINGS and (cut >= _SHORT_STEM or cut == len(word))
    )


def _forms(word: str) -> tuple[str, ...]:
    """A word as it is, and what is left of a Russian one without its ending."""
    return _stems(word) if word >= "\u0400" else (word,)


def lines(name: str) -> list[str]:
    """Lines of a list in `data/`, without its comments."""
    text = (_DATA / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


@cache
def stopwords() -> dict[str, frozenset[str]]:
    """Grammar words by language, folded."""
    found = {}
    for line in lines("stopwords.txt"):
        language, words = line.split(":", 1)
        found[language] = frozenset(fold(word).replace("'", "") for word in words.split())
    return found


@cache
def grammar() -> frozenset[str]:
    """Grammar words of English and Russian: left out of the index."""
    return stopwords()["en"] | stopwords()["ru"]


@cache
def every_grammar() -> frozenset[str]:
    """Grammar words of every language listed."""
    return frozenset().union(*stopwords().values())


@cache
def everyday(language: str) -> frozenset[str]:
    """Everyday words of one language, folded; empty for languages without a list."""
    held_by = (line.split(":", 1) for line in lines("common.txt"))
    return frozenset(fold(w) for name, held in held_by if name == language for w in held.split())


@cache
def common() -> frozenset[str]:
    """Everyday words of any language, folded."""
    return frozenset(
        fold(word) for line in lines("common.txt") for word in line.split(":", 1)[1].split()
    )


@cache
def names() -> Names:
    """Every known name of a country, bloc or group."""
    known = Names()
    for line in lines("names.txt"):
        code, kind, english, russian = (part.strip() for part in line.split("|"))
        name = Name(code, kind)
        known.by_code[code] = name
        for form in english.split():
            _add_form(known, form, name)
        for stem in russian.split():
            first, _, second = fold(stem.replace("_", " ")).partition(" ")
            if second:
                known.pairs.setdefault(first, {})[second] = name
            elif stem[0].isupper():
                known.capitals[first] = name
            else:
                known.stems[first] = name
    return known


def _add_form(known: Names, form: str, name: Name) -> None:
    first, _, second = form.partition("_")
    if second:
        known.pairs.setdefault(fold(first).lower(), {})[fold(second).lower()] = name
    elif form[0].isupper():
        known.capitals[form] = name
    else:
        known.words[fold(form)] = name
