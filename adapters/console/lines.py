"""Lines as they are typed or piped, read aside so that a signal can end the wait for them."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator, Callable, Iterator
from functools import partial
from threading import Thread
from typing import Any, BinaryIO

from platformdirs import user_state_path

HISTORY = 1_000
"""Lines kept for the arrow keys."""
LONGEST = 1 << 20
"""Bytes taken as one line at the most."""


async def lines(stop: asyncio.Event) -> AsyncGenerator[str]:
    """Lines until the input ends or `stop` is set."""
    if sys.stdin is None or sys.stdin.closed:
        return
    interactive = sys.stdin.isatty()
    # A reader of our own: a thread left waiting in `sys.stdin` would break the end of Python.
    piped = open(sys.stdin.fileno(), "rb", closefd=False)  # noqa: SIM115, ASYNC230 - see above; it isn't ours to close
    read = _ask if interactive else partial(_next, piped)
    with _terminal() if interactive else contextlib.nullcontext():
        while not stop.is_set():
            reading = _aside(read)
            stopping = asyncio.create_task(stop.wait())
            both: tuple[asyncio.Future[Any], ...] = (reading, stopping)
            await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not reading.done():
                return
            line = reading.result()
            if line is None:
                return
            yield line


def _aside(read: Callable[[], str | None]) -> asyncio.Future[str | None]:
    """Read in a thread that doesn't keep the process from ending, as a pool's thread would."""
    loop = asyncio.get_running_loop()
    line: asyncio.Future[str | None] = loop.create_future()

    def work() -> None:
        try:
            tell = partial(line.set_result, read())
        except (OSError, ValueError) as problem:
            tell = partial(line.set_exception, problem)
        # A closed loop: nobody waits for this line any more.
        with contextlib.suppress(RuntimeError):
            loop.call_soon_threadsafe(tell)

    Thread(target=work, name="read a line", daemon=True).start()
    return line


def _ask() -> str | None:
    try:
        return input("> ")
    except (EOFError, KeyboardInterrupt):
        return None


def _next(piped: BinaryIO) -> str | None:
    data = piped.readline(LONGEST)
    return data.decode("utf-8", "replace") if data else None


@contextlib.contextmanager
def _terminal() -> Iterator[None]:
    """Arrow keys and earlier lines where the system has them, and a terminal left as found
    although a line was being typed.
    """
    try:
        import readline
        import termios
    except ImportError:
        yield
        return
    path = user_state_path("factbot", appauthor=False) / "history"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        readline.read_history_file(path)
    readline.set_history_length(HISTORY)
    before = termios.tcgetattr(sys.stdin)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
        with contextlib.suppress(OSError):
            readline.write_history_file(path)
