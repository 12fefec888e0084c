"""Aspects: whether two Russian words are forms of one verb, perfective and imperfective.

What is denied is mostly told in the other aspect: "уволил" is denied by "не увольнял". Such a pair
has one root, behind the same prefix or with none in one of them; before the ending the root's last
consonant and its vowel alternate (Wade, "A Comprehensive Russian Grammar", chapter on aspect).
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile
from operator import eq

from factbase.matching.lexicon import words

_PREFIXES = words(
    "без бес в во вз вс воз вос вы до за из ис изо на над о об обо от ото пере по под подо пре "  # noqa: RUF001 - Russian
    "пред при про раз рас разо с со у"
)
_ALIKE = str.maketrans({
    **dict.fromkeys("шх", "с"), **dict.fromkeys("жгд", "з"), **dict.fromkeys("чкцщ", "т"),
    "о": "а", "и": "е", "я": "а", "ь": "", "ъ": "",
})  # fmt: skip
"""Sounds that take each other's place in the forms of one root."""
_ROOTS = (
    "ид ход хож шел шл ыд", "вед вод вож вел вест", "ним нял ня им", "бер бир бра", "да", "ста",  # noqa: RUF001 - Russian
    "нес нос нош", "вез воз вож", "сла сыл шле", "жег жиг жг", "клад лож лаг", "мер мир",
)  # fmt: skip
"""The few roots that change more than that."""
_UNUSUAL = tuple(tuple(forms.split()) for forms in _ROOTS)
_LASTS = re.compile(r"(?:[ыи]?ва|[аеиуыя])?(?:л|ть|н|ет|ют|ем|ит)[аоиы]?(?:с[яь])?")
"""How a verb goes on behind its root, with what makes it imperfective."""
_SHORTEST = 2
_LONGEST = max(map(len, _PREFIXES))
_SAME = 3
_SAME_BARE = 4


@lru_cache(maxsize=4_096)
def is_pair(one: str, other: str) -> bool:
    """Whether two folded words, both Russian, are forms of one verb."""
    if min(one[:1], other[:1]) < "а" or one == other:
        return one == other
    return any(
        _agree(rest, more, bare=before != ahead)
        for before, rest in _cut(one)
        for ahead, more in _cut(other)
        if before == ahead or not before or not ahead
    )


def _cut(word: str) -> list[tuple[str, str]]:
    """Prefixes that a word may begin with, none among them, each with what follows."""
    cuts = [
        (word[:n], word[n:])
        for n in range(1, _LONGEST + 1)
        if word[:n] in _PREFIXES and len(word) > n + _SHORTEST
    ]
    return [("", word), *cuts]


def _agree(one: str, other: str, *, bare: bool) -> bool:
    """Whether what follows the prefixes is of one root; of a longer one where one has no prefix."""
    first, second = _root(one), _root(other)
    if first is not None and first is second:
        return not bare
    here, there = one.translate(_ALIKE), other.translate(_ALIKE)
    alike: int = sum(takewhile(bool, map(eq, here, there)))
    if alike >= (_SAME_BARE if bare else _SAME):
        return 2 * alike >= min(len(here), len(there))
    least = _SAME if bare else _SHORTEST
    return alike >= least and _is_end(one, alike) and _is_end(other, alike)


def _root(rest: str) -> tuple[str, ...] | None:
    return next((forms for forms in _UNUSUAL if rest.startswith(forms)), None)


def _is_end(rest: str, at: int) -> bool:
    return _LASTS.fullmatch(rest[at:]) is not None
