"""Everything Telegram knows: the bot, its settings, people, chats, queries and updates."""

import itertools
import secrets
from dataclasses import dataclass, field
from typing import Any

from .clock import Clock
from .model import (
    ANONYMOUS_ADMIN_ID,
    CHANNEL_BOT_ID,
    TELEGRAM_ID,
    Account,
    Chat,
    Event,
    Json,
    Member,
    Message,
)
from .pulse import Pulse
from .queries import Callback, GuestQuery, InlineQuery
from .updates import UpdateQueue

# Above 32 bits, as the Bot API warns, so that a narrow column breaks at once.
FIRST_PERSON_ID = 7_100_000_001
FIRST_GROUP_ID = -5_100_000_001
FIRST_SUPERGROUP_ID = -1_002_200_000_001


@dataclass(slots=True)
class BotSettings:
    """What BotFather was told."""

    privacy: bool = True
    inline: bool = True
    inline_feedback: bool = False
    guest_queries: bool = True
    can_join_groups: bool = True
    # BotFather says that mentions reach a bot in privacy mode; the formal list
    # (core.telegram.org/bots/features#privacy-mode) doesn't. False follows the list.
    mentions_arrive: bool = True


@dataclass(slots=True)
class WebhookSetting:
    url: str
    secret: str | None
    max_connections: int
    ip_address: str | None = None


@dataclass(slots=True)
class WebhookHealth:
    last_error_at: int | None = None
    last_error: str | None = None


@dataclass(slots=True)
class World:
    clock: Clock
    pulse: Pulse
    bot: Account
    token: str
    settings: BotSettings
    queue: UpdateQueue
    callback_lifetime: float  # seconds
    cloud: bool  # the cloud's rules for webhook addresses, not those of a self-hosted server
    accounts: dict[int, Account] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    callbacks: dict[str, Callback] = field(default_factory=dict)
    inline_queries: dict[str, InlineQuery] = field(default_factory=dict)
    guest_queries: dict[str, GuestQuery] = field(default_factory=dict)
    inline_messages: dict[str, Message] = field(default_factory=dict)
    commands: dict[tuple[str, str], list[Json]] = field(default_factory=dict)
    webhook: WebhookSetting | None = None
    health: WebhookHealth = field(default_factory=WebhookHealth)
    remarks: list[str] = field(default_factory=list)  # what Telegram drops without a word
    actions: list[Json] = field(default_factory=list)
    _people: "itertools.count[int]" = field(
        default_factory=lambda: itertools.count(FIRST_PERSON_ID)
    )
    _groups: "itertools.count[int]" = field(
        default_factory=lambda: itertools.count(FIRST_GROUP_ID, -1)
    )
    _supergroups: "itertools.count[int]" = field(
        default_factory=lambda: itertools.count(FIRST_SUPERGROUP_ID, -1)
    )
    _shared_messages: "itertools.count[int]" = field(default_factory=lambda: itertools.count(101))

    def __post_init__(self) -> None:
        known = (
            self.bot,
            Account(TELEGRAM_ID, "Telegram"),
            Account(ANONYMOUS_ADMIN_ID, "Group", "GroupAnonymousBot", is_bot=True),
            Account(CHANNEL_BOT_ID, "Channel", "Channel_Bot", is_bot=True),
        )
        self.accounts |= {account.id: account for account in known}

    def now(self) -> int:
        """Unix seconds."""
        return int(self.clock.now().timestamp())

    def add_account(self, first_name: str, **known: Any) -> Account:
        account = Account(next(self._people), first_name, **known)
        self.accounts[account.id] = account
        return account

    def add_chat(self, kind: str, title: str, **known: Any) -> Chat:
        ids = self._groups if kind == "group" else self._supergroups
        chat = Chat(next(ids), kind, title, **known)
        self.chats[chat.id] = chat
        return chat

    def private_chat(self, account: Account) -> Chat:
        if account.id not in self.chats:
            self.chats[account.id] = Chat(account.id, "private", person=account)
        return self.chats[account.id]

    def bot_in(self, chat: Chat) -> Member | None:
        member = chat.members.get(self.bot.id)
        return member if member and member.is_present else None

    def keep(self, chat: Chat, body: Json, sender: Account | None, **known: Any) -> Message:
        """Numbers a message and files it in its chat; nobody is told yet."""
        if chat.kind in {"supergroup", "channel"}:
            chat.last_number += 1
            number = chat.last_number
        else:
            number = next(self._shared_messages)  # one count per account, as in Telegram
        message = Message(chat, number, self.now(), body, sender, **known)
        if sender is not None and sender.is_bot and "sender_chat" not in body:
            chat.last_bot = sender.id
        chat.messages[number] = message
        if message.thread_id is not None:
            chat.threads.add(message.thread_id)
        return message

    def note(self, chat: Chat, kind: str, message: Message) -> None:
        """Writes down what the bot did, and wakes whoever waits for it."""
        chat.events[kind].append(Event(kind, message))
        self.pulse.beat()

    def remark(self, what: str) -> None:
        self.remarks.append(what)

    @staticmethod
    def ticket() -> str:
        """An id for a query: long digits, as Telegram's."""
        return str(secrets.randbelow(9 * 10**17) + 10**17)
