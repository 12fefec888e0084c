"""`factbot discord ...`: what an operator does with Discord, besides running it."""

from __future__ import annotations

import typer

from bot.cli import running

app = typer.Typer(help="Set up and check factbot on Discord.", no_args_is_help=True)


@app.callback()
def about() -> None:
    """Set up and check factbot on Discord."""


@app.command()
def doctor() -> None:
    """Check token, intents, commands, permissions; say what to fix."""
    raise typer.Exit(running.run(_doctor()))


@app.command()
def sync() -> None:
    """Register the commands with Discord now. Also when they didn't change."""
    running.out().print(f"{running.run(_sync())} commands registered")


@app.command()
def invite() -> None:
    """Print the address at which the bot is added to a server."""
    for line in running.run(_invite()):
        running.out().print(line)


async def _doctor() -> int:
    from adapters.discord.doctor import examine, logged_in

    async with (
        running.services(folder=True) as bot,
        logged_in(bot, bot.settings.section("discord")) as client,
    ):
        findings = await examine(client)
    for finding in findings:
        running.out().print(f"{'ok ' if finding.fine else 'FIX'} {finding.what}")
        if not finding.fine:
            running.out().print(f"    {finding.fix}")
    return 0 if all(finding.fine for finding in findings) else running.NOTHING_FOUND


async def _sync() -> int:
    from adapters.discord.doctor import logged_in

    async with (
        running.services(folder=True) as bot,
        logged_in(bot, bot.settings.section("discord")) as client,
    ):
        return await client.registering.now()


async def _invite() -> tuple[str, ...]:
    from adapters.discord.doctor import invite as invitation
    from adapters.discord.doctor import logged_in

    async with (
        running.services(folder=True) as bot,
        logged_in(bot, bot.settings.section("discord")) as client,
    ):
        client_id = client.application_id or 0
    own = f"https://discord.com/oauth2/authorize?client_id={client_id}"
    return (
        f"to a server:       {invitation(client_id)}",
        f"to one's account:  {own}&integration_type=1&scope=applications.commands",
    )
