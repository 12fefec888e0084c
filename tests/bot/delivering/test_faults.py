"""Faults of base and clock, seen from a conversation: memory answers, changes are refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.checking.outcome import Answer
from bot.messages import Place
from bot.permissions import Actor
from bot.ports import ReplyState
from bot.replies import FactCard, NotFound
from bot.settings import Limits
from bot.storage.sql import SqlConversationBase
from bot.wiring import Bot
from factbase.errors import StoreUnavailable
from factbase.storage.engine import Patience, open_engine
from factbase.storage.migrating import upgrade
from tests.builders import NOON, a_fact
from tests.contracts.storing import PUBLIC, stored
from tests.fakes import StandingClock
from tests.postgres import Postgres
from tests.stores import SqlStore, sqlite_store
from tests.talking import (
    HEADLINE,
    ROOM,
    RecordingCourier,
    a_message,
    ask,
    open_for_test,
    posting,
    published,
)

HASTY = Patience(lock=0.3, statement=30.0, connect=30.0)
"""Waits for locks hardly at all, for the machine as long as it takes."""
PLENTY = Limits(questions=1_000)
OPERATOR = Actor.operator()


@pytest.fixture
async def on_mortal(own_server: Postgres, clock: StandingClock) -> AsyncIterator[Bot]:
    """A bot on a PostgreSQL that the test may stop."""
    engine = open_engine(own_server.url("postgres"), HASTY)
    await upgrade(engine)
    base = SqlConversationBase(engine, poll=3_600.0)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(base.close)
        if not await known(base):
            await stored(base, published())
        yield await stack.enter_async_context(open_for_test(base, clock, limits=PLENTY))


async def known(base: SqlConversationBase) -> bool:
    async with base.begin() as unit:
        return bool(await unit.facts.list(PUBLIC))


async def card(bot: Bot, message_id: str) -> FactCard:
    """The card that a question about the headline is answered with."""
    outcome = await bot.answering.answer(a_message(message_id=message_id, place=ROOM))
    assert isinstance(outcome, Answer)
    assert isinstance(outcome.reply, FactCard)
    return outcome.reply


async def test_gone_and_back(on_mortal: Bot, own_server: Postgres, clock: StandingClock) -> None:
    assert not (await card(on_mortal, "before")).from_memory
    own_server.stop()
    try:
        clock.advance(hours=1)
        assert (await card(on_mortal, "while")).from_memory
        other = await on_mortal.answering.answer(a_message("Ferries fly to the moon", "else"))
        assert isinstance(other, Answer)
        assert isinstance(other.reply, NotFound)
        with pytest.raises(StoreUnavailable) as refused:
            await on_mortal.moderation.propose(OPERATOR, a_fact("tunnel"), "new")
        assert "\n" not in str(refused.value)
    finally:
        own_server.start()
    clock.advance(hours=1)
    assert not (await card(on_mortal, "after")).from_memory
    await on_mortal.moderation.propose(OPERATOR, a_fact("tunnel-2"), "new")


async def test_a_reply_gets_out_although_the_base_went_away_in_between(
    on_mortal: Bot, own_server: Postgres, clock: StandingClock
) -> None:
    clock.advance(days=1)
    outcome = await on_mortal.answering.answer(a_message(message_id="late"))
    assert isinstance(outcome, Answer)
    courier = RecordingCourier()
    say = posting(on_mortal, courier)
    own_server.stop()
    try:
        sent = await say.say(outcome, ROOM, "late")
    finally:
        own_server.start()
    assert sent is not None
    # Nobody could note that it was sent; the one who sent it notes it later, and says it once.
    clock.advance(minutes=1)
    assert await say.sweep("test") == 0
    assert len(courier.posted) == 1
    assert outcome.ticket is not None
    kept = await on_mortal.deliveries.find(outcome.ticket.id)
    assert kept is not None
    assert (kept.state, kept.sent_id) == (ReplyState.SENT, sent.id)


async def test_too_slow(on_mortal: Bot, clock: StandingClock) -> None:
    """Somebody holds the facts, and every statement on them waits for longer than it may."""
    clock.advance(days=2)
    base = on_mortal.base
    assert isinstance(base, SqlConversationBase)
    async with base.begin() as unit:
        await unit.session.execute(text("LOCK TABLE facts IN ACCESS EXCLUSIVE MODE"))
        assert (await card(on_mortal, "slow")).from_memory


async def test_out_of_connections(
    on_mortal: Bot, clock: StandingClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock.advance(days=3)
    base = on_mortal.base
    assert isinstance(base, SqlConversationBase)
    monkeypatch.setattr(base.engine.sync_engine.pool, "_timeout", 0.1)
    async with AsyncExitStack() as stack:
        for _ in range(15):  # the pool's size with its overflow
            await stack.enter_async_context(base.begin())
        assert (await card(on_mortal, "crowded")).from_memory
        with pytest.raises(StoreUnavailable, match="connection"):
            await on_mortal.moderation.propose(OPERATOR, a_fact("crowd"), "new")


@pytest.fixture
async def on_sqlite(
    sqlite_template: Path, tmp_path: Path, clock: StandingClock
) -> AsyncIterator[tuple[Bot, SqlStore]]:
    """A bot on a SQLite file."""
    store = sqlite_store(sqlite_template, tmp_path)
    base = SqlConversationBase(open_engine(store.url, HASTY), poll=3_600.0)
    await stored(base, published())
    async with AsyncExitStack() as stack:
        stack.push_async_callback(base.close)
        bot = await stack.enter_async_context(open_for_test(base, clock, limits=PLENTY))
        yield bot, store


async def test_a_locked_file(on_sqlite: tuple[Bot, SqlStore]) -> None:
    bot, store = on_sqlite
    engine = open_engine(store.url)
    async with engine.connect() as holding:
        await holding.exec_driver_sql("ROLLBACK")
        await holding.exec_driver_sql("BEGIN IMMEDIATE")
        assert (await card(bot, "locked")).from_memory
        with pytest.raises(StoreUnavailable, match="busy"):
            await bot.moderation.propose(OPERATOR, a_fact("tunnel"), "new")
        await holding.exec_driver_sql("ROLLBACK")
    await engine.dispose()
    assert not (await card(bot, "free")).from_memory


async def test_a_full_disk(on_sqlite: tuple[Bot, SqlStore], clock: StandingClock) -> None:
    """The file may not grow by a page. What was asked is answered, what is new is refused."""
    bot, _ = on_sqlite
    base = bot.base
    assert isinstance(base, SqlConversationBase)
    async with AsyncExitStack() as stack:
        # The limit is a connection's own, and any of the pool may be the one that writes.
        for _ in range(5):
            connection = await stack.enter_async_context(base.engine.connect())
            pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
            await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(StoreUnavailable, match="no room"):
        await propose_many(bot)
    clock.advance(hours=1)
    for number in range(30):
        clock.advance(hours=1)
        assert (await card(bot, f"full-{number}")).fact == published()


async def test_a_file_that_may_only_be_read(
    sqlite_template: Path, tmp_path: Path, clock: StandingClock
) -> None:
    store = sqlite_store(sqlite_template, tmp_path)
    writing = SqlConversationBase(open_engine(store.url))
    await stored(writing, published())
    await writing.close()
    # As SQLite opens it; taking away a file's permissions would not stop root.
    url = f"sqlite:///file:{tmp_path / 'facts.db'}?mode=ro&uri=true"
    async with AsyncExitStack() as stack:
        base = SqlConversationBase(open_engine(url, HASTY), poll=3_600.0)
        stack.push_async_callback(base.close)
        bot = await stack.enter_async_context(open_for_test(base, clock, limits=PLENTY))
        assert (await card(bot, "read-only")).from_memory
        with pytest.raises(StoreUnavailable, match="can only be read"):
            await bot.moderation.propose(OPERATOR, a_fact("tunnel"), "new")


async def propose_many(bot: Bot) -> None:
    for number in range(90):
        await bot.moderation.propose(OPERATOR, a_fact(f"big-{number}", summary="x" * 600), "new")


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)], ids=["on", "back"])
async def test_the_clock_jumps(
    on_sqlite: tuple[Bot, SqlStore], clock: StandingClock, jump: timedelta
) -> None:
    """Between deciding and sending, and between messages: no silence, no second reply."""
    bot, _ = on_sqlite
    courier = RecordingCourier()
    say = posting(bot, courier)
    await ask(bot, say, a_message(message_id="before"))
    outcome = await bot.answering.answer(a_message(message_id="during"))
    clock.moment += jump
    assert isinstance(outcome, Answer)
    await say.say(outcome, ROOM, "during")
    await ask(bot, say, a_message(message_id="after"))
    await ask(bot, say, a_message(message_id="before"))
    clock.moment = NOON
    for _ in range(3):
        clock.advance(minutes=2)
        await say.sweep("test")
    answered = [target.message_id for target, _, _ in courier.posted]
    assert sorted(answered) == ["after", "before", "during"]


SQL = ("'; DROP TABLE facts; --", '" OR 1=1 --', "%s %(x)s :x $1 ? {}", "\\'; SELECT 1/0; --")


@pytest.mark.parametrize("words", SQL)
async def test_sql_in_every_field(on_sqlite: tuple[Bot, SqlStore], words: str) -> None:
    bot, _ = on_sqlite
    place = Place(words, words, server=words, thread=words, locale="en")
    message = a_message(f"{HEADLINE}", words, place=place)
    await bot.answering.answer(message)
    await asyncio.gather(*(bot.answering.answer(a_message(words, f"{words}{n}")) for n in range(3)))
    await bot.moderation.propose(OPERATOR, a_fact("hostile", claim=words, summary=words), words)
    async with bot.base.begin() as unit:
        assert (await unit.facts.get("bridge-closed", PUBLIC)) == published()
        assert len(await unit.replies.answering(place, words)) == 1
        assert (await unit.facts.get("hostile", PUBLIC)).claim.original.text == words
