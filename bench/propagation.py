"""How soon other processes match what one of them published or retired.

    python -m bench propagation --processes 5 --rounds 40

A PostgreSQL of its own is started (the tests' one). Each process is a real one with its own
index; it reports, on one monotonic clock of the machine, the moment from which it matches a new
fact, and the moment from which it doesn't any more. One more process publishes and retires.
Time runs from just before the change is committed.
"""

from __future__ import annotations

import argparse
import asyncio
import multiprocessing
import platform
import time
from contextlib import AsyncExitStack
from typing import Any

import numpy as np
from pydantic import SecretStr

from bench.load import fact_of
from bot.clock import SystemClock
from bot.observing import set_up_logging
from bot.settings import Settings
from bot.storage.sql import SqlConversationBase
from bot.wiring import assemble
from factbase import life
from factbase.matching.decision import Lane, Match
from factbase.model import Audience, Change
from factbase.storage.engine import open_engine
from factbase.storage.migrating import upgrade
from factbase.storage.opening import open_base
from tests.postgres import Postgres

LOOK = 0.002
"""Seconds between looks at the index: how exact a moment is."""
PATIENCE = 20.0
"""Seconds until a change that nobody saw is given up."""


def claim(number: int) -> str:
    """A claim that no other round makes."""
    return f"Harbour number {number} is sold to the company zq{number}x for good"


async def follow(url: str, rounds: int, told: Any) -> None:
    """Another process: tell when each round's fact is matched, and when no longer."""
    async with AsyncExitStack() as stack:
        base = await open_base(url, kind=SqlConversationBase)
        stack.push_async_callback(base.close)
        settings = Settings(database_url=SecretStr(url))
        bot = await assemble(settings, base, SystemClock(), stack)
        told.put(("ready", 0, 0.0))
        for number in range(rounds):
            for what, wanted in (("published", True), ("retired", False)):
                give_up = time.monotonic() + PATIENCE * 3
                # What is measured is when somebody who asks would get it: so it asks.
                while _matches(bot, number) is not wanted and time.monotonic() < give_up:  # noqa: ASYNC110 - asking is the measurement
                    await asyncio.sleep(LOOK)
                told.put((what, number, time.monotonic()))


def _matches(bot: Any, number: int) -> bool:
    found = bot.index.decide(claim(number), Lane.ADDRESSED, Audience())
    return isinstance(found, Match) and found.best.id == f"f{number}"


def process(url: str, rounds: int, told: Any) -> None:
    """What a process runs."""
    set_up_logging("error", "json")
    asyncio.run(follow(url, rounds, told))


async def publish(url: str, rounds: int, processes: int, told: Any) -> dict[str, list[float]]:
    """Change facts one by one; seconds until each other process noticed."""
    base = await open_base(url, kind=SqlConversationBase)
    for _ in range(processes):
        await asyncio.to_thread(told.get, timeout=60)
    took: dict[str, list[float]] = {"published": [], "retired": []}
    for number in range(rounds):
        fact = fact_of(number, claim(number))
        for what, seconds in took.items():
            change = Change(by="bench", at=SystemClock().now(), why="bench")
            started = time.monotonic()
            async with base.begin() as unit:
                if what == "published":
                    await unit.facts.add(fact, change)
                else:
                    await unit.facts.save(life.retire(fact, change), change)
                await unit.commit()
            for _ in range(processes):
                _, _, at = await asyncio.to_thread(told.get, timeout=PATIENCE * 4)
                seconds.append(at - started)
    await base.close()
    return took


async def prepare(url: str) -> None:
    """Make the tables."""
    engine = open_engine(url)
    await upgrade(engine)
    await engine.dispose()


def main(arguments: list[str]) -> int:
    """Run it from a command line."""
    parser = argparse.ArgumentParser(prog="python -m bench propagation", description=__doc__)
    parser.add_argument("--processes", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=40)
    given = parser.parse_args(arguments)
    set_up_logging("error", "json")
    context = multiprocessing.get_context("spawn")
    told = context.Queue()
    server = Postgres.create()
    server.start()
    url = server.url("postgres")
    asyncio.run(prepare(url))
    running = [
        context.Process(target=process, args=(url, given.rounds, told), daemon=True)
        for _ in range(given.processes)
    ]
    try:
        for one in running:
            one.start()
        took = asyncio.run(publish(url, given.rounds, given.processes, told))
    finally:
        for one in running:
            one.kill()
            one.join()
        server.remove()
    print(f"{platform.platform()}, Python {platform.python_version()}, {given.processes} processes")
    for what, seconds in took.items():
        ms = np.asarray(seconds) * 1_000
        print(
            f"{what}: p50 {np.percentile(ms, 50):.0f} ms  p99 {np.percentile(ms, 99):.0f} ms"
            f"  most {ms.max():.0f} ms  ({len(ms)} measurements)"
        )
    return 0
