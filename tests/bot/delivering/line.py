"""What stands between a bot and its PostgreSQL, and makes the way there bad when told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Limits
from bot.storage.sql import SqlConversationBase
from bot.wiring import Bot
from factbase.storage.engine import Patience, open_engine
from factbase.storage.migrating import upgrade
from tests.contracts.storing import PUBLIC, stored
from tests.fakes import StandingClock
from tests.postgres import Postgres
from tests.talking import open_for_test, published

ENDLESS = Patience(lock=600.0, statement=600.0, connect=600.0)
SOCKET = ".s.PGSQL.5432"


@dataclass
class Line:
    """Counts questions, holds answers when told, and may lose the answer to a commit."""

    server: Path
    rounds: int = 0
    held: asyncio.Event = field(default_factory=asyncio.Event)
    flows: asyncio.Event = field(default_factory=asyncio.Event)
    loses: str = ""
    """The transaction that says this is committed, and its connection is cut before it knows."""
    cut_for_good: bool = False
    """Whether nobody gets through any more once it was cut."""
    closed: bool = False
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @asynccontextmanager
    async def open(self) -> AsyncIterator[str]:
        """The folder to connect to."""
        self.flows.set()
        # Not below the test's own folder: a socket's name may have 107 bytes at the most.
        with TemporaryDirectory(prefix="fbline-", dir="/tmp") as folder:
            listening = await asyncio.start_unix_server(self._connected, f"{folder}/{SOCKET}")
            async with listening:
                yield folder
                # The base is closed by now: each connection has ended, or is about to.
                self.flows.set()
                await asyncio.gather(*self._tasks)

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.closed:
            await _closed(writer)
            return
        there, back = await asyncio.open_unix_connection(str(self.server / SOCKET))
        committing = asyncio.Event()
        for work in (
            self._questions(reader, back, committing),
            self._answers(there, writer, committing),
        ):
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _questions(
        self, reader: asyncio.StreamReader, to: asyncio.StreamWriter, committing: asyncio.Event
    ) -> None:
        meant = False
        with suppress(OSError):
            while data := await reader.read(1 << 16):
                self.rounds += 1
                meant = bool(self.loses) and (meant or self.loses.encode() in data)
                meant = meant and b"ROLLBACK" not in data
                if meant and b"COMMIT" in data:
                    self.loses = ""
                    committing.set()
                to.write(data)
                await to.drain()
        await _closed(to)

    async def _answers(
        self, reader: asyncio.StreamReader, to: asyncio.StreamWriter, committing: asyncio.Event
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(1 << 16):
                if not self.flows.is_set():
                    self.held.set()
                    await self.flows.wait()
                if committing.is_set():
                    self.closed = self.cut_for_good
                    break
                to.write(data)
                await to.drain()
        await _closed(to)


async def _closed(writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        writer.close()
        await writer.wait_closed()


@asynccontextmanager
async def behind_a_line(server: Postgres, clock: StandingClock) -> AsyncIterator[tuple[Bot, Line]]:
    """A bot whose PostgreSQL, with the published facts in it, is behind a line."""
    direct = open_engine(server.url("postgres"))
    await upgrade(direct)
    await direct.dispose()
    line = Line(server.folder)
    async with AsyncExitStack() as stack:
        folder = await stack.enter_async_context(line.open())
        engine = open_engine(f"postgresql://factbot@/postgres?host={folder}", ENDLESS)
        base = SqlConversationBase(engine, poll=3_600.0)
        stack.push_async_callback(base.close)
        async with base.begin() as unit:
            known = await unit.facts.list(PUBLIC)
        if not known:
            await stored(base, published())
        opening = open_for_test(base, clock, limits=Limits(questions=1_000))
        yield await stack.enter_async_context(opening), line
