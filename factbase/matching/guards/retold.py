"""How much of a claim a message tells again, in its order or in another."""

from __future__ import annotations

from factbase.matching.guards.blocks import is_repeated
from factbase.matching.guards.case import Case
from factbase.matching.guards.reading import NEARLY, echoed, terms_of

_PART = 0.25
"""Share of the wording's terms; below it a message only touches a long text."""


def is_retold(case: Case) -> bool:
    """Whether a message has most of the wording's telling words, or half of them in order."""
    return is_repeated(case) or _share(case) >= NEARLY


def is_told_in_part(case: Case) -> bool:
    """Whether a message has a good part of the wording's telling words."""
    return _share(case) >= _PART


def _share(case: Case) -> float:
    return len(echoed(case)) / max(1, len(case.notes.of(terms_of, case.wording)))
