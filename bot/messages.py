"""What a platform must tell us about a message. Platform ids are strings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PlaceKind(StrEnum):
    """How public a place is."""

    PRIVATE = "private"
    GROUP = "group"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Place:
    """Where something was said.

    `server` is the platform's unit of administration (a Discord server; on Telegram the
    chat itself). `thread` is a thread or forum topic within the place. `locale` is the
    language the platform reports for the place, empty when it reports none.
    """

    platform: str
    id: str
    kind: PlaceKind = PlaceKind.GROUP
    server: str = ""
    thread: str = ""
    locale: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Who said it. `roles` are platform role ids; `administers` is the platform's own word
    for "may manage this place".
    """

    platform: str
    id: str
    is_bot: bool = False
    administers: bool = False
    roles: tuple[str, ...] = ()
    locale: str = ""

    @property
    def key(self) -> str:
        """One string that names this person across platforms."""
        return f"{self.platform}:{self.id}"


class Addressed(StrEnum):
    """How a message reached the bot."""

    NO = "no"
    MENTION = "mention"
    COMMAND = "command"
    REPLY = "reply"
    PRIVATE = "private"


@dataclass(frozen=True, slots=True)
class Preview:
    """A link preview or embed: what it shows and where it leads."""

    title: str = ""
    description: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message that another one replies to, quotes or forwards.

    `text` is empty when the platform hides it; `hidden` says so. `posted` is when it was
    first posted, as far as the platform tells.
    """

    id: str = ""
    text: str = ""
    previews: tuple[Preview, ...] = ()
    posted: datetime | None = None
    by_us: bool = False
    hidden: bool = False
    author_id: str = ""


@dataclass(frozen=True, slots=True)
class IncomingMessage:
    """One message, as neutral as it can be.

    `text` is without the mention or command that addressed the bot. `sent` is aware UTC.
    """

    id: str
    place: Place
    author: Person
    text: str
    sent: datetime
    addressed: Addressed = Addressed.NO
    replied_to: Quoted | None = None
    forwarded: tuple[Quoted, ...] = ()
    previews: tuple[Preview, ...] = ()
    edited: bool = False
