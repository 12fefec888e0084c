"""Opening a fact base by its address."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar, overload

from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine

from factbase.errors import StoreUnavailable
from factbase.storage.engine import Patience, is_sqlite, open_engine
from factbase.storage.migrating import status, upgrade
from factbase.storage.sql import SqlFactBase

Base = TypeVar("Base", bound=SqlFactBase)


@overload
async def open_base(
    address: str | URL, patience: Patience | None = None, *, poll: float | None = None
) -> SqlFactBase: ...
@overload
async def open_base(
    address: str | URL,
    patience: Patience | None = None,
    *,
    poll: float | None = None,
    kind: type[Base],
) -> Base: ...
async def open_base(
    address: str | URL,
    patience: Patience | None = None,
    *,
    poll: float | None = None,
    kind: type[SqlFactBase] = SqlFactBase,
) -> SqlFactBase:
    """Open the base at a SQLAlchemy URL, its tables in the form that this program knows.

    A SQLite file is made if need be and upgraded at once. PostgreSQL is left as it is,
    since others may be using it.

    Args:
        address: `sqlite:///FILE` or `postgresql://...`.
        patience: how long to wait for locks, statements and connections.
        poll: seconds between looks for other processes' commits.
        kind: what to open it as, for those who keep tables of their own beside the facts.

    Raises:
        InvalidValue: not an address of a supported database.
        SchemaOutdated: PostgreSQL with older tables, or none.
        SchemaAhead: the tables are newer than this program.
        StoreUnavailable: it can't be reached or opened.
    """
    engine = open_engine(address, patience)
    try:
        if is_sqlite(engine):
            _make_folder(engine)
            await upgrade(engine)
        else:
            (await status(engine)).require_current()
    except BaseException:
        await engine.dispose()
        raise
    return kind(engine, poll=poll)


def _make_folder(engine: AsyncEngine) -> None:
    file = engine.url.database or ""
    if file.startswith("file:"):
        return  # SQLite's own form of a name, with options: whoever writes it knows the folder
    try:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    except OSError as problem:
        raise StoreUnavailable(
            "the folder of the fact base can't be made: name another file, or make it by hand"
        ) from problem
