"""What the conversation needs to remember, and what a platform must be able to do."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from bot.asking import QuestionStore, ReviewStore
from bot.errands import OutboxStore
from bot.governing import AuditLog, RoleStore
from bot.keeping import DraftStore, Inbox, NoteStore
from bot.messages import Place
from bot.opinions import OpinionStore
from bot.places import PlaceSettings
from bot.replies import Reply
from factbase.matching.decision import Lane, MessageStance
from factbase.ports import FactBase, UnitOfWork


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
    is a keyed hash of who wrote the message. `sent_id` and `url` are the platform's.
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


class ReplyLog(Protocol):
    """Replies, within one unit of work. One row per message and fact, ever."""

    async def claim(self, reply: PostedReply) -> PostedReply | None:
        """Record a reply before it is sent. When this message and fact already have one,
        record nothing and return that one.
        """
        ...

    async def update(self, reply: PostedReply) -> None:
        """Store a reply's new state, version, `sent_id` and `url`."""
        ...

    async def by_id(self, reply_id: str) -> PostedReply | None:
        """The reply of that id."""
        ...

    async def answering(self, place: Place, message_id: str) -> tuple[PostedReply, ...]:
        """Live replies (claimed, sending or sent) to a message."""
        ...

    async def unfinished(self, platform: str) -> tuple[PostedReply, ...]:
        """Replies of a platform that were claimed or being sent, oldest first."""
        ...

    async def latest(self, place: Place, fact_id: str, since: datetime) -> PostedReply | None:
        """The newest live reply with this fact in this place since then."""
        ...

    async def showing(self, fact_id: str, since: datetime) -> tuple[PostedReply, ...]:
        """Sent replies with this fact since then, oldest first."""
        ...

    async def cards(self, fact_id: str) -> tuple[PostedReply, ...]:
        """Live replies with this fact, however old, oldest first."""
        ...

    async def shown(self) -> Mapping[str, int]:
        """Every fact with a live reply, and the lowest version shown."""
        ...


class PlaceStore(Protocol):
    """Settings of places, and who wants to be left alone."""

    async def settings(self, place: Place) -> PlaceSettings:
        """Settings of this place, else of its server, else the defaults."""
        ...

    async def put(self, platform: str, place_id: str, settings: PlaceSettings) -> None:
        """Store the settings of a place or server."""
        ...

    async def log_places(self, circle: str) -> tuple[tuple[str, str], ...]:
        """Platform and id of every place where the moderators of a circle are told things."""
        ...

    async def migrate(self, platform: str, old_id: str, new_id: str) -> None:
        """Move settings, cooldowns and follows of a place to its new id; its old messages
        can't be reached any more, so their replies lose `sent_id`. Twice is as good as once.
        """
        ...

    async def ignores(self, person: str) -> bool:
        """Whether this person (keyed hash) is never to be answered unprompted."""
        ...

    async def ignore(self, person: str, *, ignored: bool) -> None:
        """Remember or forget that wish."""
        ...


class ConversationUnit(UnitOfWork, Protocol):
    """A unit of work over facts and conversation together: one transaction."""

    @property
    def replies(self) -> ReplyLog:
        """Replies, within this unit."""
        ...

    @property
    def places(self) -> PlaceStore:
        """Places, within this unit."""
        ...

    @property
    def opinions(self) -> OpinionStore:
        """Follows and disputes, within this unit."""
        ...

    @property
    def drafts(self) -> DraftStore:
        """What people are in the middle of telling us, within this unit."""
        ...

    @property
    def notes(self) -> NoteStore:
        """What platforms keep for themselves, within this unit."""
        ...

    @property
    def inbox(self) -> Inbox:
        """Events that are not dealt with yet, within this unit."""
        ...

    @property
    def outbox(self) -> OutboxStore:
        """What has to be said or changed later, within this unit."""
        ...

    @property
    def roles(self) -> RoleStore:
        """Who is appointed, within this unit."""
        ...

    @property
    def audit(self) -> AuditLog:
        """What was done, within this unit."""
        ...

    @property
    def questions(self) -> QuestionStore:
        """What nobody has answered yet, within this unit."""
        ...

    @property
    def reviews(self) -> ReviewStore:
        """What moderators have to decide, within this unit."""
        ...

    async def writing(self) -> None:
        """Take a writer's place before reading what the writing depends on."""
        ...


class ConversationBase(FactBase, Protocol):
    """A fact base that also remembers conversations."""

    def begin(self) -> AbstractAsyncContextManager[ConversationUnit]:
        """Open a unit of work. Raises `StoreUnavailable` when the store can't be reached."""
        ...

    def turn(self, over: Place | str) -> AbstractAsyncContextManager[ConversationUnit]:
        """A unit in which this place (or whatever has this name) is nobody else's, in no
        process: replies are decided one after the other, and each sees what was recorded before.

        Raises `StoreUnavailable`, also when the turn doesn't come in time.
        """
        ...

    async def secret(self, name: str) -> str:
        """A random key that stays the same for this base, made at first use."""
        ...


@dataclass(frozen=True, slots=True)
class Target:
    """Where to say something: the place, the message it answers (empty for none), and the
    reader's locale.
    """

    place: Place
    message_id: str
    locale: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Where a reply ended up."""

    id: str
    url: str = ""


class Courier(Protocol):
    """What a running platform can do with replies. It renders them itself, by its limits.

    Each raises `bot.errors.DeliveryError`: final when trying again is useless.
    """

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        """Say something. The same ticket twice must not show two replies where the platform
        can tell (a nonce).
        """
        ...

    async def edit(self, posted: PostedReply, reply: Reply) -> None:
        """Replace what a reply shows."""
        ...

    async def remove(self, posted: PostedReply) -> None:
        """Take a reply away; one that is gone already is no error."""
        ...
