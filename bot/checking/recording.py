"""What is decided on a message, and the record of it: one unit of work."""

from __future__ import annotations

from collections import deque
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager

from bot.checking.outcome import Answer, Outcome
from bot.checking.patience import patiently
from bot.ports import ConversationBase, ConversationUnit
from factbase.errors import Conflict, StoreUnavailable

Decide = Callable[[ConversationUnit], Awaitable[Outcome]]


class Unconfirmed(StoreUnavailable):
    """The base went away during a commit: nobody knows whether `answer` is on record."""

    def __init__(self, answer: Answer, problem: StoreUnavailable) -> None:
        super().__init__(str(problem))
        self.answer = answer


async def decided(
    opened: AbstractAsyncContextManager[ConversationUnit], decide: Decide, patience: float
) -> Outcome:
    """Decide in a unit of work, and keep the ticket of an answer that has one.

    Only the deciding is given up after `patience` seconds. Once the outcome is known nothing is
    broken off: nobody could say of a commit whether it was made, and a silence that was chosen
    must not be taken for a base that is away.

    Raises:
        Unconfirmed: the base went away during the commit.
        StoreUnavailable: the base is away, or took longer.
        Conflict: somebody else changed the same thing.
    """
    async with patiently(patience) as limit, opened as unit:
        outcome = await decide(unit)
        limit.reschedule(None)
        if isinstance(outcome, Answer) and outcome.ticket is not None:
            try:
                await unit.commit()
            except StoreUnavailable as problem:
                raise Unconfirmed(outcome, problem) from problem
    return outcome


class LostCommits:
    """Tickets of which this process never learnt whether they are on record. Who asked was
    answered from memory: should the record turn up, it is not to be said once more.
    """

    def __init__(self) -> None:
        # Of each connection that breaks, one; and a ticket is of interest for ten minutes.
        self._ids: deque[str] = deque(maxlen=1_000)

    def __contains__(self, ticket_id: str) -> bool:
        return ticket_id in self._ids

    async def recalled(
        self, base: ConversationBase, problem: Exception, patience: float
    ) -> Answer | None:
        """The answer whose commit was made after all; none where it wasn't, or nobody can say."""
        if not isinstance(problem, Unconfirmed) or problem.answer.ticket is None:
            return None
        ticket = problem.answer.ticket
        try:
            # In the place's turn: PostgreSQL may be at that commit still, and holds it till then.
            async with patiently(patience), base.turn(ticket.place) as unit:
                return problem.answer if await unit.replies.by_id(ticket.id) else None
        except (StoreUnavailable, Conflict):
            self._ids.append(ticket.id)
            return None
