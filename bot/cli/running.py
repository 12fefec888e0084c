"""What every command shares: settings, services, output, and how errors are told."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from rich.console import Console

from bot.checking.live_index import LiveIndex
from bot.cli.base_file import made, new_base
from bot.clock import SystemClock
from bot.exchanging.first_pack import load_first_pack
from bot.moderating.moderation import Moderation
from bot.observing import set_up_logging
from bot.permissions import Actor
from bot.platforms import installed
from bot.ports import ConversationBase
from bot.settings import Settings, load_settings
from bot.storage.sql import SqlConversationBase
from bot.wiring import Bot, open_bot
from factbase.matching.engine import Engine
from factbase.model.community import GLOBAL
from factbase.ports import Clock
from factbase.storage.opening import open_base

OPERATOR = Actor.operator()
"""Whoever has a shell on the base may do everything with it."""
BY_HAND = "changed at the terminal"
"""The reason kept in a fact's history when none was given."""

TELLINGS = 4
PATIENCE = 0.5
"""How often tasks are told to end, and the seconds that each telling is given."""

NOTHING_FOUND = 1
ERROR = 2

Result = TypeVar("Result")


def settings(*, quiet: bool = True) -> Settings:
    """The settings, and logging set up by them. One-off commands log warnings only."""
    sections = {
        name: platform.settings
        for name, platform in installed().items()
        if platform.settings is not None
    }
    found = load_settings(sections)
    set_up_logging("warning" if quiet else found.log_level, found.log_format)
    return found


@asynccontextmanager
async def services(community: str = GLOBAL, *, folder: bool = False) -> AsyncIterator[Bot]:
    """The services for one command, about this community if any.

    `folder`: the command may be the first on its base, and make the folder for it.

    Raises:
        CommunityNotFound: there is no such community.
        NoBase: there is no such base.
    """
    found = settings()
    new = new_base(found, folder=folder)
    async with open_bot(found) as bot:
        if new is not None:
            tell(made(new))
        if community:
            async with bot.base.begin() as unit:
                await unit.communities.get(community)
        yield bot


@asynccontextmanager
async def storage() -> AsyncIterator[tuple[ConversationBase, Clock]]:
    """The base alone, for commands that answer no message and need no index in memory. It may
    be new.
    """
    found, clock = settings(), SystemClock()
    new = new_base(found, folder=True)
    base = await open_base(found.database_url.get_secret_value(), kind=SqlConversationBase)
    try:
        if new is not None:
            tell(made(new))
        if found.embedded:
            moderation = Moderation(base, LiveIndex(base, Engine()), clock)
            await load_first_pack(base, moderation, clock)
        yield base, clock
    finally:
        await base.close()


def run(work: Coroutine[Any, Any, Result]) -> Result:
    """Run a command's work to its end."""
    return asyncio.run(_to_its_end(work))


async def _to_its_end(work: Coroutine[Any, Any, Result]) -> Result:
    """The work, and then the end of every task that it or a library left behind.

    They are told more than once: before Python 3.12 `asyncio.wait_for` can swallow a
    cancellation, and a process that was told only once would never end.
    """
    try:
        return await work
    finally:
        for _ in range(TELLINGS):
            left = asyncio.all_tasks() - {asyncio.current_task()}
            if not left:
                break
            for task in left:
                task.cancel()
            done, _late = await asyncio.wait(left, timeout=PATIENCE)
            for task in done:
                if not task.cancelled():
                    task.exception()  # looked at, so that it is not reported as forgotten


def out() -> Console:
    """Standard output; no colour, no wrapping, no markup unless it is a terminal."""
    width = None if sys.stdout.isatty() else 10_000
    return Console(markup=False, highlight=False, emoji=False, soft_wrap=True, width=width)


def visible(line: str) -> str:
    """The line without control characters: what an error quotes from a pack may hold some."""
    return "".join(char if char.isprintable() else "�" for char in line)


def tell(line: str) -> None:
    """One line for the person at the terminal, apart from the output."""
    print(f"factbot: {visible(line)}", file=sys.stderr)  # noqa: T201 - this is the one place that prints
