"""A whole bot for tests: assembled as in life, on any base, with a courier that remembers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import SecretStr

from bot.checking.outcome import Answer
from bot.delivering.posting import Posting
from bot.messages import Addressed, IncomingMessage, Person, Place
from bot.metrics import Metrics
from bot.ports import ConversationBase, PostedReply, Sent, Target
from bot.replies import Reply
from bot.settings import Settings
from bot.wiring import Bot, assemble
from factbase.model import Fact, Status
from factbase.ports import Clock
from tests.builders import NOON, a_fact
from tests.fakes import StandingClock

HEADLINE = "Harbour bridge shut forever"
"""A wording of `builders.a_fact`, which it matches to the letter."""
ROOM = Place("test", "room", server="house")


def a_message(text: str = HEADLINE, message_id: str = "m1", **override: Any) -> IncomingMessage:
    """Somebody asks about a headline in a group."""
    values: dict[str, Any] = {
        "place": ROOM,
        "author": Person("test", "ada"),
        "sent": NOON,
        "addressed": Addressed.MENTION,
    }
    return IncomingMessage(id=message_id, text=text, **values | override)


def published(slug: str = "bridge-closed", **override: Any) -> Fact:
    return replace(a_fact(slug, **override), status=Status.PUBLISHED)


def settings_for_tests(**override: Any) -> Settings:
    """Settings that name no file; the base is handed over beside them."""
    values: dict[str, Any] = {
        "database_url": SecretStr("postgresql://nowhere/none"),
        "secret": SecretStr("key of the tests"),
    }
    return Settings(**values | override)


@asynccontextmanager
async def open_for_test(
    base: ConversationBase,
    clock: Clock | None = None,
    metrics: Metrics | None = None,
    **override: Any,
) -> AsyncIterator[Bot]:
    """The services over this base."""
    async with AsyncExitStack() as stack:
        yield await assemble(
            settings_for_tests(**override), base, clock or StandingClock(), stack, metrics
        )


async def no_pause(_seconds: float) -> None:
    """Sleep for tests: pauses take no time."""


@dataclass
class RecordingCourier:
    """Takes everything, or fails as it is told, and remembers what was shown."""

    failures: Iterator[Exception | None] = field(default_factory=lambda: iter(()))
    posted: list[tuple[Target, Reply, str]] = field(default_factory=list)

    async def post(self, target: Target, reply: Reply, ticket: str) -> Sent:
        failure = next(self.failures, None)
        if failure is not None:
            raise failure
        self.posted.append((target, reply, ticket))
        return Sent(f"sent-{len(self.posted)}")

    async def edit(self, posted: PostedReply, reply: Reply) -> None:
        """Nothing is edited here."""

    async def remove(self, posted: PostedReply) -> None:
        """Nothing is removed here."""


def posting(bot: Bot, courier: RecordingCourier, **override: Any) -> Posting:
    """Posting through this courier, without pauses."""
    values: dict[str, Any] = {"deliveries": bot.deliveries, "sleep": no_pause} | override
    return Posting(index=bot.index, clock=bot.clock, courier=courier, **values)


async def ask(bot: Bot, through: Posting, message: IncomingMessage) -> None:
    """A message's whole journey, from received to said."""
    outcome = await bot.answering.answer(message)
    if isinstance(outcome, Answer):
        await through.say(outcome, message.place, message.id)


def texts_of(courier: RecordingCourier) -> Sequence[str]:
    """Kinds of the replies that were shown."""
    return [type(reply).__name__ for _, reply, _ in courier.posted]
