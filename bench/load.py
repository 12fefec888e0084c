"""Load on the core in one process: messages at a fixed rate, whether it keeps up or not.

    python -m bench load --facts 100000 --rate 1000 --seconds 60

All places are set to speak unprompted, so that each message is matched. Of a hundred, two
(`--about`) are about a fact: half of them ask, half repeat its wording unasked; the rest are
invented sentences of the same vocabulary. Facts lie in the index; those that are repeated also in
a SQLite base, where each reply is recorded. Time runs from when a message was due (not from when
the bot got to it) until what to say is decided and recorded. Messages that nobody asked about and
that would come too late are passed over, and counted. The numbers stand for one machine: they are
printed with it.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import random
import tempfile
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

from pydantic import SecretStr

from bench.latency import claims, resident
from bench.load_report import Seen, Series, report
from bot.checking.outcome import Answer, Quiet
from bot.clock import SystemClock
from bot.messages import Addressed, IncomingMessage, Person, Place
from bot.observing import set_up_logging
from bot.places.behaviour import Mode, PlaceSettings
from bot.settings import Limits, Settings
from bot.storage.sql import SqlConversationBase
from bot.wiring import Bot, assemble
from factbase.model import (
    Change,
    Fact,
    LocalText,
    PartialDate,
    Source,
    Speaker,
    Stance,
    Statement,
    Status,
    Verdict,
    Wording,
)
from factbase.storage.opening import open_base

ROOMS, PEOPLE = 200, 5_000
REPEATED = 1_000
"""Facts that messages repeat; these lie in the base as well."""
BEHIND = 2_000
"""Messages waiting at once beyond which more would only measure the queue; they are dropped."""


def fact_of(number: int, claim: str) -> Fact:
    """A published fact with the least that one needs."""
    now = datetime.now(UTC)
    statement = Statement(
        speaker=Speaker(LocalText.of("A Speaker")),
        stance=Stance.DENIES,
        text=LocalText.of("It is denied."),
        said=PartialDate(2025, 3, 1),
        source=Source("Gazette", url="https://gazette.example/1"),
    )
    return Fact(
        id=f"f{number}",
        slug=f"f{number}",
        claim=LocalText.of(claim),
        verdict=Verdict.DENIED,
        summary=LocalText.of("It is denied."),
        wordings=(Wording(claim),),
        statements=(statement,),
        created=now,
        created_by="bench",
        updated=now,
        updated_by="bench",
        status=Status.PUBLISHED,
    )


def messages(
    texts: list[str], repeated: list[str], seed: int, about: float = 0.02
) -> Iterator[IncomingMessage]:
    """Endless messages, the same for the same seed; a share `about` repeats a fact."""
    pick = random.Random(seed)  # noqa: S311 - a repeatable draw, not a secret
    number = 0
    while True:
        number += 1
        kind = pick.random()
        text = pick.choice(repeated) if kind < about else pick.choice(texts)
        yield IncomingMessage(
            id=f"m{number}",
            place=Place("bench", f"room-{pick.randrange(ROOMS)}"),
            author=Person("bench", f"person-{pick.randrange(PEOPLE)}"),
            text=text,
            sent=datetime.now(UTC),
            addressed=Addressed.MENTION if kind < about / 2 else Addressed.NO,
        )


async def furnish(base: SqlConversationBase, facts: list[Fact]) -> None:
    """Put facts and settings into the base."""
    change = Change(by="bench", at=datetime.now(UTC), why="bench")
    for start in range(0, len(facts), 200):
        async with base.begin() as unit:
            for fact in facts[start : start + 200]:
                await unit.facts.add(fact, change)
            await unit.commit()
    async with base.begin() as unit:
        for room in range(ROOMS):
            settings = PlaceSettings(mode=Mode.UNPROMPTED, cooldown=600)
            await unit.places.put("bench", f"room-{room}", settings)
        await unit.commit()


async def handle(bot: Bot, message: IncomingMessage, due: float, seen: Seen) -> None:
    """One message."""
    outcome = await bot.answering.answer(message)
    if isinstance(outcome, Answer):
        seen.outcomes["answered"] += 1
    else:
        seen.outcomes[outcome.reason.value] += 1
        if outcome.reason is Quiet.OVERLOADED:
            seen.dropped += 1
            return
    asked = message.addressed is not Addressed.NO
    (seen.asked if asked else seen.unasked).append(time.perf_counter() - due)


async def watch(seen: Seen) -> None:
    """How late the event loop is, 50 times a second, and memory every second."""
    loop = asyncio.get_running_loop()
    beat = 0
    while True:
        due = loop.time() + 0.02
        await asyncio.sleep(0.02)
        seen.lags.append(loop.time() - due)
        beat += 1
        if beat % 50 == 0:
            seen.resident.append(resident())


async def press(bot: Bot, coming: Iterator[IncomingMessage], rate: int, seconds: int) -> Seen:
    """Hand over messages when they are due."""
    most = rate * seconds
    seen = Seen(Series(most), Series(most), Series(60 * seconds))
    watching = asyncio.create_task(watch(seen))
    running: set[asyncio.Task[None]] = set()
    start = time.perf_counter()
    for number in range(rate * seconds):
        due = start + number / rate
        if (wait := due - time.perf_counter()) > 0:
            await asyncio.sleep(wait)
        elif number % 20 == 0:
            await asyncio.sleep(0)
        if len(running) >= BEHIND:
            seen.dropped += 1
            continue
        task = asyncio.create_task(handle(bot, next(coming), due, seen))
        running.add(task)
        task.add_done_callback(running.discard)
    await asyncio.gather(*running)
    seen.took = time.perf_counter() - start
    watching.cancel()
    return seen


async def run(arguments: argparse.Namespace) -> None:
    """Set up, warm up, measure."""
    texts = claims(arguments.facts, None)
    others = claims(20_000, None, seed=2)
    clock = SystemClock()
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'load.sqlite3'}"
        base = await open_base(url, kind=SqlConversationBase)
        facts = [fact_of(number, text) for number, text in enumerate(texts)]
        await furnish(base, facts[:REPEATED])
        settings = Settings(
            database_url=SecretStr("postgresql://none/none"),
            limits=Limits(questions=1_000, seconds=1),
        )
        async with AsyncExitStack() as stack:
            stack.push_async_callback(base.close)
            bot = await assemble(settings, base, clock, stack)
            bot.index.take(facts)
            await bot.index.pack()
            del facts
            gc.collect()
            gc.freeze()
            coming = messages(others, texts[:REPEATED], 3, arguments.about / 100)
            await press(bot, coming, min(100, arguments.rate), 2)
            seen = await press(bot, coming, arguments.rate, arguments.seconds)
    report(seen, arguments.facts, arguments.rate)


def main(arguments: list[str]) -> int:
    """Run it from a command line."""
    parser = argparse.ArgumentParser(prog="python -m bench load", description=__doc__)
    parser.add_argument("--facts", type=int, default=100_000)
    parser.add_argument("--rate", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=30)
    parser.add_argument("--about", type=float, default=2.0, help="per cent that repeat a fact")
    set_up_logging("warning", "json")
    asyncio.run(run(parser.parse_args(arguments)))
    return 0
