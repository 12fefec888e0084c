"""Backups, and moving a base: consistent while the bot runs, and proven before they count.

A backup of either engine is one SQLite file, sealed with a count and checksum of each table.
It holds all that the base holds, the key that people's ids are hashed with included.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import BotError
from bot.storage.copying import (
    Sum,
    Sums,
    all_tables,
    copy_table,
    go_on_counting,
    is_empty,
    may_become,
    sum_of,
)
from factbase.storage import migrating
from factbase.storage.engine import Patience, is_sqlite, open_engine
from factbase.storage.failures import in_plain_words

SEAL = "factbot_backup"
"""Table of the backup file with what it must contain. It means nothing to a running bot."""

Told = Callable[[str, int], None]
"""Is told each table's name and its rows once it is done."""


class BadBackup(BotError):
    """The file is no backup, or not the one that was written."""


class NotTheSame(BotError):
    """The copy differs from what it was made from."""


class NotEmpty(BotError):
    """The base to copy into holds something already."""


async def back_up(engine: AsyncEngine, file: Path, told: Told) -> Sums:
    """Write the base into a new file, all of it as it was at one moment.

    Raises:
        BotError: the file exists.
        OSError: there is no such folder, or nothing may be written there.
        NotTheSame: what was written isn't what was read.
        StoreUnavailable: the base can't be read, or the file not written.
    """
    if await asyncio.to_thread(file.exists):
        raise BotError("the backup file exists already: name a new one, or move that away")
    try:
        folder = Path(await asyncio.to_thread(mkdtemp, prefix=".backup-", dir=file.parent))
    except OSError as problem:
        raise OSError(problem.errno, problem.strerror, str(file)) from None
    try:
        made = folder / "base.sqlite3"
        if is_sqlite(engine):
            await asyncio.to_thread(_copy_file, Path(engine.url.database or ""), made)
        else:
            await _copy_rows(engine, made)
        sums = await asyncio.to_thread(_seal, made)
        # Only a whole backup ever has its name.
        await asyncio.to_thread(os.replace, made, file)
    finally:
        await asyncio.to_thread(shutil.rmtree, folder)
    for name, total in sums.items():
        told(name, total.rows)
    return sums


async def restore(file: Path, engine: AsyncEngine, told: Told) -> None:
    """Fill an empty base from a backup.

    Raises:
        BadBackup: the file is not as it was written.
        NotEmpty: the base holds something; nothing was changed.
        NotTheSame: the base isn't what the backup is; don't use it.
        StoreUnavailable: the base can't be written.
    """
    await asyncio.to_thread(_check, file)
    folder = Path(await asyncio.to_thread(mkdtemp, prefix="factbot-restore-"))
    try:
        # A copy, because an old backup's tables have to be brought up to date first.
        await asyncio.to_thread(shutil.copy, file, folder / "base.sqlite3")
        source = open_engine(f"sqlite:///{folder / 'base.sqlite3'}")
        try:
            await migrating.upgrade(source)
            await _refuse_filled(
                engine,
                "name one that isn't there yet in FACTBOT_DATABASE_URL, or move this one away",
            )
            await copy(source, engine, told)
        finally:
            await source.dispose()
    finally:
        await asyncio.to_thread(shutil.rmtree, folder)


async def copy(
    source: AsyncEngine, target: AsyncEngine, told: Told, *, go_on: bool = False
) -> None:
    """Copy a base into an empty one; `go_on` takes up a copy that was interrupted.

    Raises:
        NotEmpty, NotTheSame, StoreUnavailable: see `restore`.
    """
    (await migrating.status(source)).require_current()
    await migrating.upgrade(target)
    if not go_on:
        await _refuse_filled(
            target,
            "name another; a copy of the same base that was interrupted is taken up again by db "
            "copy --continue",
        )
    async with _at_one_moment(source) as reading:
        async with target.connect() as begun:
            if not await may_become(reading, begun):
                raise NotEmpty(
                    "the base to copy into was filled from another one: name an empty one"
                )
        copied = {}
        for table in all_tables():
            copied[table.name] = await copy_table(reading, target, table)
            told(table.name, copied[table.name].rows)
    await go_on_counting(target)
    async with _at_one_moment(target) as written:
        await _compare(copied, written)


async def _refuse_filled(target: AsyncEngine, advice: str) -> None:
    """Bring its tables up to date. Raises `NotEmpty` for a base that holds something."""
    await migrating.upgrade(target)
    async with target.connect() as connection:
        if not await is_empty(connection):
            raise NotEmpty(f"the base to fill is not empty: {advice}")


async def _compare(wanted: Sums, connection: AsyncConnection) -> None:
    for table in all_tables():
        if await sum_of(connection, table) != wanted[table.name]:
            raise NotTheSame(
                f"the copy of {table.name} differs from what was read: is something else "
                "writing there? Don't use it; repeat with nothing running on it"
            )


@asynccontextmanager
async def _at_one_moment(engine: AsyncEngine) -> AsyncIterator[AsyncConnection]:
    """One transaction that sees one state: REPEATABLE READ, or SQLite's snapshot."""
    with in_plain_words():
        connection = await engine.connect()
    try:
        async with connection.begin():
            yield connection
    finally:
        await connection.close()


async def _copy_rows(engine: AsyncEngine, made: Path) -> None:
    target = open_engine(f"sqlite:///{made}", Patience())
    try:
        await copy(engine, target, lambda _name, _rows: None)
        # One file without a journal beside it.
        async with target.connect() as connection:
            driver: Any = (await connection.get_raw_connection()).driver_connection
            await driver.execute("PRAGMA journal_mode = DELETE")
    finally:
        await target.dispose()


def _copy_file(source: Path, made: Path) -> None:
    """SQLite's online backup: consistent while others write (sqlite.org/backup.html)."""
    with (
        in_plain_words(),
        closing(sqlite3.connect(_only_to_read(source), uri=True)) as base,
        closing(sqlite3.connect(made)) as copied,
    ):
        base.backup(copied, pages=1_000, sleep=0.01)
        copied.execute("PRAGMA journal_mode = DELETE")


def _only_to_read(file: Path) -> str:
    """The file as SQLite's address (sqlite.org/uri.html), in which some letters mean something."""
    return f"{file.absolute().as_uri()}?mode=ro"


def _sums(connection: sqlite3.Connection) -> dict[str, Sum]:
    found = {}
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    for (name,) in names.fetchall():
        if name != SEAL and not name.startswith("sqlite_"):
            total = Sum()
            for row in connection.execute(f'SELECT * FROM "{name}"'):  # noqa: S608 - its own table's name
                total = total.plus(row)
            found[name] = total
    return found


def _seal(made: Path) -> dict[str, Sum]:
    made.chmod(0o600)
    with closing(sqlite3.connect(made)) as connection, in_plain_words():
        sums = _sums(connection)
        connection.execute(f"CREATE TABLE {SEAL} (name TEXT, row_count INTEGER, checksum TEXT)")
        connection.executemany(
            f"INSERT INTO {SEAL} VALUES (?, ?, ?)",  # noqa: S608 - a constant of ours
            [(name, total.rows, f"{total.checksum:064x}") for name, total in sums.items()],
        )
        connection.commit()
    return sums


def _check(file: Path) -> None:
    if not file.is_file():
        raise BadBackup("there is no such backup file")
    try:
        with closing(sqlite3.connect(_only_to_read(file), uri=True)) as connection:
            sealed = {
                name: Sum(rows, int(checksum, 16))
                for name, rows, checksum in connection.execute(f"SELECT * FROM {SEAL}")  # noqa: S608 - likewise
            }
            whole = sealed == _sums(connection)
    except (sqlite3.DatabaseError, ValueError):
        raise BadBackup("the file is no backup of factbot, or it is damaged") from None
    if not whole:
        raise BadBackup("the backup is not as it was written: take another")
