"""What the load on many processes rests on: shared messages, processor time, the final check."""

from __future__ import annotations

import os
from collections import Counter
from itertools import islice
from pathlib import Path

import numpy as np

from bench.load_many_checks import Told, answered_once, spent_by
from bench.load_many_worker import TWICE, Stream
from bot.checking.outcome import Answer
from bot.messages import IncomingMessage
from bot.settings import Limits
from bot.storage.sql import SqlConversationBase
from factbase.storage.engine import open_engine
from tests.contracts.storing import stored
from tests.fakes import StandingClock
from tests.stores import sqlite_store
from tests.talking import a_message, open_for_test, published

TEXTS, REPEATED = ["a", "b", "c"], ["x", "y", "z"]


def shared(number: int) -> list[tuple[str, str, str, str]]:
    coming = islice(Stream(number, TEXTS, REPEATED), 5 * TWICE)
    return [described(one) for one in coming if one.id.startswith("all-")]


def described(one: IncomingMessage) -> tuple[str, str, str, str]:
    return one.id, one.place.id, one.author.id, one.text


def test_every_process_is_handed_the_same_shared_messages() -> None:
    assert len(shared(0)) == 5
    assert shared(0) == shared(3)


def test_messages_of_their_own_are_nobody_elses() -> None:
    first, other = (
        {one.id for one in islice(Stream(number, TEXTS, REPEATED), 50)} for number in (0, 1)
    )
    assert not first & other


def test_processor_time_is_that_of_the_process() -> None:
    known = Path("/proc/self/stat").exists()  # as Linux tells it
    own = sum(os.times()[:4])
    assert spent_by(os.getpid()) >= (own - 0.5 if known else 0.0)


def told(*recorded: str) -> Told:
    return Told(np.zeros(1), Counter(), list(recorded), 0, 0.0, 0.0, 1.0)


async def test_an_answer_given_twice_or_not_recorded_is_noticed(
    sqlite_template: Path, tmp_path: Path, clock: StandingClock
) -> None:
    store = sqlite_store(sqlite_template, tmp_path)
    base = SqlConversationBase(open_engine(store.url), poll=3_600.0)
    await stored(base, published())
    async with open_for_test(base, clock, limits=Limits(questions=1_000)) as bot:
        outcome = await bot.answering.answer(a_message(message_id="m1"))
        assert isinstance(outcome, Answer)
    await base.close()
    assert await answered_once(store.url, [told("m1"), told()])
    assert not await answered_once(store.url, [told("m1"), told("m1")])
    assert not await answered_once(store.url, [told("m1", "m2")])
