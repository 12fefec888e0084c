"""What people tell us about facts and cards, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.messages import Place


@dataclass(frozen=True, slots=True)
class Follow:
    """Somebody (a keyed hash) wants to hear, in this place, when a fact changes. `version` is
    the last that they were told of, 0 when it isn't known.
    """

    id: str
    fact_id: str
    person: str
    place: Place
    at: datetime
    version: int = 0


class DisputeState(StrEnum):
    """What became of a report: not looked at, found right, found wrong."""

    OPEN = "open"
    RIGHT = "right"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Dispute:
    """Somebody (a keyed hash) said that a card doesn't answer its message. `text` is that
    message, when the press brought it along. `circle` is where it counts: a community, or a
    server that belongs to none. `state` is what moderators made of it.
    """

    id: str
    fact_id: str
    reply_id: str
    person: str
    reason: str
    text: str
    at: datetime
    circle: str = ""
    by_moderator: bool = False
    state: DisputeState = DisputeState.OPEN
    decided_by: str = ""


class OpinionStore(Protocol):
    """Follows and disputes, within one unit of work."""

    async def toggle_follow(self, follow: Follow) -> bool:
        """Store a follow, or forget the one of this person, fact and place; says which."""
        ...

    async def followers(self, fact_id: str) -> tuple[Follow, ...]:
        """Who follows a fact, the earliest first."""
        ...

    async def told(self, fact_id: str, place: Place, version: int) -> None:
        """Note the version of a fact that its followers in a place were told of."""
        ...

    async def unfollow(self, fact_id: str, place: Place, person: str = "") -> int:
        """Forget this person's follow of a fact in a place, or everybody's there; says how
        many there were.
        """
        ...

    async def dispute(self, dispute: Dispute) -> bool:
        """Store a dispute, once per person and reply; says whether it is new."""
        ...

    async def disputes(self, fact_id: str) -> tuple[Dispute, ...]:
        """What was said against a fact's matches, the earliest first."""
        ...

    async def standing(self, fact_id: str, circle: str, since: datetime) -> tuple[Dispute, ...]:
        """Reports with a text about a fact's matches in a circle that were not found wrong:
        those since then, and those of moderators and those found right however old.
        """
        ...

    async def reports(self, since: datetime) -> tuple[Dispute, ...]:
        """Every report made since then, the earliest first."""
        ...

    async def disputed_by(self, person: str, since: datetime) -> int:
        """How many reports somebody made since then."""
        ...

    async def reported(self, dispute_id: str) -> Dispute | None:
        """The report of that id."""
        ...

    async def judge(self, dispute_id: str, state: DisputeState, by: str) -> bool:
        """Note what a moderator makes of an open report; says whether it was open."""
        ...
