"""`factbot db`: the form of the base's tables."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.cli.base_file import require_base
from bot.cli.running import run, settings, tell
from bot.operating import backups
from factbase.storage import migrating
from factbase.storage.engine import Patience, is_sqlite, open_engine

_db = typer.Typer(help="Bring the base's tables up to date, or copy the base.")


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(_db, name="db")


@_db.command()
def upgrade() -> None:
    """Bring the tables to the form that this program knows."""
    before = run(_upgrade())
    if before.pending:
        tell(f"the base was upgraded by {len(before.pending)} steps to {before.newest}")
    else:
        tell(f"the base is up to date at {before.newest}")


@_db.command()
def status() -> None:
    """Say where the tables stand."""
    found = run(_status())
    typer.echo(f"current: {found.current or 'empty'}")
    typer.echo(f"newest:  {found.newest}")
    typer.echo(f"pending: {', '.join(found.pending) or 'none'}")
    found.require_current()


@_db.command()
def copy(
    url: Annotated[str, typer.Argument(help="SQLAlchemy URL of the base to fill.")],
    *,
    go_on: Annotated[
        bool, typer.Option("--continue", help="Take up a copy that was interrupted.")
    ] = False,
) -> None:
    """Copy the base into another, empty one. From SQLite to PostgreSQL, or back.

    Stop the bot first: what is written meanwhile stays behind.
    """
    run(_copy(url, go_on=go_on))
    tell("the copy is complete: every table was counted and compared")


async def _copy(url: str, *, go_on: bool) -> None:
    patience, found = Patience(statement=600.0), settings()
    require_base(found)
    source = open_engine(found.database_url.get_secret_value(), patience)
    target = open_engine(url, patience)
    try:
        await backups.copy(
            source, target, lambda name, rows: typer.echo(f"{name}: {rows}"), go_on=go_on
        )
    finally:
        await source.dispose()
        await target.dispose()


async def _upgrade() -> migrating.SchemaStatus:
    address = settings().database_url.get_secret_value()
    engine = open_engine(address)
    if is_sqlite(engine):
        Path(engine.url.database or "").parent.mkdir(parents=True, exist_ok=True)
    try:
        return await migrating.upgrade(engine)
    finally:
        await engine.dispose()


async def _status() -> migrating.SchemaStatus:
    found = settings()
    require_base(found)
    engine = open_engine(found.database_url.get_secret_value())
    try:
        return await migrating.status(engine)
    finally:
        await engine.dispose()
