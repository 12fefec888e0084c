"""What the conversation keeps for a while: half-made drafts, notes of its own, and events that
were handed over and not dealt with yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Protocol

EVENTS = timedelta(days=2)
"""How long events that were handed over are known by their number: Telegram repeats none older
than a day."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody is in the middle of telling us, step by step.

    `owner` is a keyed hash of the person, `kind` what it will become; a person has one draft
    of a kind. `data` is JSON of whoever asks the questions.
    """

    owner: str
    kind: str
    data: Mapping[str, Any]
    at: datetime


class DraftStore(Protocol):
    """Drafts, within one unit of work."""

    async def get(self, owner: str, kind: str) -> Draft | None:
        """This person's draft of that kind."""
        ...

    async def put(self, draft: Draft) -> None:
        """Store a draft instead of the one that is there."""
        ...

    async def remove(self, owner: str, kind: str) -> None:
        """Forget a draft; none is no error."""
        ...

    async def forget(self, before: datetime) -> int:
        """Forget drafts that nobody touched since then; says how many."""
        ...


class NoteStore(Protocol):
    """Short texts by name that a platform keeps for itself, such as the fingerprint of the
    commands it has registered. Nothing that people wrote.
    """

    async def get(self, name: str) -> str:
        """The note, empty when there is none."""
        ...

    async def put(self, name: str, text: str) -> None:
        """Write a note instead of the one that is there; an empty one leaves nothing."""
        ...

    async def beginning(self, prefix: str) -> Mapping[str, str]:
        """Notes that aren't empty, by name, whose name begins so."""
        ...


@dataclass(frozen=True, slots=True)
class Event:
    """Something that a platform handed over once and will not hand over again.

    `id` is unique for the platform. `data` is the platform's own JSON; it may hold what
    somebody wrote to us, and is forgotten as soon as the event is done.
    """

    platform: str
    id: str
    data: Mapping[str, Any] = field(repr=False)
    at: datetime


class Inbox(Protocol):
    """Events between being handed over and being dealt with, within one unit of work."""

    async def take(self, events: Sequence[Event]) -> frozenset[str]:
        """Store events; returns the ids of those that were not here before."""
        ...

    async def open(self, platform: str) -> tuple[Event, ...]:
        """Events that are not done, the earliest first."""
        ...

    async def done(self, platform: str, ids: Sequence[str]) -> None:
        """Note that events are dealt with: of them only the id is kept."""
        ...

    async def forget(self, before: datetime) -> int:
        """Forget what came before then, dealt with or not; says how many."""
        ...
