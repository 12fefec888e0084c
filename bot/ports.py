"""What the conversation needs to remember, and what a platform must be able to do."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol

from bot.delivering.errands import OutboxStore
from bot.delivering.posted import PostedReply, ReplyKind, ReplyLog, ReplyState
from bot.messages import Place
from bot.moderating.governing import AuditLog, RoleStore
from bot.places.behaviour import PlaceSettings
from bot.pressing.opinions import OpinionStore
from bot.privacy.keeping import DraftStore, Inbox, NoteStore
from bot.privacy.personal import PersonalStore
from bot.replies import Reply
from bot.reviewing.source_checks import SourceStore
from bot.unanswered.asking import QuestionStore, ReviewStore
from factbase.ports import FactBase, UnitOfWork

__all__ = [
    "ConversationBase",
    "ConversationUnit",
    "Courier",
    "PlaceStore",
    "PostedReply",
    "ReplyKind",
    "ReplyLog",
    "ReplyState",
    "Sent",
    "Target",
]


class PlaceStore(Protocol):
    """Settings of places, and who wants to be left alone."""

    async def settings(self, place: Place) -> PlaceSettings:
        """Settings of this place, else of its server, else the defaults. Roles are the server's
        wherever it has settings, whatever is stored for the place; so is the community, unless
        the place was bound to one of its own.
        """
        ...

    async def settings_of(self, places: Collection[Place]) -> Mapping[Place, PlaceSettings]:
        """Settings of many places at once."""
        ...

    async def put(
        self, platform: str, place_id: str, settings: PlaceSettings, server: str = ""
    ) -> None:
        """Store the settings of a place, and which server it is in, or of a server."""
        ...

    async def bind(self, platform: str, place_id: str, community: str) -> None:
        """Store the community of a place or server, none when empty; all else about it stays as
        it is, or as its server's when it has no settings.
        """
        ...

    async def log_places(self, circle: str) -> tuple[tuple[str, str], ...]:
        """Platform and id of every place where the moderators of a circle are told things."""
        ...

    async def logging_to(self, platform: str, place_id: str) -> tuple[str, ...]:
        """Ids of the places whose moderators are told things in this one."""
        ...

    async def migrate(self, platform: str, old_id: str, new_id: str) -> None:
        """Move settings, cooldowns and follows of a place to its new id; its old messages
        can't be reached any more, so their replies lose `sent_id`. Twice is as good as once.
        """
        ...

    async def ignores(self, person: str) -> bool:
        """Whether this person (keyed hash) is never to be answered unprompted."""
        ...

    async def opted_out(self) -> frozenset[str]:
        """Everybody (keyed hashes) who is never to be answered unprompted."""
        ...

    async def opt_out_mark(self) -> str:
        """Another one whenever `opted_out` changed: cheaper to read."""
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

    @property
    def personal(self) -> PersonalStore:
        """What is kept about a person, within this unit."""
        ...

    @property
    def sources(self) -> SourceStore:
        """How sources answered, within this unit."""
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
