"""What a Discord is made of: users, guilds, channels, messages. Data only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

Json = dict[str, Any]

TEXT, DIRECT, PUBLIC_THREAD, PRIVATE_THREAD, FORUM = 0, 1, 11, 12, 15
THREADS = frozenset({10, PUBLIC_THREAD, PRIVATE_THREAD})

CONTENT = "content of the file"
"""Key of a file's content in an attachment; Discord itself gives only its address."""
SUPPRESS_EMBEDS, EPHEMERAL, LOADING = 1 << 2, 1 << 6, 1 << 7
SUPPRESS_NOTIFICATIONS, HAS_SNAPSHOT, COMPONENTS_V2 = 1 << 12, 1 << 14, 1 << 15


@dataclass(slots=True)
class User:
    """An account; `webhook` marks the pseudo-author of a webhook's messages."""

    id: str
    name: str
    bot: bool = False
    locale: str = "en-US"
    webhook: bool = False
    installed: bool = False
    dms_open: bool = True


@dataclass(slots=True)
class Role:
    """A role and its permission bits."""

    id: str
    name: str
    permissions: int
    mentionable: bool = False


@dataclass(slots=True)
class Member:
    """A user in one guild."""

    user: User
    roles: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Guild:
    """A server. `bot_inside` is false where the bot is at most user-installed."""

    id: str
    name: str
    owner_id: str
    locale: str = "en-US"
    bot_inside: bool = True
    roles: dict[str, Role] = field(default_factory=dict)
    members: dict[str, Member] = field(default_factory=dict)
    channels: dict[str, Channel] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class Channel:
    """A channel, thread or direct conversation."""

    id: str
    type: int
    name: str
    guild: Guild | None = None
    parent: Channel | None = None
    overwrites: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """Id of a role (kind 0) or member (kind 1) to (kind, allowed bits, denied bits)."""
    recipients: list[User] = field(default_factory=list)
    thread_members: set[str] = field(default_factory=set)
    owner_id: str = ""
    archived: bool = False
    locked: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    @property
    def is_thread(self) -> bool:
        """Whether thread rules apply."""
        return self.type in THREADS

    @property
    def ruled_by(self) -> Channel:
        """The channel whose overwrites count: a thread has its parent's."""
        return self.parent if self.is_thread and self.parent is not None else self


@dataclass(slots=True, eq=False)
class Message:
    """A message as the server keeps it, with what its sending would have set off."""

    id: str
    channel: Channel
    author: User
    created: datetime
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    type: int = 0
    flags: int = 0
    nonce: str | None = None
    edited: datetime | None = None
    reference: Json | None = None
    referenced: Message | None = None
    snapshots: list[Message] = field(default_factory=list)
    mentions: list[User] = field(default_factory=list)
    mention_roles: list[str] = field(default_factory=list)
    mention_everyone: bool = False
    pings: list[str] = field(default_factory=list)
    """Who was notified, as `@name`; the bot's messages should leave it empty."""
    unfurls: list[str] = field(default_factory=list)
    """Links that Discord would have unfolded into a preview."""
    reactions: dict[str, list[str]] = field(default_factory=dict)
    interaction: Json | None = None
    only_for: str | None = None
    """The one user who sees an ephemeral message."""
    deleted: bool = False
    earlier: list[str] = field(default_factory=list)
    """Contents before each edit, oldest first."""
    thread: Channel | None = None

    @property
    def files(self) -> dict[str, str]:
        """What stands in the files that came along, by name."""
        return {one["filename"]: one[CONTENT] for one in self.attachments}

    @property
    def ephemeral(self) -> bool:
        """Whether only the invoker sees it."""
        return self.only_for is not None

    @property
    def loading(self) -> bool:
        """Whether it is still a "thinking" placeholder."""
        return bool(self.flags & LOADING)

    @property
    def buttons(self) -> list[Json]:
        """Every button on it, in order of appearance."""
        return [part for part in walk(self.components) if part.get("type") == 2]

    @property
    def labels(self) -> list[str]:
        """The labels of its buttons."""
        return [str(button.get("label") or "") for button in self.buttons]

    @property
    def text(self) -> str:
        """All that a reader sees: content, embeds and text components, line by line."""
        return "\n".join(part for part in _texts(self) if part)


def walk(components: list[Json]) -> Iterator[Json]:
    """Every component in a tree, parents before children."""
    for part in components:
        yield part
        nested = [*part.get("components", ())]
        nested += [
            part[key] for key in ("accessory", "component") if isinstance(part.get(key), dict)
        ]
        yield from walk(nested)


def embed_texts(embed: Json) -> Iterator[str]:
    """The texts of an embed that count towards the 6000, in reading order."""
    yield str((embed.get("author") or {}).get("name") or "")
    yield str(embed.get("title") or "")
    yield str(embed.get("description") or "")
    for entry in embed.get("fields") or ():
        yield str(entry.get("name") or "")
        yield str(entry.get("value") or "")
    yield str((embed.get("footer") or {}).get("text") or "")


def _texts(message: Message) -> Iterator[str]:
    yield message.content
    for embed in message.embeds:
        yield from embed_texts(embed)
    for part in walk(message.components):
        yield str(part.get("content") or "")
