"""Bounds: what "over 100", "at least 100" and "fewer than 100" leave open, and on which side."""

from __future__ import annotations

from factbase.matching.lexicon import words
from factbase.matching.tokens import Tokens

_ABOVE = words("over above exceeding least свыше более больше минимум")
_BELOW = words("under below nearly almost most менее меньше почти максимум")
_TURNED = {("не", "более"): -1, ("не", "больше"): -1, ("не", "менее"): 1, ("не", "меньше"): 1,
           ("more", "than"): 1, ("less", "than"): -1, ("fewer", "than"): -1, ("up", "to"): -1,
           ("чем", "на"): 0}  # fmt: skip
_BESIDE = words("a the at of чем")


def bound(tokens: Tokens, at: int) -> int:
    """On which side the number at a token is open: above (1), below (-1), or on none (0)."""
    before = [word for word in tokens.words[max(0, at - 3) : at] if word not in _BESIDE][-2:]
    if tuple(before) in _TURNED:
        return _TURNED[before[0], before[1]]
    word = before[-1] if before else ""
    return (word in _ABOVE) - (word in _BELOW)
