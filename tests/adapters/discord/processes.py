"""`factbot ...` as a process of its own, pointed at the fake Discord."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from .server import DiscordServer

PROGRAM = Path(sys.executable).with_name("factbot")


def environment(server: DiscordServer, folder: Path, **more: str) -> dict[str, str]:
    """The variables of a bot on a base of its own."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("FACTBOT_")}
    own = {
        "FACTBOT_DATABASE_URL": f"sqlite:///{folder / 'factbot.sqlite3'}",
        "FACTBOT_LOG_FORMAT": "json",
    }
    return kept | server.environment() | own | more


async def start(
    server: DiscordServer, folder: Path, *arguments: str, **more: str
) -> asyncio.subprocess.Process:
    """Start `factbot ARGUMENTS`."""
    return await asyncio.create_subprocess_exec(
        PROGRAM,
        *arguments,
        env=environment(server, folder, **more),
        cwd=folder,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


async def finished(
    server: DiscordServer, folder: Path, *arguments: str, **more: str
) -> tuple[int, str, str]:
    """Run `factbot ARGUMENTS` to its end: code, output, errors."""
    process = await start(server, folder, *arguments, **more)
    async with asyncio.timeout(120):  # a process that never ends must fail, not hang
        out, errors = await process.communicate()
    return process.returncode or 0, out.decode(), errors.decode()


@asynccontextmanager
async def running(
    server: DiscordServer, folder: Path, **more: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """`factbot run discord` until the block ends; whatever then still runs is killed."""
    process = await start(server, folder, "run", "discord", **more)
    try:
        await server.ready()
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGKILL)
        await process.communicate()
