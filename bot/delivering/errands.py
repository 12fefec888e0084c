"""Errands: what has to be said or changed on a platform later, and survives a restart.

An errand holds ids, never a text; what it shows is looked up when it is run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from secrets import token_hex
from typing import Protocol


class ErrandKind(StrEnum):
    """What is to be done: bring a card up to date, tell followers what changed, tell who
    asked that there is an answer now, or show moderators something to decide.
    """

    HEAL = "heal"
    NEWS = "news"
    ANSWER = "answer"
    NOTICE = "notice"


class ErrandState(StrEnum):
    """How far an errand has come; `failed` is for good."""

    WAITING = "waiting"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Errand:
    """One thing to do on one platform.

    `key` is unique for ever: the same thing is never put down twice. `due` is when it may be
    run, or run again. `attempts` counts how often it was taken, and tells whoever took it
    whether it is still theirs. `reason` is why it failed, a code.
    """

    kind: ErrandKind
    platform: str
    key: str
    at: datetime
    due: datetime
    data: Mapping[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: token_hex(6))
    attempts: int = 0
    state: ErrandState = ErrandState.WAITING
    reason: str = ""


class OutboxStore(Protocol):
    """Errands, within one unit of work."""

    async def put(self, errands: Sequence[Errand]) -> int:
        """Put down errands whose key is new; says how many were."""
        ...

    async def take(self, platform: str, now: datetime, until: datetime) -> Errand | None:
        """Take the errand that has been due longest, for oneself alone until `until`; after
        that anybody may take it again. None when nothing is due.
        """
        ...

    async def due(self, platform: str, now: datetime) -> bool:
        """Whether there is anything to take."""
        ...

    async def settle(self, errand: Errand) -> bool:
        """Store state, `due` and reason of an errand that one has taken; says whether it was
        still one's own.
        """
        ...

    async def postpone(self, errand: Errand) -> bool:
        """Store only `due` of an errand that one has taken: what was noted on it meanwhile
        stays. Says whether it was still one's own.
        """
        ...

    async def failed(self, kind: ErrandKind) -> tuple[Errand, ...]:
        """Errands of a kind that failed, the earliest first."""
        ...

    async def waiting(self) -> int:
        """How many errands are still to be run."""
        ...

    async def forget(self, before: datetime) -> int:
        """Forget errands put down before then, whatever became of them; says how many."""
        ...
