"""Subjects: somebody beside the one whom the claim has as its subject ("a woman who knew X")."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from factbase.matching.guards.exchanges import ASIDES
from factbase.matching.guards.narrowing import is_other, skipped
from factbase.matching.guards.reading import Reading
from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_BESIDE = words("of to by near with against from for behind under in at on around like than")
_RELATIVE = words("who whose whom whoever")
_BY_WHOM = ("еи", "ои", "ами", "ями")
"""Endings, folded, of who did something, not of whose something is."""
_WORDS_ON = 3


def doubts(reading: Reading) -> Iterator[str]:
    """Who has come beside the subject, where a message begins as the claim does."""
    case = reading.case
    if not reading.new:
        return
    subject = next((term for term in case.wording.terms if term), "")
    for at in range(case.first, min(case.first + _WORDS_ON, case.last + 1)):
        if case.message.terms[at] != subject:
            continue
        found = (look(reading, at) for look in (_beside, _genitive, _headed))
        other = next((place for place in found if place is not None), None)
        if other is not None:
            yield f"“{case.message.words[other]}” makes it another's"


def _opening(wording: Tokens) -> str:
    """The first telling word of a wording as it is written."""
    found = zip(wording.words, wording.terms, strict=True)
    return next((word for word, term in found if term), "")


def _beside(reading: Reading, at: int) -> int | None:
    """Who is beside the claim's subject: "a firm close to X", "a woman who knew X"."""
    before = skipped(reading.message, at)
    if before < 0:
        return None
    words = reading.message.words
    other = reading.before(before)
    if words[before] in _BESIDE and other is not None and is_other(reading, other):
        return other
    near = range(max(0, at - _WORDS_ON), at)
    return next((place for place in near if words[place] in _RELATIVE), None)


def _neighbours(wording: Tokens) -> frozenset[tuple[str, str]]:
    return frozenset(pairwise(filter(None, wording.terms)))


def _headed(reading: Reading, at: int) -> int | None:
    """What the subject's name only describes: "Walmart suppliers sell"."""
    message, other = reading.message, at + 1
    while other < reading.case.last and reading.shares(other) and reading.is_name(other):
        other += 1
    if not reading.is_name(at) or other + 1 > reading.case.last or not is_other(reading, other):
        return None
    word = message.words[other]
    verb = word.endswith(("ly", "ed", "ing")) or word in ASIDES or message.capital[other]
    plain = reading.gap(other - 1) == " " and word[0] < "\u0400" and not verb
    pair = message.terms[other - 1], message.terms[other + 1]
    return (
        other
        if plain and pair in reading.case.notes.of(_neighbours, reading.case.wording)
        else None
    )


def _genitive(reading: Reading, at: int) -> int | None:
    """Whose the Russian subject has become: "союзник России", "зять мэра"."""
    word = reading.message.words[at]
    if at < 1 or word[0] < "\u0400" or word[-1] not in "аяыи" or word.endswith(_BY_WHOM):
        return None
    if any(word == reading.case.notes.of(_opening, one) for one in reading.case.wordings):
        return None
    return at - 1 if is_other(reading, at - 1) else None
