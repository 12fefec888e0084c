"""What the base refused because of somebody else's change at the same moment, done once more."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from factbase.errors import Conflict

T = TypeVar("T")


async def repeated(work: Callable[[], Awaitable[T]]) -> T:
    """Do a whole unit of work, and again should it meet with a change: it then looks at what
    there is by now. Two processes on one message, a deadlock and a serialization failure look
    the same from here, and only the first of them means that somebody else has answered.

    Raises:
        Conflict: it met with another change.
    """
    try:
        return await work()
    except Conflict:
        return await work()
