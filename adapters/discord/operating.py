"""`factbot discord ...`: what an operator does with Discord, besides running it."""

from __future__ import annotations

import typer

from bot.cli import running
from bot.settings import Settings

app = typer.Typer(help="Set up and check factbot on Discord.", no_args_is_help=True)


@app.callback()
def about() -> None:
    """Set up and check factbot on Discord."""


@app.command()
def doctor() -> None:
    """Check token, intents, commands and permissions, and say what to fix."""
    raise typer.Exit(running.run(_doctor(running.settings())))


@app.command()
def sync() -> None:
    """Register the commands with Discord now, whether or not they changed."""
    running.out().print(f"{running.run(_sync(running.settings()))} commands registered")


@app.command()
def invite() -> None:
    """Print the address at which the bot is added to a server."""
    for line in running.run(_invite(running.settings())):
        running.out().print(line)


async def _doctor(settings: Settings) -> int:
    from adapters.discord.doctor import examine, logged_in
    from bot.wiring import open_bot

    async with open_bot(settings) as bot, logged_in(bot, settings.section("discord")) as client:
        findings = await examine(client)
    for finding in findings:
        running.out().print(f"{'ok ' if finding.fine else 'FIX'} {finding.what}")
        if not finding.fine:
            running.out().print(f"    {finding.fix}")
    return 0 if all(finding.fine for finding in findings) else running.NOTHING_FOUND


async def _sync(settings: Settings) -> int:
    from adapters.discord.doctor import logged_in
    from bot.wiring import open_bot

    async with open_bot(settings) as bot, logged_in(bot, settings.section("discord")) as client:
        return await client.registering.now()


async def _invite(settings: Settings) -> tuple[str, ...]:
    from adapters.discord.doctor import invite as invitation
    from adapters.discord.doctor import logged_in
    from bot.wiring import open_bot

    async with open_bot(settings) as bot, logged_in(bot, settings.section("discord")) as client:
        client_id = client.application_id or 0
    own = f"https://discord.com/oauth2/authorize?client_id={client_id}"
    return (
        f"to a server:       {invitation(client_id)}",
        f"to one's account:  {own}&integration_type=1&scope=applications.commands",
    )
