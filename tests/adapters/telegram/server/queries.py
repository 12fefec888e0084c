"""Button presses, inline queries and guest queries: asked by people, answered by the bot."""

from dataclasses import dataclass, field
from datetime import datetime

from .model import Account, Chat, Json, Message


@dataclass(slots=True, eq=False)
class Callback:
    """A pressed button. `answer` holds what the bot said: text, show_alert, url."""

    id: str
    data: str
    account: Account
    message: Message
    at: datetime
    answer: Json | None = None
    forgiven: bool = False


@dataclass(slots=True, eq=False)
class InlineQuery:
    id: str
    text: str
    account: Account
    at: datetime
    answer: Json | None = None

    @property
    def results(self) -> list[Json]:
        return list((self.answer or {}).get("results", []))

    @property
    def titles(self) -> list[str]:
        return [str(result.get("title", "")) for result in self.results]


@dataclass(slots=True, eq=False)
class GuestQuery:
    """A question put to the bot in a chat it isn't in."""

    id: str
    chat: Chat
    question: Message
    at: datetime
    reply: Message | None = None
    answers: list[Json] = field(default_factory=list)
