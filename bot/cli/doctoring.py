"""`factbot doctor`: is everything well that the bot stands on?"""

from __future__ import annotations

from typing import Annotated

import typer

from bot.cli.running import ERROR, out, run, settings
from bot.clock import SystemClock
from bot.operating.doctor import Finding, Health, examine
from bot.platforms import installed
from factbase.storage.engine import open_engine


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(doctor)


def doctor(
    *, quiet: Annotated[bool, typer.Option("--quiet", help="Only say what is broken.")] = False
) -> None:
    """Look at base, index, clock, disk and platforms. Changes nothing. Exit code 2: broken."""
    found = run(_examine())
    for finding in found:
        if not quiet or finding.health is Health.BROKEN:
            out().print(f"{finding.part:10} {finding.health.value:8} {finding.about}")
    if any(finding.health is Health.BROKEN for finding in found):
        raise typer.Exit(ERROR)


async def _examine() -> tuple[Finding, ...]:
    read = settings()
    engine = open_engine(read.database_url.get_secret_value())
    try:
        return await examine(read, engine, installed(), SystemClock())
    finally:
        await engine.dispose()
