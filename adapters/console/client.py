"""The conversation in the terminal: lines in, replies out."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from collections.abc import AsyncGenerator, Iterator
from secrets import token_hex

from platformdirs import user_state_path
from rich.console import Console

from adapters.console import commands, inbound, outbound
from bot.outcome import Answer, Silent
from bot.ports import Sent
from bot.replies import Help, NotFound, Reply
from bot.wiring import Bot
from bot.wording import words_for
from factbase.model import GLOBAL, Audience

HISTORY = 1_000
"""Lines kept for the arrow keys."""


class Conversation:
    """One sitting at one terminal. `console` is where replies go."""

    def __init__(self, bot: Bot, console: Console) -> None:
        self._bot = bot
        self._console = console
        self._session = token_hex(4)
        self._lines = 0

    def say(self, reply: Reply) -> None:
        """Print a reply."""
        words = words_for(self._bot.settings.locale)
        self._console.print(outbound.render(outbound.document(reply, words)))
        self._console.print()

    async def hear(self, line: str) -> None:
        """Answer one line."""
        self._lines += 1
        if line.startswith("/"):
            for reply in await commands.answer(self._bot, line, Audience(GLOBAL)):
                self.say(reply)
            return
        now = self._bot.clock.now()
        message = inbound.message(line, self._lines, self._session, now)
        outcome = await self._bot.answering.answer(message)
        match outcome:
            case Answer(reply=reply, ticket=ticket):
                if ticket is not None:
                    ticket = await self._bot.deliveries.sending(ticket)
                self.say(reply)
                if ticket is not None:
                    await self._bot.deliveries.sent(ticket, Sent(str(self._lines)))
            case Silent():
                self.say(NotFound())


async def talk(bot: Bot, stop: asyncio.Event) -> None:
    """Greet, then answer line by line until the input ends."""
    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty())
    conversation = Conversation(bot, console)
    console.print(f"factbot: {len(bot.index)} facts at hand. {commands.COMMANDS}\n")
    conversation.say(Help())
    async with contextlib.aclosing(_lines(stop)) as lines:
        async for line in lines:
            if line.strip().casefold() in {"/quit", "/exit"}:
                return
            if line.strip():
                await conversation.hear(line.strip())


async def _lines(stop: asyncio.Event) -> AsyncGenerator[str]:
    """Lines as they are typed, until the input ends or `stop` is set."""
    if sys.stdin is None or sys.stdin.closed:
        return
    interactive = sys.stdin.isatty()
    with _history() if interactive else contextlib.nullcontext():
        while not stop.is_set():
            reading = asyncio.create_task(asyncio.to_thread(_read, interactive))
            stopping = asyncio.create_task(stop.wait())
            await asyncio.wait({reading, stopping}, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not reading.done():
                return
            line = reading.result()
            if line is None:
                return
            yield line


def _read(interactive: bool) -> str | None:  # noqa: FBT001 - called through to_thread
    if interactive:
        try:
            return input("> ")
        except (EOFError, KeyboardInterrupt):
            return None
    data = sys.stdin.buffer.readline(1 << 20)
    return data.decode("utf-8", "replace") if data else None


@contextlib.contextmanager
def _history() -> Iterator[None]:
    """Arrow keys, and lines typed in earlier sittings, where the system has readline."""
    try:
        import readline
    except ImportError:
        yield
        return
    path = user_state_path("factbot", appauthor=False) / "history"
    with contextlib.suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        readline.read_history_file(path)
    readline.set_history_length(HISTORY)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            readline.write_history_file(path)
