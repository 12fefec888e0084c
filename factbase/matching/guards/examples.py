"""Examples: nearly the words of a message that a moderator said must not match."""

from __future__ import annotations

from collections.abc import Iterator

from factbase.matching.decision import Finding
from factbase.matching.guards.case import Case, names_of
from factbase.matching.tokens import Tokens

NAME = "example"
_NEARLY = 0.8


def look(case: Case) -> Iterator[Finding]:
    """Closer to an example of silence than to any wording."""
    if not case.misses:
        return
    said = frozenset(case.message.terms[at] for at in case.around) - {""}
    order = list(dict.fromkeys(names_of(case.message, case.around)))
    closest = max(
        (_likeness(said, frozenset(miss)) for miss in case.misses if _in_order(miss, order)),
        default=0.0,
    )
    to_wording = max(_likeness(said, _terms(w)) for w in case.wordings)
    if closest >= _NEARLY and closest > to_wording:
        yield Finding(NAME, True, "nearly an example that must not match")


def _terms(tokens: Tokens) -> frozenset[str]:
    return frozenset(tokens.terms) - {""}


def _in_order(miss: tuple[str, ...], order: list[str]) -> bool:
    """Whether an example doesn't name the same two the other way round."""
    named = list(dict.fromkeys(term for term in miss if term[:1] == "@"))
    return named == order or set(named) != set(order)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Jaccard similarity of two sets of terms."""
    return len(one & other) / max(1, len(one | other))
