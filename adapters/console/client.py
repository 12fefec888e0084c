"""The conversation in the terminal: lines in, replies out."""

from __future__ import annotations

import asyncio
import contextlib
import sys
from secrets import token_hex

from rich.console import Console

from adapters.console import commands, inbound, outbound
from adapters.console.lines import lines
from bot.checking.outcome import Answer, Quiet, Silent
from bot.composing.terminal import show
from bot.ports import Sent
from bot.replies import Declined, Help, NotFound, Pointer, Refusal, Reply
from bot.wiring import Bot
from bot.wording import words_for
from factbase.model import GLOBAL, Audience


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
        show(self._console, outbound.document(reply, words))
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
                self.say(self._shown(reply))
                if ticket is not None:
                    await self._bot.deliveries.sent(ticket, Sent(str(self._lines)))
            case Silent(reason=Quiet.RATE_LIMITED):
                # Said again at a terminal, where silence would look like an answer.
                self.say(Declined(Refusal.RATE_LIMIT, seconds=self._bot.settings.limits.seconds))
            case Silent():
                self.say(NotFound())

    def _shown(self, reply: Reply) -> Reply:
        """The reply, or the card again where all it could do is point to one without address."""
        if isinstance(reply, Pointer) and not reply.where:
            return self._bot.lookups.card(reply.fact)
        return reply


async def talk(bot: Bot, stop: asyncio.Event) -> None:
    """Greet, then answer line by line until the input ends."""
    console = Console(markup=False, highlight=False, emoji=False, soft_wrap=not sys.stdout.isatty())
    conversation = Conversation(bot, console)
    console.print(f"factbot: {len(bot.index)} facts at hand. {commands.COMMANDS}\n")
    conversation.say(Help())
    async with contextlib.aclosing(lines(stop)) as typed:
        async for line in typed:
            if line.strip().casefold() in {"/quit", "/exit"}:
                return
            if line.strip():
                await conversation.hear(line.strip())
