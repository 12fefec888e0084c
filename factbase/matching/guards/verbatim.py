"""Verbatim: a message that repeats a claim word for word but for one figure.

Whatever a figure tells, an end of a range or a part of a vote, nothing else was exchanged here.
"""

from __future__ import annotations

from factbase.matching.guards.case import Case, swaps
from factbase.matching.guards.reading import echoed, terms_of
from factbase.matching.guards.told import told, told_of


def one_figure(case: Case) -> tuple[str, str] | None:
    """The figure of the wording, and the one in its place."""
    message, wording = case.message, case.wording
    own = case.notes.of(terms_of, wording)
    missing = own - echoed(case)
    if len(missing) != 1:
        return None
    for swap in swaps(case):
        there, here = wording.words[swap.there], message.words[swap.here]
        if not swap.firm or wording.terms[swap.there] not in missing:
            continue
        explained = message.terms[swap.here] in case.known - own
        figures = there[0].isdigit() and here[0].isdigit()
        if figures and not explained and not _is_within(case, swap.here):
            return there, here
    return None


def _is_within(case: Case, at: int) -> bool:
    """Whether a figure keeps to what the claim leaves open: 120 for "more than 100"."""
    theirs = told_of(case.wording).amounts
    mine = (one for one in told(case.message, case.around).amounts if one.first <= at <= one.last)
    return any((one.bound or other.bound) and one.agrees(other) for one in mine for other in theirs)
