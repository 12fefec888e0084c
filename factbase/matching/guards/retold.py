"""Whether a message tells the whole claim again, in its order or in another."""

from __future__ import annotations

from factbase.matching.guards.blocks import is_repeated
from factbase.matching.guards.case import Case
from factbase.matching.guards.reading import NEARLY, terms_of


def is_retold(case: Case) -> bool:
    """Whether a message has most of the wording's telling words, or half of them in order."""
    if is_repeated(case):
        return True
    shared = case.notes.of(terms_of, case.wording)
    said = {case.message.terms[at] for at in case.around} & shared
    return len(said) >= NEARLY * len(shared)
