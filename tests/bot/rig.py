"""A whole bot on a base of the test's own, with facts that are published already."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from typing import Any

from pydantic import SecretStr

from bot.checking.outcome import Answer, Outcome, Silent
from bot.messages import Addressed, IncomingMessage, Person, Place, PlaceKind
from bot.places.behaviour import PlaceSettings
from bot.ports import ConversationBase, ConversationUnit, PostedReply, Sent
from bot.replies import Reply
from bot.settings import Settings
from bot.wiring import Bot, assemble
from factbase import life
from factbase.errors import StoreUnavailable
from factbase.model import Fact, Status, Wording
from tests.builders import NOON, a_change, a_fact
from tests.fakes import StandingClock

CHANNEL = Place("discord", "channel-1", server="server-1")
ANN = Person("discord", "ann")
BRIDGE = "Harbour bridge shut forever"
"""A wording of the builder's fact, found as it stands."""


def a_message(text: str = BRIDGE, message_id: str = "m1", **override: Any) -> IncomingMessage:
    """Somebody asks the bot in a channel."""
    values: dict[str, Any] = {
        "place": CHANNEL,
        "author": ANN,
        "sent": NOON,
        "addressed": Addressed.MENTION,
    }
    return IncomingMessage(message_id, text=text, **values | override)


def a_private_message(text: str = BRIDGE, message_id: str = "m1") -> IncomingMessage:
    place = Place("discord", "dm-1", PlaceKind.PRIVATE)
    return a_message(text, message_id, place=place, addressed=Addressed.NO)


def published(slug: str = "bridge-closed", **override: Any) -> Fact:
    """A fact as it is stored: version 1, published from the start."""
    return replace(a_fact(slug, **override), status=Status.PUBLISHED)


def a_tunnel(**override: Any) -> Fact:
    values: dict[str, Any] = {
        "claim": "The tunnel under the river is flooded",
        "wordings": (Wording("River tunnel under water"),),
    }
    return published("tunnel-flooded", **values | override)


class FlakyBase:
    """A base that goes away and comes back when told."""

    def __init__(self, base: ConversationBase) -> None:
        self._base = base
        self.away = False

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[ConversationUnit]:
        if self.away:
            raise StoreUnavailable("away")
        async with self._base.begin() as unit:
            yield unit

    @asynccontextmanager
    async def turn(self, over: Place | str) -> AsyncIterator[ConversationUnit]:
        if self.away:
            raise StoreUnavailable("away")
        async with self._base.turn(over) as unit:
            yield unit

    def follow(self) -> AsyncIterator[int]:
        return self._base.follow()

    async def close(self) -> None:
        await self._base.close()

    async def secret(self, name: str) -> str:
        return await self._base.secret(name)


@asynccontextmanager
async def a_bot(
    base: ConversationBase, clock: StandingClock, *facts: Fact, **settings: Any
) -> AsyncIterator[Bot]:
    """The services over a base, without the pack that ships."""
    async with base.begin() as unit:
        for fact in facts:
            await unit.facts.add(fact, a_change())
        await unit.commit()
    # A base that isn't the machine's own is not filled with the first pack.
    chosen = Settings(database_url=SecretStr("postgresql://unused.example/none"), **settings)
    async with AsyncExitStack() as stack:
        yield await assemble(chosen, base, clock, stack)


async def set_up(bot: Bot, settings: PlaceSettings, place_id: str = CHANNEL.id) -> None:
    """Choose the settings of a place."""
    async with bot.base.begin() as unit:
        await unit.places.put("discord", place_id, settings)
        await unit.commit()
    bot.answering.places.forget()


async def delivered(bot: Bot, message: IncomingMessage, url: str = "") -> PostedReply:
    """Answer a message and report that the platform took the answer."""
    outcome = await bot.answering.answer(message)
    assert isinstance(outcome, Answer), outcome
    assert outcome.ticket is not None
    ticket = await bot.deliveries.sending(outcome.ticket)
    return await bot.deliveries.sent(ticket, Sent(f"reply to {message.id}", url))


def said(outcome: Outcome) -> Reply:
    assert isinstance(outcome, Answer), outcome
    return outcome.reply


def quiet(outcome: Outcome) -> str:
    assert isinstance(outcome, Silent), outcome
    return outcome.reason.value


async def changed(bot: Bot, fact: Fact) -> None:
    """Store the next version of a fact, behind the bot's back."""
    async with bot.base.begin() as unit:
        await unit.facts.save(fact, a_change())
        await unit.commit()


async def retired(bot: Bot, fact: Fact) -> None:
    await changed(bot, life.retire(fact, a_change()))
