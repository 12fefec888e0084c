"""How much of a claim a message tells again, in its order or in another."""

from __future__ import annotations

from factbase.matching.guards.blocks import is_repeated
from factbase.matching.guards.case import Case
from factbase.matching.guards.reading import NEARLY, terms_of

_PART = 0.25
"""Share of the wording's terms; below it a message only touches a long text."""


def is_retold(case: Case) -> bool:
    """Whether a message has most of the wording's telling words, or half of them in order."""
    return is_repeated(case) or _said(case) >= NEARLY


def is_told_in_part(case: Case) -> bool:
    """Whether a message has a good part of the wording's telling words."""
    return _said(case) >= _PART


def _said(case: Case) -> float:
    shared = case.notes.of(terms_of, case.wording)
    said = {case.message.terms[at] for at in case.around} & shared
    return len(said) / max(1, len(shared))
