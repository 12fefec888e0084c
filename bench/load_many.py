"""Load on many processes that share one PostgreSQL, and what a message costs whom.

    python -m bench load_many --processes 5 --rate 5000 --seconds 30

A PostgreSQL of its own is started (the tests' one, which waits for no disk). Each process is a
real one: a bot with its own index, made as it is in life, that is offered its share of the
messages whether it keeps up or not; beyond 2,000 waiting ones it drops. All places are set to
speak unprompted. Of a hundred messages five ask and five repeat a fact's wording unasked; each
hundredth is handed to every process, as a platform does that repeats an event.

Time runs from when a message was due until what to say is decided and recorded. Processor time is
that of the bots without the thread that makes their messages, of that thread, and of all processes
of PostgreSQL. From it follows how many a second the machine can do at the most.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import os
import platform
import time
from contextlib import AsyncExitStack
from typing import Any

import numpy as np
from pydantic import SecretStr

from bench.latency import claims
from bench.load import fact_of
from bench.load_many_checks import Told, answered_once, report, spent_by
from bench.load_many_worker import ROOMS, Stream, Worker
from bot.clock import SystemClock
from bot.observing import set_up_logging
from bot.places.behaviour import Mode, PlaceSettings
from bot.settings import Limits, Settings
from bot.storage.sql import SqlConversationBase
from bot.wiring import assemble
from factbase.model import Change
from factbase.storage.engine import open_engine
from factbase.storage.migrating import upgrade
from factbase.storage.opening import open_base
from tests.postgres import Postgres

REPEATED = 1_000
"""Facts that messages repeat; these lie in the base, too."""
CONNECTIONS = 30
"""For each process: 15 in its pool, and those that stay."""
PATIENCE = 600
"""Seconds that a process may take to begin, or to end."""


async def work(number: int, given: argparse.Namespace, url: str, pipe: Any) -> None:
    """What a process does: open, say that it is ready, wait for the moment, press, tell."""
    texts = claims(given.facts, None)
    stream = Stream(number, claims(5_000, None, seed=2), texts[:REPEATED])
    settings = Settings(database_url=SecretStr(url), limits=Limits(questions=1_000, seconds=1))
    async with AsyncExitStack() as stack:
        base = await open_base(url, kind=SqlConversationBase)
        stack.push_async_callback(base.close)
        bot = await assemble(settings, base, SystemClock(), stack)
        bot.index.take([fact_of(at, text) for at, text in enumerate(texts)])
        warming = Worker(bot, iter(Stream(number + 1_000, stream.texts, stream.repeated)))
        await warming.press(20, 2, time.monotonic())
        pipe.send("ready")
        start = await asyncio.to_thread(pipe.recv)
        worker = Worker(bot, iter(stream))
        began = time.process_time()
        fed = await worker.press(given.rate / given.processes, given.seconds, start)
        used = time.process_time() - began - fed
        ended = time.monotonic()
        pipe.send(
            Told(
                np.asarray(worker.took),
                worker.outcomes,
                worker.recorded,
                worker.dropped,
                used,
                fed,
                ended - start,
            )
        )
        await asyncio.to_thread(pipe.recv)


def process(number: int, given: argparse.Namespace, url: str, pipe: Any) -> None:
    """What a process runs."""
    set_up_logging("error", "json")
    asyncio.run(work(number, given, url, pipe))


async def prepare(url: str, facts: int) -> None:
    """Make the tables, put the repeated facts and the settings of all rooms into them."""
    engine = open_engine(url)
    await upgrade(engine)
    await engine.dispose()
    base = await open_base(url, kind=SqlConversationBase)
    change = Change(by="bench", at=SystemClock().now(), why="bench")
    async with base.begin() as unit:
        for at, text in enumerate(claims(facts, None)[:REPEATED]):
            await unit.facts.add(fact_of(at, text), change)
        for room in range(ROOMS):
            settings = PlaceSettings(mode=Mode.UNPROMPTED, cooldown=600)
            await unit.places.put("bench", f"room-{room}", settings)
        await unit.commit()
    await base.close()


def measure(given: argparse.Namespace, server: Postgres) -> bool:
    """Run it all; whether every message was answered once at the most."""
    url = server.url("postgres")
    asyncio.run(prepare(url, given.facts))
    context = multiprocessing.get_context("spawn")
    pipes = [context.Pipe() for _ in range(given.processes)]
    running = [
        context.Process(target=process, args=(number, given, url, there), daemon=True)
        for number, (_, there) in enumerate(pipes)
    ]
    try:
        for one in running:
            one.start()
        for here, _ in pipes:
            _receive(here)
        before = spent_by(server.process.pid if server.process else 0)
        start = time.monotonic() + 1
        for here, _ in pipes:
            here.send(start)
        told: list[Told] = [_receive(here) for here, _ in pipes]
        database = spent_by(server.process.pid if server.process else 0) - before
        for here, _ in pipes:
            here.send("end")
        for one in running:
            one.join(PATIENCE)
    finally:
        for one in running:
            one.kill()
            one.join()
    print(f"{platform.platform()}, Python {platform.python_version()}, {os.cpu_count()} cores")
    print(f"{given.processes} processes, {given.facts} facts in each, one PostgreSQL")
    report(told, database, given.rate, os.cpu_count() or 1)
    return asyncio.run(answered_once(url, told))


def _receive(pipe: Any) -> Any:
    if not pipe.poll(PATIENCE):
        raise TimeoutError("a process didn't answer")
    return pipe.recv()


def main(arguments: list[str]) -> int:
    """Run it from a command line; 1 when a message was answered twice."""
    parser = argparse.ArgumentParser(prog="python -m bench load_many", description=__doc__)
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--facts", type=int, default=20_000)
    parser.add_argument("--rate", type=int, default=5_000, help="messages a second, for all")
    parser.add_argument("--seconds", type=int, default=30)
    given = parser.parse_args(arguments)
    set_up_logging("error", "json")
    server = Postgres.create(max_connections=str(CONNECTIONS * given.processes + 20))
    try:
        server.start()
        right = measure(given, server)
    finally:
        server.remove()
    return 0 if right else 1
