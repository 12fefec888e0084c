"""Run by Alembic: on the connection it is handed, or on `-x url=...` from a command line."""

from __future__ import annotations

import asyncio
from typing import Literal

from alembic import context
from sqlalchemy import Connection, TypeDecorator

from factbase.storage.engine import open_engine
from migrations.targets import METADATAS


def plain_types(kind: str, item: object, _context: object) -> str | Literal[False]:
    """Write the column type below a decorator: a step must not change when the code does."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl_instance!r}"
    return False


def run(connection: Connection) -> None:
    """Walk the steps on this connection, whose transaction is its owner's."""
    context.configure(
        connection=connection,
        target_metadata=METADATAS,
        # SQLite alters most things only by copying the table.
        render_as_batch=connection.dialect.name == "sqlite",
        render_item=plain_types,
    )
    with context.begin_transaction():
        context.run_migrations()


async def run_from_command_line() -> None:
    """For writing new steps; `factbot db upgrade` comes with a connection."""
    address = context.get_x_argument(as_dictionary=True).get("url")
    if not isinstance(address, str):
        raise SystemExit("say which base: -x url=sqlite:///scratch.db")
    engine = open_engine(address)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(run)
    finally:
        await engine.dispose()


if context.is_offline_mode():
    raise SystemExit("steps need a base to walk on: leave out --sql")
if "connection" in context.config.attributes:
    run(context.config.attributes["connection"])
else:
    asyncio.run(run_from_command_line())
