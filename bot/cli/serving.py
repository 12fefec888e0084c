"""`factbot run` and `factbot chat`: platforms in this process until told to stop."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import structlog
import typer

from bot.cli import running
from bot.cli.base_file import made, new_base
from bot.cli.observed import observed_bot
from bot.errors import BadSettings, BotError
from bot.platforms import Platform, chosen, installed
from bot.settings import Settings
from bot.wiring import Bot

log = structlog.get_logger()

AGAIN = 1.0
LONGEST_PAUSE = 300.0
"""Seconds before a platform that broke is started again: doubling from the first to the last."""


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(run)
    app.command()(chat)


def run(
    platforms: Annotated[list[str] | None, typer.Argument(metavar="[PLATFORM]...")] = None,
) -> None:
    """Serve these platforms, or every one that has its settings."""
    known = installed()
    settings = running.settings(quiet=False)
    names = platforms or [name for name in known if _configured(settings, name)]
    if not names:
        raise BotError(f"no platform is configured: name one of {', '.join(known)}")
    running.run(_serve(settings, chosen(names, known), _logged))


def chat() -> None:
    """Talk to factbot in this terminal."""
    settings = running.settings()
    running.run(_serve(settings, chosen(["console"], installed()), _told))


def _logged(new: Path) -> None:
    log.info("base_made", file=str(new))


def _told(new: Path) -> None:
    running.tell(made(new))


def _configured(settings: Settings, name: str) -> bool:
    section = getattr(settings, name, None)
    return section is not None and bool(getattr(section, "token", None))


async def _serve(
    settings: Settings, platforms: tuple[Platform, ...], tell: Callable[[Path], None]
) -> None:
    new = new_base(settings, folder=True)
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    async with observed_bot(settings, [platform.name for platform in platforms]) as bot:
        if new is not None:
            tell(new)
        alone = len(platforms) == 1
        running = [
            asyncio.create_task(_keep_running(platform, bot, stop, alone=alone))
            for platform in platforms
        ]
        try:
            await asyncio.gather(*running)
        finally:
            stop.set()
            await asyncio.gather(*running, return_exceptions=True)


async def _keep_running(platform: Platform, bot: Bot, stop: asyncio.Event, *, alone: bool) -> None:
    """Run a platform; beside others, one that breaks is started again and takes none down."""
    pause = AGAIN
    while not stop.is_set():
        try:
            await platform.run(bot, stop)
        except BadSettings:
            raise  # trying again would not make it better
        except Exception:  # must not take the other platforms down; it is begun anew
            if alone:
                raise
            log.exception("platform_broke", platform=platform.name, pause=pause)
        else:
            return
        try:
            await asyncio.wait_for(stop.wait(), pause)
        except TimeoutError:
            pause = min(pause * 2, LONGEST_PAUSE)
