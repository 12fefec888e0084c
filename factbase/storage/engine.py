"""Engines from a database address, and all that differs between SQLite and PostgreSQL.

(`sqlite.py` holds what has to be set up for the former; `following.py` knows how the
latter tells other processes of a commit.)
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import URL, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from factbase.errors import InvalidValue
from factbase.storage import sqlite
from factbase.storage.turn import take_turn

_DRIVERS = {
    "sqlite": "sqlite+aiosqlite",
    "sqlite+aiosqlite": "sqlite+aiosqlite",
    "postgres": "postgresql+asyncpg",
    "postgresql": "postgresql+asyncpg",
    "postgresql+asyncpg": "postgresql+asyncpg",
}
_CHANGE_LOCK = 0x66616374
"""Key of the advisory lock that puts fact changes in order: "fact" in ASCII."""


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds: for a lock, a statement's answer, a connection."""

    lock: float = 5.0
    statement: float = 30.0
    connect: float = 10.0


def database_url(address: str | URL) -> URL:
    """Return the address with the async driver filled in.

    Raises:
        InvalidValue: not a SQLAlchemy URL of SQLite (with a file) or PostgreSQL.
    """
    try:
        url = make_url(address)
    except (ArgumentError, ValueError):  # the latter names a part of the password as a port
        raise InvalidValue("database", "write sqlite:///FILE or postgresql://...") from None
    driver = _DRIVERS.get(url.drivername)
    if driver is None:
        raise InvalidValue("database", "only SQLite and PostgreSQL are supported")
    if driver.startswith("sqlite") and url.database in {None, "", ":memory:"}:
        raise InvalidValue("database", "SQLite needs a file: write sqlite:///FILE")
    if "sslmode" in url.query:
        # libpq's word for what asyncpg calls `ssl`; hosting providers hand out the former.
        mode = url.query["sslmode"]
        url = url.difference_update_query(["sslmode"]).update_query_dict({"ssl": mode})
    return url.set(drivername=driver)


def open_engine(address: str | URL, patience: Patience | None = None) -> AsyncEngine:
    """Return an engine. Nothing is opened before its first use.

    Raises:
        InvalidValue: see `database_url`.
    """
    url = database_url(address)
    patience = patience or Patience()
    serializer = partial(json.dumps, ensure_ascii=False, separators=(",", ":"))
    if url.drivername.startswith("sqlite"):
        engine = create_async_engine(
            url,
            json_serializer=serializer,
            hide_parameters=True,
            pool_timeout=patience.connect,
            connect_args={"timeout": patience.lock, "async_creator_fn": sqlite.connect},
        )
        sqlite.mind(engine, patience.lock)
        return engine
    return create_async_engine(
        url,
        json_serializer=serializer,
        hide_parameters=True,  # errors end up in logs, people's words don't
        # A unit of work reads from one snapshot, so that no reader meets half of a change.
        isolation_level="REPEATABLE READ",
        pool_pre_ping=True,
        pool_timeout=patience.connect,
        connect_args=_postgres_arguments(patience),
    )


def is_sqlite(engine: AsyncEngine) -> bool:
    """Whether the base is a file of this machine's own."""
    return engine.dialect.name == "sqlite"


def _postgres_arguments(patience: Patience) -> dict[str, Any]:
    return {
        "timeout": patience.connect,
        # Reached only when the server itself no longer answers.
        "command_timeout": patience.statement + patience.connect,
        "server_settings": {
            "application_name": "factbot",
            "statement_timeout": f"{patience.statement * 1_000:.0f}",
            "lock_timeout": f"{patience.lock * 1_000:.0f}",
        },
    }


async def take_writers_place(session: AsyncSession) -> None:
    """Make sure that this transaction may write.

    SQLite has one writer: wait for its place here. When another writer committed since this
    transaction first read, its view can't be written to, so it starts afresh from the
    newest state; that is safe because it has written nothing yet, and changes to facts
    are checked against the version they start from.
    PostgreSQL has many writers and needs nothing.
    """
    connection = await session.connection()
    if connection.dialect.name != "sqlite":
        return
    await take_turn(session)
    try:
        await connection.exec_driver_sql("UPDATE communities SET id = id WHERE 0")
    except DBAPIError as problem:
        if getattr(problem.orig, "sqlite_errorname", "") != "SQLITE_BUSY_SNAPSHOT":
            raise
        await connection.exec_driver_sql("ROLLBACK")
        await connection.exec_driver_sql("BEGIN IMMEDIATE")
        session.expire_all()


async def take_turn_to_change(session: AsyncSession) -> None:
    """Put this transaction's changes of facts behind all earlier ones, until it ends.

    Revisions are numbered as rows are written but seen when they are committed. With one
    changer at a time both orders are the same, and no reader can step over a revision.
    """
    await take_writers_place(session)
    if session.get_bind().dialect.name == "postgresql":
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHANGE_LOCK})
