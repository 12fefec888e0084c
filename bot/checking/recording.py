"""What is decided on a message, and the record of it: one unit of work."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from bot.checking.outcome import Answer, Outcome
from bot.checking.patience import patiently
from bot.ports import ConversationUnit

Decide = Callable[[ConversationUnit], Awaitable[Outcome]]


async def decided(
    opened: AbstractAsyncContextManager[ConversationUnit], decide: Decide, patience: float
) -> Outcome:
    """Decide in a unit of work, and keep the ticket of an answer that has one.

    Only the deciding is given up after `patience` seconds. Once the outcome is known nothing is
    broken off: nobody could say of a commit whether it was made, and a silence that was chosen
    must not be taken for a base that is away.

    Raises:
        StoreUnavailable: the base is away, or took longer.
        Conflict: somebody else changed the same thing.
    """
    async with patiently(patience) as limit, opened as unit:
        outcome = await decide(unit)
        limit.reschedule(None)
        if isinstance(outcome, Answer) and outcome.ticket is not None:
            await unit.commit()
    return outcome
