"""`factbot backup` and `factbot restore`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.base_file import require_base
from bot.cli.running import run, settings, tell
from bot.operating import backups
from factbase.storage.engine import is_sqlite, open_engine

Backup = Annotated[Path, typer.Argument(metavar="FILE")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(backup)
    app.command()(restore)


def backup(file: Backup) -> None:
    """Write all of the base into a new file. The bot may run meanwhile."""
    run(_back_up(file))
    tell("the backup is complete; it holds keys as well: keep it where nobody else reads it")


def restore(file: Backup) -> None:
    """Fill the empty base that the settings name from a backup."""
    run(_restore(file))
    tell("the base is as the backup: every table was counted and compared")


async def _back_up(file: Path) -> None:
    found = settings()
    require_base(found)
    engine = open_engine(found.database_url.get_secret_value())
    try:
        await backups.back_up(engine, file, _told)
    finally:
        await engine.dispose()


async def _restore(file: Path) -> None:
    engine = open_engine(settings().database_url.get_secret_value())
    if is_sqlite(engine):
        Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
    try:
        await backups.restore(file, engine, _told)
    finally:
        await engine.dispose()


def _told(name: str, rows: int) -> None:
    typer.echo(f"{name}: {rows}")
