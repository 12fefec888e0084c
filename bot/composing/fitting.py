"""Making a reply fit: whole statements go, the least important first; no sentence is cut."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot.composing.compose import compose
from bot.document import Document
from bot.replies import FactCard, FactList, Reply, SourceList
from bot.wording import Words
from factbase.model import Stance, Statement

COMFORTABLE = 1_800
"""Visible characters of a reply that are comfortable to read in a chat: about a phone's screen
and a half. The rest is behind "Sources"."""
_WEIGHT = {
    Stance.DEVELOPMENT: 0,
    Stance.DENIES: 1,
    Stance.CONFIRMS: 1,
    Stance.CLAIMS: 2,
    Stance.CONTEXT: 3,
}
"""The least important kind has the largest number."""


def fit(reply: Reply, words: Words, fits: Callable[[Document], bool]) -> Document:
    """The fullest document for `reply` that `fits`; the smallest there is when none does."""
    document = compose(reply, words)
    while not fits(document):
        smaller = _smaller(reply)
        if smaller is None:
            break
        reply = smaller
        document = compose(reply, words)
    return document


def _smaller(reply: Reply) -> Reply | None:
    match reply:
        case FactCard() if len(reply.statements) > 1:
            kept = _without_least(reply.statements)
            return replace(reply, statements=kept, hidden=reply.hidden + 1)
        case FactCard(with_summary=True):
            return replace(reply, with_summary=False)
        case SourceList() if len(reply.fact.statements) > 1:
            kept = _without_least(reply.fact.timeline)
            return replace(
                reply, fact=replace(reply.fact, statements=kept), hidden=reply.hidden + 1
            )
        case FactList() if len(reply.facts) > 1:
            return replace(reply, facts=reply.facts[:-1])
        case _:
            return None


def _without_least(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Without what goes first: a kind that has more than one statement left, the least
    important kind among those, and its oldest statement.
    """
    kinds = [item.stance for item in statements]

    def rank(place: int) -> tuple[bool, int, int]:
        stance = statements[place].stance
        return kinds.count(stance) > 1 or stance is Stance.CONTEXT, _WEIGHT[stance], -place

    least = max(range(len(statements)), key=rank)
    return statements[:least] + statements[least + 1 :]
