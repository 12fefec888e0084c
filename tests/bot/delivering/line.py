"""What stands between a bot and its PostgreSQL, and makes the way there bad when told."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

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
