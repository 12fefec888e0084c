"""A writer's turn: SQLite has one writer, so those of one process queue up before it.

Left to the file's own lock they would wait by sleeping and trying again, and the one that
waited longest would be the last to get it.
"""

from __future__ import annotations

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from factbase.errors import StoreUnavailable

_KEY = "turn"
PATIENCE = 10.0
"""Seconds to queue. A unit of work takes milliseconds; who waits longer waits for a mistake."""


class Turn:
    """One unit's place in the queue of writers."""

    def __init__(self, queue: asyncio.Lock) -> None:
        self._queue = queue
        self._mine = False

    async def take(self) -> None:
        """Wait for the turn; taken once, it stays until it is given up.

        Raises:
            StoreUnavailable: the others did not come to an end.
        """
        if self._mine:
            return
        try:
            async with asyncio.timeout(PATIENCE):
                await self._queue.acquire()
        except TimeoutError:
            raise StoreUnavailable("the fact base is busy with other changes: repeat") from None
        self._mine = True

    @property
    def taken(self) -> bool:
        """Whether it is this unit's turn."""
        return self._mine

    def give(self) -> None:
        """Let the next one write."""
        if self._mine:
            self._mine = False
            self._queue.release()


def queue_up(session: AsyncSession, queue: asyncio.Lock) -> Turn:
    """Give a session its place in the queue."""
    turn = Turn(queue)
    session.info[_KEY] = turn
    return turn


async def take_turn(session: AsyncSession) -> None:
    """Wait for the turn of a unit of work, where there is a queue."""
    turn = session.info.get(_KEY)
    if isinstance(turn, Turn):
        await turn.take()


def give_turn(session: AsyncSession) -> None:
    """Give up the turn of a unit of work, if it has it."""
    turn = session.info.get(_KEY)
    if isinstance(turn, Turn):
        turn.give()
