"""`factbot telegram ...`: what an operator does with Telegram, besides running it."""

from __future__ import annotations

import typer

from bot.cli import running
from bot.cli.running import ERROR

app = typer.Typer(help="Set up and check factbot on Telegram.", no_args_is_help=True)


@app.callback()
def about() -> None:
    """Set up and check factbot on Telegram."""


@app.command()
def doctor() -> None:
    """Ask Telegram what the bot may do. Say how updates reach it and what to change."""
    from adapters.telegram.doctor import examine
    from bot.operating.doctor import Health

    found = running.run(examine(running.settings().section("telegram")))
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
            await tell_commands(bot, bot.settings.section("telegram"))

    running.run(work())


@app.command()
def join(chat: int, community: str) -> None:
    """Put a chat under a community. Its facts and moderators may span platforms."""
    from adapters.telegram.doctor import put_under

    async def work() -> None:
        async with running.services() as bot:
            await put_under(bot, str(chat), community)

    running.run(work())
