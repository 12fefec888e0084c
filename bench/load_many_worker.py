"""One of many processes under load: the messages it is offered, and what becomes of them."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from bot.checking.outcome import Answer
from bot.clock import SystemClock
from bot.messages import Addressed, IncomingMessage, Person, Place
from bot.wiring import Bot

ROOMS, PEOPLE = 200, 5_000
BEHIND = 2_000
"""Messages that wait in one process beyond which it drops them."""
TWICE = 100
"""Of so many messages, one is handed to every process."""
TICK = 0.01
"""Seconds between handing over what has become due."""


@dataclass(slots=True)
class Stream:
    """Messages of one process; those it shares with the others are the same for all."""

    number: int
    texts: list[str]
    repeated: list[str]
    own: np.random.Generator = field(init=False)
    shared: np.random.Generator = field(init=False)

    def __post_init__(self) -> None:
        self.own = np.random.default_rng(100 + self.number)
        self.shared = np.random.default_rng(1)

    def __iter__(self) -> Iterator[IncomingMessage]:
        clock, at = SystemClock(), 0
        while True:
            at += 1
            both = at % TWICE == 0
            draw = self.shared if both else self.own
            kind = 0.0 if both else draw.random()
            texts = self.repeated if kind < 0.1 else self.texts
            yield IncomingMessage(
                id=f"all-{at}" if both else f"p{self.number}-{at}",
                place=Place("bench", f"room-{draw.integers(ROOMS)}"),
                author=Person("bench", f"person-{draw.integers(PEOPLE)}"),
                text=texts[draw.integers(len(texts))],
                sent=clock.now(),
                addressed=Addressed.MENTION if kind < 0.05 else Addressed.NO,
            )


@dataclass(slots=True)
class Worker:
    """One process while it is measured."""

    bot: Bot
    coming: Iterator[IncomingMessage]
    took: list[float] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)
    recorded: list[str] = field(default_factory=list)
    dropped: int = 0
    _running: set[asyncio.Task[None]] = field(default_factory=set)

    async def press(self, rate: float, seconds: float, start: float) -> float:
        """Be handed messages from `start` on; the processor time that making them took."""
        loop = asyncio.get_running_loop()
        feeding = await asyncio.to_thread(self._feed, loop, rate, seconds, start)
        while self._running:
            await asyncio.gather(*self._running)
        return feeding

    def _feed(
        self, loop: asyncio.AbstractEventLoop, rate: float, seconds: float, start: float
    ) -> float:
        """Runs in a thread of its own, so that what it costs can be told apart."""
        began, made, wanted = time.thread_time(), 0, int(rate * seconds)
        while made < wanted:
            due = min(int((time.monotonic() - start) * rate), wanted)
            batch = [(start + at / rate, next(self.coming)) for at in range(made, due)]
            if batch:
                loop.call_soon_threadsafe(self._take, batch)
                made = due
            time.sleep(TICK)
        return time.thread_time() - began

    def _take(self, batch: list[tuple[float, IncomingMessage]]) -> None:
        for due, message in batch:
            if len(self._running) >= BEHIND:
                self.dropped += 1
                continue
            task = asyncio.create_task(self._handle(message, due))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _handle(self, message: IncomingMessage, due: float) -> None:
        outcome = await self.bot.answering.answer(message)
        self.took.append(time.monotonic() - due)
        if isinstance(outcome, Answer):
            self.outcomes["answered"] += 1
            if outcome.ticket is not None:
                self.recorded.append(message.id)
        else:
            self.outcomes[outcome.reason.value] += 1
