"""Examples: nearly the words of a message that a moderator said must not match."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case

NAME = "example"
_NEARLY = 0.8


def look(case: Case) -> Iterator[Finding]:
    """Closer to an example of silence than to any wording."""
    if not case.misses:
        return
    said = frozenset(case.message.terms[at] for at in case.around) - {""}
    closest = max(_likeness(said, miss) for miss in case.misses)
    to_wording = max(_likeness(said, frozenset(w.terms) - {""}) for w in case.wordings)
    if closest >= _NEARLY and closest > to_wording:
        yield Finding(NAME, True, "nearly an example that must not match")


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard similarity of two sets of terms."""
    return len(one & other) / max(1, len(one | other))
