"""Questions that nobody has answered yet, who wants to be told, and what moderators decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from secrets import token_hex
from typing import Protocol

from bot.messages import Place


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """A claim that was asked about and isn't in the base. `asker` is a keyed hash, `community`
    empty where there is none; the place isn't kept. `reply_id` is the reply that said so, and
    `fact_id` what answers it by now.
    """

    id: str
    reply_id: str
    text: str = field(repr=False)
    community: str
    asker: str
    locale: str
    at: datetime
    fact_id: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """Somebody (a keyed hash) wants to be told in this place, below their own message, when
    there is an answer to a question.
    """

    id: str
    question_id: str
    person: str
    place: Place
    message_id: str
    locale: str
    at: datetime


class QuestionStore(Protocol):
    """Questions and wishes, within one unit of work."""

    async def ask(self, question: OpenQuestion) -> None:
        """Keep a question; a second one for the same reply is left out."""
        ...

    async def behind(self, reply_id: str) -> OpenQuestion | None:
        """The question that a recorded reply left open."""
        ...

    async def unanswered(self, since: datetime, limit: int) -> tuple[OpenQuestion, ...]:
        """Questions without an answer since then, the newest `limit`, the earliest first."""
        ...

    async def texts(self, question_ids: Sequence[str]) -> tuple[str, ...]:
        """The different texts of these questions, the earliest first."""
        ...

    async def answered(self, question_ids: Sequence[str], fact_id: str) -> None:
        """Note what answers these questions."""
        ...

    async def toggle_wish(self, wish: Wish) -> bool:
        """Store a wish, or forget the one of this person and question; says which."""
        ...

    async def wishes(self) -> tuple[tuple[Wish, OpenQuestion], ...]:
        """Every wish with its question, the earliest first."""
        ...

    async def granted(self, wish_ids: Sequence[str]) -> int:
        """Forget wishes: they were told, or can't be; says how many there were."""
        ...

    async def forget(self, before: datetime) -> int:
        """Forget questions from before then, and their wishes; says how many."""
        ...


class Choice(StrEnum):
    """What can be decided; short enough for a button's payload."""

    PUBLISH = "publish"
    RETIRE = "retire"
    RIGHT = "right"
    WRONG = "wrong"
    REVIEWED = "reviewed"
    SEEN = "seen"
    JOIN = "join"


PART_OF = "part of"
"""In the data of a draft's item: the slug of the fact that its author meant it for."""
LOOKED = "looked"
"""In the data of an old denial's item: the day on which somebody last looked at it."""


class ReviewKind(StrEnum):
    """What there is to decide about."""

    PROPOSAL = "proposal"
    REPORT = "report"
    OVERDUE = "overdue"
    SOURCE = "source"
    CONTRADICTION = "contradiction"
    CARD = "card"
    QUESTIONS = "questions"

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided about it."""
        return {
            ReviewKind.PROPOSAL: (Choice.PUBLISH, Choice.RETIRE),
            ReviewKind.REPORT: (Choice.RIGHT, Choice.WRONG),
            ReviewKind.OVERDUE: (Choice.REVIEWED, Choice.RETIRE),
            ReviewKind.SOURCE: (Choice.SEEN, Choice.RETIRE),
        }.get(self, (Choice.SEEN,))


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """One thing to decide. `scope` is the community (or server) whose moderators do; empty for
    the operator. `version` is the fact's when the item came up. `key` is unique for ever, and
    `data` holds ids, counts and addresses, never a message.
    """

    kind: ReviewKind
    key: str
    scope: str
    at: datetime
    fact_id: str = ""
    version: int = 0
    data: Mapping[str, str] = field(default_factory=dict)
    id: str = field(default_factory=lambda: token_hex(6))
    open: bool = True
    decided_by: str = ""
    decided: datetime | None = None
    outcome: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What can be decided about it: a draft that was meant as part of a fact can be joined
        to that.
        """
        join = self.kind is ReviewKind.PROPOSAL and self.data.get(PART_OF)
        return (Choice.JOIN, *self.kind.choices) if join else self.kind.choices


class ReviewStore(Protocol):
    """The review queue, within one unit of work."""

    async def put(self, items: Sequence[ReviewItem]) -> int:
        """Open items whose key is new; says how many were."""
        ...

    async def get(self, item_id: str) -> ReviewItem | None:
        """The item of that id."""
        ...

    async def open(self, scope: str | None, limit: int) -> tuple[ReviewItem, ...]:
        """What is to be decided in a scope (everywhere for none), the earliest first."""
        ...

    async def close(self, item_id: str, by: str, at: datetime, outcome: str) -> bool:
        """Note a decision; says whether it was the first one."""
        ...

    async def forget(self, before: datetime) -> int:
        """Forget what was decided before then; says how much."""
        ...
