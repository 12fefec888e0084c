"""`factbot index`: the index in a file, for a quick start on a large base."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.checking.index_file import write_index
from bot.cli.running import run, settings, tell
from bot.errors import BotError
from factbase.storage.opening import open_base

_index = typer.Typer(help="Keep the index in a file, for a quick start on a large base.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(_index, name="index")


@_index.callback()
def index() -> None:
    """Keep the index in a file, for a quick start on a large base."""


@_index.command()
def save() -> None:
    """Make the index of the base as it is now; run it now and then, the bot may run meanwhile."""
    path = settings().index_file
    if path is None:
        raise BotError("name the file first: set FACTBOT_INDEX_FILE")
    facts = run(_save(path))
    tell(f"an index of {facts} facts was written to {path}")


async def _save(path: Path) -> int:
    base = await open_base(settings().database_url.get_secret_value())
    try:
        return await write_index(base, path)
    finally:
        await base.close()
