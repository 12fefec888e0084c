"""`factbot telegram ...`: what an operator does with Telegram, besides running it."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli import governing, running
from bot.cli.running import ERROR

NAME = "telegram"

app = typer.Typer(help="Set up and check factbot on Telegram.", no_args_is_help=True)


@app.callback()
def about() -> None:
    """Set up and check factbot on Telegram."""


@app.command()
def doctor() -> None:
    """Ask Telegram what the bot may do. Say how updates reach it and what to change."""
    from adapters.telegram.doctor import examine
    from bot.operating.doctor import Health

    found = running.run(examine(running.settings().section(NAME)))
    for one in found:
        running.out().print(f"{one.health.value:8} {one.part}: {one.about}")
    if any(one.health is Health.BROKEN for one in found):
        raise typer.Exit(ERROR)


@app.command()
def commands() -> None:
    """Tell Telegram the bot's commands. Also when they didn't change."""
    from adapters.telegram.doctor import tell_commands

    async def work() -> None:
        async with running.services(folder=True) as bot:
            await tell_commands(bot, bot.settings.section(NAME))

    running.run(work())
    running.tell("Telegram knows the bot's commands now")


@app.command()
def join(
    chat: int,
    community: Annotated[
        str, typer.Argument(help="Left out: the chat belongs to no community any more.")
    ] = "",
) -> None:
    """Put a chat under a community. Its facts and moderators may span platforms."""
    governing.bind(NAME, str(chat), community)
