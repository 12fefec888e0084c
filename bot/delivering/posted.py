"""Replies as they are recorded, and the log that holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from bot.messages import Place
from factbase.matching.decision import Lane, MessageStance

SHADOW = "shadow:"
"""`sent_id` of what only moderators see begins with it; where they see it follows."""
TWICE = "this message has a reply about that fact already"
_TICK = timedelta(microseconds=1)
"""Taking a reply changes its moment, also when the clock stands or is set back: that is how
others see that it was taken."""


class ReplyState(StrEnum):
    """How far a reply has come. `sending` without an end means that it may have arrived."""

    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    REMOVED = "removed"


class ReplyKind(StrEnum):
    """What a recorded reply shows, so that it can be composed again."""

    CARD = "card"
    CANDIDATES = "candidates"
    NOT_FOUND = "not-found"
    POINTER = "pointer"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class PostedReply:
    """A reply the bot gave or is about to give; never its text, nor the text it answers.

    `id` is short enough for a button's payload. `message_id` is what it answers. `fact_id`
    is empty for replies without a fact, `others` holds the ids that were offered. `author`
    is a keyed hash of who wrote the message. `sent_id` and `url` are the platform's. `at` is
    when it was last taken to be said; `begun`, where it is known, when that began.
    """

    id: str
    place: Place
    message_id: str
    kind: ReplyKind
    lane: Lane
    author: str
    locale: str
    at: datetime
    fact_id: str = ""
    fact_version: int = 0
    others: tuple[str, ...] = ()
    confidence: float | None = None
    stance: MessageStance = MessageStance.ASKS
    state: ReplyState = ReplyState.CLAIMED
    sent_id: str = ""
    url: str = ""
    begun: datetime | None = None

    def age(self, now: datetime) -> timedelta:
        """For how long it has been on its way."""
        return now - (self.begun or self.at)

    @property
    def held(self) -> bool:
        """Whether only moderators see it, and may still have it said."""
        return self.state is ReplyState.SENT and self.sent_id.startswith(SHADOW)

    def taken(self, now: datetime) -> PostedReply:
        """The same reply, from now on about to be said by whoever took it."""
        at = max(now, self.at + _TICK)
        return replace(self, state=ReplyState.SENDING, at=at, sent_id="", begun=at)


@dataclass(frozen=True, slots=True)
class Step:
    """How a reply goes on. What is none stays as it is recorded."""

    state: ReplyState
    at: datetime | None = None
    sent_id: str | None = None
    url: str | None = None

    @property
    def changes(self) -> Mapping[str, ReplyState | datetime | str]:
        """What is to be recorded anew, by the names of the record."""
        known = {"state": self.state, "at": self.at, "sent_id": self.sent_id, "url": self.url}
        return {name: value for name, value in known.items() if value is not None}

    def of(self, reply: PostedReply) -> PostedReply:
        """The reply after this step."""
        return replace(reply, **self.changes)  # type: ignore[arg-type]  # names of its fields


class ReplyLog(Protocol):
    """Replies, within one unit of work. One row per message and fact, ever."""

    async def claim(self, reply: PostedReply) -> PostedReply | None:
        """Record a reply before it is sent. When this message and fact already have one,
        record nothing and return that one.
        """
        ...

    async def update(self, reply: PostedReply) -> None:
        """Store a reply's new state, version, `sent_id` and `url`. Raises `Conflict` when its
        message has another record about the fact that it shows now.
        """
        ...

    async def settle(self, reply_id: str, step: Step) -> None:
        """Record one step of a reply: whatever else was changed meanwhile stays."""
        ...

    async def by_id(self, reply_id: str) -> PostedReply | None:
        """The reply of that id."""
        ...

    async def answering(self, place: Place, message_id: str) -> tuple[PostedReply, ...]:
        """Live replies (claimed, sending or sent) to a message."""
        ...

    async def sent_as(self, place: Place, sent_id: str) -> PostedReply | None:
        """The live reply that the platform calls so in this place."""
        ...

    async def unfinished(self, platform: str) -> tuple[PostedReply, ...]:
        """Replies of a platform that were claimed or being sent, oldest first."""
        ...

    async def latest(self, place: Place, fact_id: str, since: datetime) -> PostedReply | None:
        """The newest live reply with this fact in this place since then."""
        ...

    async def cards(self, fact_id: str) -> tuple[PostedReply, ...]:
        """Live replies with this fact, however old, oldest first."""
        ...

    async def since(self, since: datetime, limit: int) -> tuple[PostedReply, ...]:
        """Replies that were sent since then, and taken away or not, the newest `limit`."""
        ...

    async def shown(self) -> Mapping[str, int]:
        """Every fact with a live reply, and the lowest version shown."""
        ...
