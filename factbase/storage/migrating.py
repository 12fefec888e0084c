"""Bringing a base's tables to the form that this program knows."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from factbase.errors import SchemaAhead, SchemaOutdated
from factbase.storage.engine import is_sqlite
from factbase.storage.failures import in_plain_words

_MIGRATION_LOCK = 0x6D696772
"""Key of the advisory lock that lets one process at a time migrate: "migr" in ASCII."""


@dataclass(frozen=True, slots=True)
class SchemaStatus:
    """Where a base stands: the step it is at (none when empty) and those to come, in order."""

    current: str | None
    newest: str
    pending: tuple[str, ...]
    known: bool
    """Whether this program knows the step that the base is at."""

    def require_current(self) -> None:
        """Raises `SchemaOutdated` or `SchemaAhead` unless the tables fit this program."""
        if not self.known:
            raise SchemaAhead
        if self.pending:
            raise SchemaOutdated


async def status(engine: AsyncEngine) -> SchemaStatus:
    """Where the base stands. Raises `StoreUnavailable`."""
    with in_plain_words():
        async with engine.connect() as connection:
            return await connection.run_sync(_status)


async def upgrade(engine: AsyncEngine, to: str = "head") -> SchemaStatus:
    """Walk the pending steps, all or none, and return where the base stood before.

    Raises:
        SchemaAhead: the base is newer than this program.
        StoreUnavailable: it can't be reached or is in use; nothing was changed.
    """
    before = await status(engine)
    if before.pending or not before.known:
        await _walk(engine, command.upgrade, to)
    return before


async def downgrade(engine: AsyncEngine, to: str) -> None:
    """Walk back to a step, or to `base` for no tables at all. Loses what only newer tables keep.

    Raises:
        SchemaAhead: the base is newer than this program.
        StoreUnavailable: it can't be reached or is in use; nothing was changed.
    """
    await _walk(engine, command.downgrade, to)


def alembic_config() -> Config:
    """Alembic's configuration, found beside the installed package and not below the caller."""
    package = find_spec("migrations")
    if package is None or package.origin is None:
        raise RuntimeError("factbot was installed without its migrations")
    return Config(Path(package.origin).with_name("alembic.ini"))


async def _walk(engine: AsyncEngine, step: Callable[[Config, str], None], to: str) -> None:
    def walk(connection: Connection) -> None:
        # Looked at again: another process may have walked while this one waited.
        if not _status(connection).known:
            raise SchemaAhead
        config = alembic_config()
        config.attributes["connection"] = connection
        step(config, to)

    with in_plain_words():
        async with _alone(engine) as connection:
            await connection.run_sync(walk)


@asynccontextmanager
async def _alone(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """A transaction that no other migration runs beside."""
    async with engine.connect() as connection:
        if is_sqlite(engine):
            driver: Any = (await connection.get_raw_connection()).driver_connection
            # SQLite alters a table by copying and dropping it, which must not drop its parts
            # with it. Only outside a transaction does it listen to this.
            await driver.execute("PRAGMA foreign_keys = OFF")
            try:
                async with connection.begin():
                    await _begin_immediately(connection)
                    yield connection
            finally:
                await driver.execute("PRAGMA foreign_keys = ON")
        else:
            # One snapshot for the whole transaction would date from before the lock.
            _ = await connection.execution_options(isolation_level="READ COMMITTED")
            async with connection.begin():
                await connection.execute(
                    text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK}
                )
                await connection.execute(text("SET LOCAL statement_timeout = 0"))
                yield connection


async def _begin_immediately(connection: AsyncConnection) -> None:
    await connection.exec_driver_sql("ROLLBACK")
    await connection.exec_driver_sql("BEGIN IMMEDIATE")


def _status(connection: Connection) -> SchemaStatus:
    steps = ScriptDirectory.from_config(alembic_config())
    current = MigrationContext.configure(connection).get_current_revision()
    newest_first = [step.revision for step in steps.walk_revisions()]
    known = current is None or current in newest_first
    done = newest_first.index(current) if known and current else len(newest_first)
    pending = tuple(reversed(newest_first[:done])) if known else ()
    return SchemaStatus(current, newest_first[0], pending, known)
