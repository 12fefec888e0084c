"""Several processes on one base: one polls, another takes over, and nothing is done twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager

import asyncpg
import pytest
from telegram import Update

from adapters.telegram.inbound import Me
from adapters.telegram.receiving import Receiver
from bot.clock import SystemClock
from bot.ports import ConversationBase
from bot.storage.sql import SqlConversationBase
from bot.storage.turns import key_of
from factbase.storage.engine import open_engine
from tests.contracts.conversing import conversations
from tests.stores import PostgresDatabases, SqlStore

from .running import Running, running
from .server import TelegramServer

__all__ = ["conversations"]

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"
PATIENCE = 60.0
"""Seconds until a test gives up waiting for what takes two at the most."""


@pytest.fixture
async def shared(postgres: PostgresDatabases) -> AsyncIterator[SqlStore]:
    async with postgres.store() as store:
        yield store


@asynccontextmanager
async def process(telegram: TelegramServer, store: SqlStore) -> AsyncIterator[Running]:
    """One of several processes."""
    base = SqlConversationBase(open_engine(store.url), poll=0.02)
    try:
        async with running(telegram, base) as run:
            yield run
    finally:
        await base.close()


async def test_one_polls_and_another_takes_over(shared: SqlStore) -> None:
    async with TelegramServer() as telegram, AsyncExitStack() as stack:
        ann = telegram.user("Ann")
        first = AsyncExitStack()
        await first.enter_async_context(process(telegram, shared))
        await stack.enter_async_context(process(telegram, shared))
        await ann.tells_bot(HEADLINE)
        assert SLUG in (await ann.chat.next_message_from_bot()).text
        await first.aclose()
        assert not telegram._endpoint.polling.waiting
        await ann.tells_bot("/recent")
        assert "Claims on record" in (await ann.chat.next_message_from_bot(PATIENCE)).text
        assert len(ann.chat.messages_from_bot) == 2
        assert telegram.refusals.texts == []  # never two at a time


async def test_a_lost_lease_stops_polling_and_another_goes_on(
    shared: SqlStore, postgres: PostgresDatabases
) -> None:
    async with (
        TelegramServer() as telegram,
        process(telegram, shared) as run,
        process(telegram, shared),
    ):
        ann = telegram.user("Ann")
        polling = telegram._endpoint.polling
        before = polling._current
        await cut(postgres, key_of(f"lease telegram poll {run.connection.session.me.id}"))
        await telegram.until(lambda: polling._current not in (before, None), "another", PATIENCE)
        await ann.tells_bot(HEADLINE)
        assert SLUG in (await ann.chat.next_message_from_bot()).text
        await telegram.settled()
        assert len(ann.chat.messages_from_bot) == 1
        assert telegram.refusals.texts == []


async def test_what_one_took_in_and_left_another_answers(shared: SqlStore) -> None:
    async with TelegramServer() as telegram, AsyncExitStack() as stack:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        first = AsyncExitStack()
        await first.enter_async_context(process(telegram, shared))
        await stack.enter_async_context(process(telegram, shared))
        gate = telegram.faults.hold("getChatMember")
        await ann.says(group, "/settings")
        await gate.reached()
        await telegram.until(lambda: not telegram.world.queue.pending, "confirmation", PATIENCE)
        await first.aclose()
        gate.release()
        assert "may not" in (await group.next_message_from_bot(PATIENCE)).text
        assert len(group.messages_from_bot) == 1


class Hand:
    """Deals with updates by noting them."""

    def __init__(self) -> None:
        self.dealt: list[int] = []

    async def __call__(self, updates: Sequence[Update]) -> None:
        self.dealt += [update.update_id for update in updates]


def receiver(base: ConversationBase, hand: Hand) -> Receiver:
    return Receiver(
        base,
        SystemClock(),
        Me(7, "factbot"),
        hand,
        waits=lambda _: False,
        belongs=lambda _, __: False,
    )


def an_update(number: int) -> Update:
    message = {
        "message_id": number,
        "date": 1,
        "chat": {"id": 5, "type": "private", "first_name": "Ann"},
        "from": {"id": 5, "is_bot": False, "first_name": "Ann"},
        "text": "words",
    }
    return Update.de_json({"update_id": number, "message": message}, None)


async def test_an_update_posted_to_two_processes_is_dealt_with_by_one(
    conversations: ConversationBase,
) -> None:
    hand = Hand()
    receivers = [receiver(conversations, hand) for _ in range(2)]
    for number in range(1, 9):
        await asyncio.gather(*(one.take([an_update(number)]) for one in receivers))
    for one in receivers:
        await one.idle()
    assert sorted(hand.dealt) == list(range(1, 9))


class Slow(Hand):
    """Doesn't get on until it is told to."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = asyncio.Event(), asyncio.Event()

    async def __call__(self, updates: Sequence[Update]) -> None:
        self.begun.set()
        await self.go.wait()
        await super().__call__(updates)


async def test_what_isn_t_begun_is_left_and_what_is_begun_is_not_begun_again(
    conversations: ConversationBase,
) -> None:
    slow, other = Slow(), Hand()
    one, another = receiver(conversations, slow), receiver(conversations, other)
    await one.take([an_update(1)])
    await slow.begun.wait()
    await one.take([an_update(2), an_update(3)])
    await one.leave()
    assert await one.resume(None) == 2  # type: ignore[arg-type]  # no update asks anything of it
    await one.leave()
    slow.go.set()
    await one.idle()
    assert await another.resume(None) == 2  # type: ignore[arg-type]  # as above
    await another.idle()
    assert (slow.dealt, other.dealt) == ([1], [2, 3])


async def cut(postgres: PostgresDatabases, key: int) -> None:
    """End the connection that holds a lease, as a failing network would."""
    connection = await asyncpg.connect(
        host=str(postgres.server.folder), user="factbot", database="postgres"
    )
    await connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory'"
        " AND ((classid::bigint << 32) | objid::bigint) = $1",
        key,
    )
    await connection.close()
