"""Reach: how far a negation goes, to the end of its clause or a few words on."""

from __future__ import annotations

from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

REACH = 4
"""Words that a negation speaks of."""
_ENDS = frozenset(".!?;:\n")
_PAUSES = frozenset(",()")
LEFT = words(
    "do does did going gonna to has have had will would is are was were be been can could may "
    "might so too either yet ever еще будет будут было был была были стало стал стала стали станет"
)
"""What may stand behind the negation of a clause that leaves its verb out: "Hungary never did"."""
_JOINTS = words("because since while when who which whose but после потому поскольку когда но")
"""Behind these another clause begins."""
MEANT = words(
    "decision decisions plan plans planning planned intention intentions intend intends evidence "
    "proof sign signs indication order orders agreement deal going решения решении планов намерен "
    "намерена намерены намерении собирается собираются собирался планирует планируют планировал "
    "доказательств признаков приказа договоренности"
)
"""What is decided, meant or shown comes behind such a word: a negation reaches on to it."""
_NEXT = 2
_LONGEST = 12


def reach(tokens: Tokens, at: int, text: str | None) -> range:
    """The words that a negation may speak of: some, of its clause where the text is known."""
    first = at
    if text is not None and text.startswith(",", tokens.ends[at]):
        first = _resumed(tokens, at)
    light = not MEANT.isdisjoint(tokens.words[first + 1 : first + 1 + _NEXT])
    last = min(len(tokens), first + 1 + REACH + light * REACH)
    if text is None:
        return range(first + 1, last)
    told = False
    for place in range(first, last - 1):
        if tokens.words[place + 1] in _JOINTS:
            return range(first + 1, place + 1)
        told |= place > first and tokens.terms[place] != ""
        between = text[tokens.ends[place] : tokens.starts[place + 1]]
        ends = place > first or first == at
        if ends and (not _ENDS.isdisjoint(between) or (told and not _PAUSES.isdisjoint(between))):
            return range(first + 1, place + 1)
    return range(first + 1, last)


def _resumed(tokens: Tokens, at: int) -> int:
    """Where what is put between commas ends: "did not, the ministry says, lend"."""
    places = range(at + 1, min(len(tokens) - 1, at + _LONGEST))
    return next((i for i in places if tokens.is_set_off(i)), at)


def is_left_out(tokens: Tokens, at: int) -> bool:
    """Whether a clause ends behind a negation but for a form of "be", "do" or "have"."""
    while at + 1 < len(tokens) and not tokens.is_set_off(at):
        at += 1
        if tokens.words[at] not in LEFT:
            return False
    return True
