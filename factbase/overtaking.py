"""What came later and overtook what was said before. Pure; whoever asks, asks here."""

from __future__ import annotations

from collections.abc import Sequence

from factbase.model import Stance, Statement

_OVER_DENIALS = (Stance.CONFIRMS, Stance.DEVELOPMENT)


def overtaking(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements that overtake the others: confirmations and developments that are newer
    than every denial. Where nobody denied anything, developments newer than all the rest.
    """
    denials = [item for item in statements if item.stance is Stance.DENIES]
    rest = [item for item in statements if item.stance is not Stance.DEVELOPMENT]
    before, over = (denials, _OVER_DENIALS) if denials else (rest, (Stance.DEVELOPMENT,))
    return tuple(
        new
        for new in statements
        if before and new.stance in over and all(new.said.after(old.said) for old in before)
    )
