"""The claim guard: what must agree besides the words.

Each guard compares the passage of the message with the wording that matched and says what it
saw. A guard stops a match only on a contradiction, never for lack of evidence.
"""

from __future__ import annotations

from factbase.matching.decision import Finding
from factbase.matching.guards import (
    attribution,
    examples,
    goods,
    names,
    negation,
    numbers,
    opposites,
    play,
    roles,
    things,
    times,
    unasked,
)
from factbase.matching.guards.case import Case

GUARDS = (
    names.look,
    roles.look,
    numbers.look,
    times.look,
    attribution.look,
    opposites.look,
    goods.look,
    things.look,
    negation.look,
    examples.look,
    play.look,
)


def inspect(case: Case) -> tuple[Finding, ...]:
    """Everything the guards saw."""
    found = tuple([finding for look in GUARDS for finding in look(case)])
    if any(finding.stops for finding in found):
        return found  # what is stopped needs no doubt
    return (*found, *unasked.look(case))
