"""The seam between what the bot does and whoever counts it.

Call sites never ask whether somebody counts: without anybody they talk to `NoMetrics`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from enum import StrEnum
from typing import Protocol


class Step(StrEnum):
    """Parts of a message's journey that are worth timing."""

    ANSWER = "answer"
    """From a message received to what is decided about it, recording included."""
    MATCH = "match"
    """The matcher alone."""
    RECORD = "record"
    """Re-reading the fact and recording the reply, one transaction."""
    POST = "post"
    """One attempt to hand a reply to the platform."""


class Metrics(Protocol):
    """Counts and times. Cheap, never blocks, never raises.

    Every argument is one of few words (a platform, a lane, a reason), so that the number of
    series stays small.
    """

    def received(self, platform: str) -> None:
        """A platform handed over a message."""
        ...

    def addressed(self, platform: str) -> None:
        """Somebody asked the bot something."""
        ...

    def matched(self, platform: str, lane: str) -> None:
        """The matcher found the fact for a message."""
        ...

    def answered(self, platform: str, reply: str) -> None:
        """Something is to be said; `reply` is its kind."""
        ...

    def silent(self, platform: str, reason: str) -> None:
        """Nothing is to be said, and why."""
        ...

    def sent(self, platform: str) -> None:
        """A platform took a reply."""
        ...

    def failed(self, platform: str, reason: str) -> None:
        """A reply was given up, and why."""
        ...

    def timed(self, step: Step) -> AbstractContextManager[None]:
        """Time what happens within."""
        ...


class NoMetrics:
    """Nobody counts."""

    def received(self, platform: str) -> None:
        """Not counted."""

    def addressed(self, platform: str) -> None:
        """Not counted."""

    def matched(self, platform: str, lane: str) -> None:
        """Not counted."""

    def answered(self, platform: str, reply: str) -> None:
        """Not counted."""

    def silent(self, platform: str, reason: str) -> None:
        """Not counted."""

    def sent(self, platform: str) -> None:
        """Not counted."""

    def failed(self, platform: str, reason: str) -> None:
        """Not counted."""

    def timed(self, step: Step) -> AbstractContextManager[None]:
        """Not timed."""
        del step
        return nullcontext()


class Together:
    """Several who count."""

    def __init__(self, *parts: Metrics) -> None:
        self._parts = parts

    def received(self, platform: str) -> None:
        """Tell everyone."""
        for part in self._parts:
            part.received(platform)

    def addressed(self, platform: str) -> None:
        """Tell everyone."""
        for part in self._parts:
            part.addressed(platform)

    def matched(self, platform: str, lane: str) -> None:
        """Tell everyone."""
        for part in self._parts:
            part.matched(platform, lane)

    def answered(self, platform: str, reply: str) -> None:
        """Tell everyone."""
        for part in self._parts:
            part.answered(platform, reply)

    def silent(self, platform: str, reason: str) -> None:
        """Tell everyone."""
        for part in self._parts:
            part.silent(platform, reason)

    def sent(self, platform: str) -> None:
        """Tell everyone."""
        for part in self._parts:
            part.sent(platform)

    def failed(self, platform: str, reason: str) -> None:
        """Tell everyone."""
        for part in self._parts:
            part.failed(platform, reason)

    @contextmanager
    def timed(self, step: Step) -> Iterator[None]:
        """Time it for everyone."""
        with ExitStack() as stack:
            for part in self._parts:
                stack.enter_context(part.timed(step))
            yield
