"""Strangers: a name of the claim isn't said, and one that no text of the fact knows stands instead.

Wherever the two stand: "in the photo a flag shows Hillary Clinton" beside a claim about "a flag
with an image of Barack Obama". What stands in the very place of another, `names` sees.
"""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.guards.case import Case
from factbase.matching.guards.forms import abbreviates, is_form
from factbase.matching.guards.reading import repeats, words_of
from factbase.matching.guards.units import Unit, kind_of, told, units
from factbase.matching.language import judge
from factbase.matching.tokens import Tokens

_MOST = 2 / 3
"""Share of a fact's wordings that a name must be in, or the claim can do without it."""
_LONGEST = 80
"""Words of a message from which its names belong to much that the claim says nothing of."""
_BESIDE = 9
_NEAR = 40
"""Words around the passage: how far a sentence reaches, and where a name may be told instead."""
_ENDS = frozenset(".!?;\n")


def look(case: Case) -> tuple[str, str] | None:
    """A name of the claim and the stranger's instead of it; in English and Russian.

    Other languages begin sentences with words that no list here knows as grammar.
    """
    if len(case.message) > _LONGEST or not case.notes.of(_is_read, case.wording):
        return None
    held = set(case.message.terms)
    missing = [unit for unit in case.notes.of(told, case.wording) if not _is_said(case, unit, held)]
    gone = {case.wording.terms[at] for unit in missing for at in unit}
    if not missing or not repeats(case, gone):
        return None
    missing = [unit for unit in missing if _is_essential(case, unit) and not _is_formed(case, unit)]
    found = [unit for unit in units(case.message, _sentence(case)) if _is_stranger(case, unit)]
    if len(found) > len(missing) + 1:
        return None  # somebody tells of others, too
    for unit in missing:
        kind = kind_of(case.wording, unit)
        other = next((one for one in found if kind_of(case.message, one) == kind), None)
        if other is not None:
            return _plain(case.wording, unit), _plain(case.message, other)
    return None


def _is_read(wording: Tokens) -> bool:
    return judge(wording.words).stemmed


def _is_said(case: Case, unit: Unit, held: set[str]) -> bool:
    """Whether the message has any word of a name."""
    return any(case.wording.terms[at] in held for at in unit if case.wording.terms[at])


def _is_formed(case: Case, unit: Unit) -> bool:
    """Whether the message has a name in another form, near the passage, or its initials."""
    own = [case.wording.words[at] for at in unit]
    near = case.message.words[max(0, case.first - _NEAR) : case.last + 1 + _NEAR]
    if any(is_form(word, said) for word in own for said in near):
        return True
    return abbreviates(own, near) or any(
        abbreviates(near[at : at + len(own[0])], own) for at in range(len(near))
    )


def _is_essential(case: Case, unit: Unit) -> bool:
    terms = {case.wording.terms[at] for at in unit} - {""}
    holding = sum(not terms.isdisjoint(one.terms) for one in case.wordings)
    return holding >= _MOST * len(case.wordings)


def _sentence(case: Case) -> range:
    """The passage, and what stands beside it in the same sentence."""
    first, last, message = case.first, case.last, case.message
    while first and case.first - first < _BESIDE and not _ends(case, first - 1):
        first -= 1
    while last + 1 < len(message) and last - case.last < _BESIDE and not _ends(case, last):
        last += 1
    return range(first, last + 1)


def _ends(case: Case, at: int) -> bool:
    """Whether a sentence ends behind a word; an initial's point ends none."""
    if len(case.message.words[at]) == 1:
        return False
    return not _ENDS.isdisjoint(case.message.gap(at))


def _is_stranger(case: Case, unit: Unit) -> bool:
    """Whether no text of the fact has any word of a name, and it isn't who signs."""
    message = case.message
    if any(case.text[max(0, message.starts[at] - 1)] in "@#" for at in unit):
        return False
    if "(@" in case.text[message.ends[unit[-1]] :][:3]:
        return False
    if any(message.terms[at] in case.known for at in unit if message.terms[at]):
        return False
    held = case.notes.of_all(words_of, case.wordings).union(
        *(case.notes.of(words_of, body) for body in case.bodies())
    )
    plain = [message.words[at] for at in unit if message.terms[at][:1] != "@"]
    if any(is_form(word, known) for word in plain for known in held):
        return False
    return not any(abbreviates(own, plain) or abbreviates(plain, own) for own in _runs(case, plain))


def _runs(case: Case, plain: list[str]) -> Iterator[list[str]]:
    """Words of the wordings in a row, as many as the longest of some words has letters."""
    longest = max(map(len, plain), default=0)
    for one in case.wordings:
        for at in range(len(one)):
            yield one.words[at : at + longest]


def _plain(tokens: Tokens, unit: Unit) -> str:
    return " ".join(tokens.words[at] for at in unit)
