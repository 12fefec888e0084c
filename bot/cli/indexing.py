"""`factbot index`: the index in a file, for a quick start on a large base."""

from __future__ import annotations

from pathlib import Path

import typer

from bot.checking.index_file import write_index
from bot.cli.base_file import require_base
from bot.cli.running import run, settings, tell
from bot.errors import BotError
from bot.settings import Settings
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
    """Make the index of the base as it is now. Run it now and then; the bot may run meanwhile."""
    found = settings()
    path = found.index_file
    if path is None:
        raise BotError("name the file first: set FACTBOT_INDEX_FILE")
    require_base(found)
    facts = run(_save(found, path))
    tell(f"an index of {facts} facts was written to {path}")


async def _save(found: Settings, path: Path) -> int:
    base = await open_base(found.database_url.get_secret_value())
    try:
        return await write_index(base, path)
    finally:
        await base.close()
