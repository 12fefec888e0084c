"""Accounts, chats, members and messages, as Telegram keeps them."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

GENERAL_TOPIC = 1
TELEGRAM_ID = 777000  # "from" of posts forwarded by themselves into a discussion group
ANONYMOUS_ADMIN_ID = 1087968824  # @GroupAnonymousBot
CHANNEL_BOT_ID = 136817688  # "from" of what a channel says in a group


@dataclass(slots=True, eq=False)
class Account:
    id: int
    first_name: str
    username: str | None = None
    last_name: str | None = None
    language_code: str | None = None
    is_bot: bool = False
    has_started: bool = False
    has_blocked: bool = False
    hides_forwards: bool = False

    @property
    def name(self) -> str:
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name

    def json(self) -> Json:
        body: Json = {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name}
        optional = {
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return body | {key: value for key, value in optional.items() if value is not None}


@dataclass(slots=True, eq=False)
class Member:
    account: Account
    status: str = "member"
    rights: dict[str, bool] = field(default_factory=dict)
    anonymous: bool = False
    title: str | None = None

    @property
    def is_admin(self) -> bool:
        return self.status in {"creator", "administrator"}

    @property
    def is_present(self) -> bool:
        return self.status in {"creator", "administrator", "member", "restricted"}


@dataclass(slots=True, eq=False)
class Topic:
    id: int
    name: str
    closed: bool = False


@dataclass(slots=True, eq=False)
class Chat:
    id: int
    kind: str  # private, group, supergroup or channel
    title: str | None = None
    username: str | None = None
    person: Account | None = None
    is_forum: bool = False
    general_closed: bool = False
    nobody_writes: bool = False
    hides_members: bool = False
    members: dict[int, Member] = field(default_factory=dict)
    topics: dict[int, Topic] = field(default_factory=dict)
    linked: "Chat | None" = None
    migrated_to: "Chat | None" = None
    messages: "dict[int, Message]" = field(default_factory=dict)
    threads: set[int] = field(default_factory=set)  # first messages of chains of replies
    events: "defaultdict[str, list[Event]]" = field(default_factory=lambda: defaultdict(list))
    last_bot: int | None = None
    last_number: int = 1  # 1 is the message that made the chat

    @property
    def name(self) -> str:
        return self.title or (self.person.name if self.person else str(self.id))

    def json(self) -> Json:
        body: Json = {"id": self.id, "type": self.kind}
        if self.person is not None:
            known = self.person.json()
            names = ("first_name", "last_name", "username")
            return body | {key: known[key] for key in names if key in known}
        body["title"] = self.title
        if self.username:
            body["username"] = self.username
        if self.is_forum:
            body["is_forum"] = True
        return body


@dataclass(frozen=True, slots=True, eq=False)
class Event:
    """Something the bot did in a chat: sent, edited, deleted or reacted."""

    kind: str
    message: "Message"


@dataclass(slots=True, eq=False)
class Message:
    chat: Chat
    id: int
    date: int
    body: Json
    sender: Account | None = None
    reply_to: "Message | None" = None
    thread_id: int | None = None
    markup: Json | None = None
    inline_id: str | None = None
    deleted: bool = False
    edits: list[Json] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Text or caption, as a reader sees it."""
        return str(self.body.get("text") or self.body.get("caption") or "")

    @property
    def entities(self) -> list[Json]:
        return list(self.body.get("entities") or self.body.get("caption_entities") or [])

    @property
    def keyboard(self) -> list[list[Json]]:
        return list((self.markup or {}).get("inline_keyboard", []))

    @property
    def buttons(self) -> list[str]:
        """The labels, in reading order."""
        return [button["text"] for row in self.keyboard for button in row]

    @property
    def links(self) -> dict[str, str]:
        """Linked words and where they lead."""
        units = self.text.encode("utf-16-le")
        return {
            units[2 * e["offset"] : 2 * (e["offset"] + e["length"])].decode("utf-16-le"): e["url"]
            for e in self.entities
            if e["type"] == "text_link"
        }

    @property
    def reaction(self) -> str | None:
        """The emoji of the only bot there is, if it reacted."""
        for given in self.reactions.values():
            for one in given:
                return str(one.get("emoji"))
        return None

    def json(self, *, nested: bool = True) -> Json:
        body: Json = {"message_id": self.id, "date": self.date, "chat": self.chat.json()}
        if self.thread_id is not None:
            body["message_thread_id"] = self.thread_id
        body |= self.body
        if self.markup:
            body["reply_markup"] = self.markup
        if nested and self.reply_to is not None and not self.reply_to.deleted:
            body["reply_to_message"] = self.reply_to.json(nested=False)
        return body
