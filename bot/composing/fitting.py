"""Making a reply fit: whole statements go, the least important first; no sentence is cut."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from bot.composing.compose import compose
from bot.composing.document import Document
from bot.replies import FactCard, FactList, Reply, SourceList
from bot.wording import Words
from factbase.model import Stance, Statement
from factbase.overtaking import overtaking

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
"""The least important kind has the largest number; what overtook the denials has none."""


def fit(reply: Reply, words: Words, fits: Callable[[Document], bool]) -> Document:
    """The fullest document for `reply` that `fits`; the smallest there is when none does.

    The fewest steps that are enough are found by halving: each step makes the reply smaller,
    and composing is what costs.
    """
    whole = compose(reply, words)
    if fits(whole):
        return whole
    steps = range(1, _steps(reply) + 1)
    tried = {0: whole}

    def enough(step: int) -> bool:
        tried[step] = compose(_shortened(reply, step), words)
        return fits(tried[step])

    found = bisect_left(steps, True, key=enough)
    if not steps:
        return whole
    step = steps[min(found, len(steps) - 1)]
    return tried.get(step) or compose(_shortened(reply, step), words)


def _steps(reply: Reply) -> int:
    """How often a reply can be made smaller."""
    match reply:
        case FactCard():
            return max(len(reply.statements) - 1, 0) + reply.with_summary
        case SourceList():
            return max(len(reply.fact.statements) - 1, 0)
        case FactList():
            return max(len(reply.facts) - 1, 0)
        case _:
            return 0


def _shortened(reply: Reply, steps: int) -> Reply:
    """The reply made smaller so often; a card's summary goes after its last statement but one."""
    match reply:
        case FactCard():
            drop = min(steps, max(len(reply.statements) - 1, 0))
            return replace(
                reply,
                statements=_without_least(reply.statements, drop),
                hidden=reply.hidden + drop,
                with_summary=reply.with_summary and steps == drop,
            )
        case SourceList():
            kept = _without_least(reply.fact.timeline, steps)
            fact = replace(reply.fact, statements=kept)
            return replace(reply, fact=fact, hidden=reply.hidden + steps)
        case FactList():
            return replace(reply, facts=reply.facts[: len(reply.facts) - steps])
        case _:
            return reply


def _without_least(statements: tuple[Statement, ...], drop: int) -> tuple[Statement, ...]:
    """Without so many, each time what goes first: of the kinds that have more than one
    statement left (context may vanish), the least important, and its oldest statement.
    """
    kept = list(statements)
    newer = overtaking(statements)
    for _ in range(drop):
        count = Counter(item.stance for item in kept)

        def rank(place: int) -> tuple[bool, int, int]:
            stance = kept[place].stance
            several = count[stance] > 1 or stance is Stance.CONTEXT  # noqa: B023 - used at once
            weight = 0 if kept[place] in newer else _WEIGHT[stance]
            return several, weight, -place

        del kept[max(range(len(kept)), key=rank)]
    return tuple(kept)
