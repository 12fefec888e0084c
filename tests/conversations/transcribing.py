"""Conversations at the terminal as text: lines that begin with `> ` are typed, the rest is said.

`python -m tests.conversations.transcribing FILE...` writes what is said into the files anew;
read the difference before committing it.
"""

from __future__ import annotations

import asyncio
import io
import re
import sys
from contextlib import AsyncExitStack
from pathlib import Path

from pydantic import SecretStr
from rich.console import Console

from adapters.console.client import Conversation
from bot.settings import Limits, Settings
from bot.storage.memory import MemoryConversationBase
from bot.wiring import assemble
from tests.fakes import StandingClock

FOLDER = Path(__file__).parent / "transcripts"
TYPED = "> "


async def transcript(text: str) -> str:
    """The same conversation as it goes now, with the pack that ships.

    A first line `# setting: value` chooses a setting; the numbers of a match are left out, for
    they are the matcher's business.
    """
    lines = text.splitlines()
    chosen = dict(line[2:].split(": ", 1) for line in lines if line.startswith("# "))
    settings = Settings(
        # Only its kind is looked at: an embedded base is filled with the first pack.
        database_url=SecretStr("sqlite:///unused"),
        locale=chosen.get("locale", "en"),
        limits=Limits(questions=int(chosen.get("questions", "100"))),
    )
    printed = io.StringIO()
    console = Console(
        file=printed, markup=False, highlight=False, emoji=False, soft_wrap=True, width=10_000
    )
    async with AsyncExitStack() as stack:
        base = MemoryConversationBase()
        stack.push_async_callback(base.close)
        bot = await assemble(settings, base, StandingClock(), stack)
        conversation = Conversation(bot, console)
        for line in lines:
            if line.startswith("# "):
                printed.write(f"{line}\n")
            elif line.startswith(TYPED):
                printed.write(f"{line}\n")
                await conversation.hear(line.removeprefix(TYPED))
    said = re.sub(r"(match|совпадение) \d+ %", r"\1 … %", printed.getvalue())
    return "\n".join(line.rstrip() for line in said.splitlines()).rstrip() + "\n"


if __name__ == "__main__":
    for name in sys.argv[1:]:
        file = Path(name)
        file.write_text(asyncio.run(transcript(file.read_text("utf-8"))), encoding="utf-8")
