"""What SQLite needs to behave as a database that several tasks and processes share."""

from __future__ import annotations

import asyncio
import sqlite3
import time
from functools import partial
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncEngine

from factbase.errors import StoreUnavailable
from factbase.storage.cursors import FIRST, Driver

_ATTEMPTS = 20
_PAUSE = 0.05
"""Seconds; together with the attempts as long as a first migration takes."""

ENDED = "an earlier failure ended this change; nothing of it was kept: repeat"


def mind(engine: AsyncEngine, lock: float) -> None:
    """Prepare every connection and watch over its transactions.

    Args:
        engine: on SQLite.
        lock: seconds to wait for another writer.
    """
    event.listen(engine.sync_engine, "connect", partial(_prepare, lock))
    event.listen(engine.sync_engine, "begin", _begin)
    event.listen(engine.sync_engine, "before_cursor_execute", _refuse_the_rest, retval=True)
    event.listen(engine.sync_engine, "commit", _refuse_to_commit)


async def connect(*where: Any, **how: Any) -> Driver:
    """Connect as aiosqlite does, and when that fails see its thread to its end.

    Left alone, that thread reports to an event loop that may be closed by then, and prints
    its own traceback below the one line that tells what is wrong.
    """
    connection = Driver(partial(sqlite3.connect, *where, **how), FIRST)
    # SQLAlchemy does this where it connects by itself: no thread may keep a process from ending.
    connection._thread.daemon = True  # noqa: SLF001 - aiosqlite offers no other way
    try:
        _ = await connection
    except BaseException:
        await asyncio.to_thread(connection._thread.join)  # noqa: SLF001 - as above
        raise
    return connection


def _prepare(lock: float, connection: Any, _record: Any) -> None:
    # The driver would begin transactions only before it writes; `_begin` does it for all.
    connection.isolation_level = None
    cursor = connection.cursor()
    try:
        cursor.execute(f"PRAGMA busy_timeout = {lock * 1_000:.0f}")
        cursor.execute("PRAGMA foreign_keys = ON")
        # With WAL a killed process loses nothing; a power cut may lose the last commits, and
        # never the base (sqlite.org/pragma.html#pragma_synchronous).
        cursor.execute("PRAGMA synchronous = NORMAL")
        _write_ahead(cursor)
    finally:
        cursor.close()


def _write_ahead(cursor: Any) -> None:
    """Switch the file to WAL, once in its life.

    SQLite doesn't wait for another connection that is at the same step, so the waiting is
    done here. Asking again for what the file keeps would be refused where one may only read.
    """
    for left in reversed(range(_ATTEMPTS)):
        cursor.execute("PRAGMA journal_mode")
        if cursor.fetchone()[0] == "wal":
            return
        try:
            cursor.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError:
            if not left:
                raise
            time.sleep(_PAUSE)
        else:
            return


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")


def _given_up(connection: Connection) -> bool:
    # When SQLite meets a full disk it gives up the whole transaction, not the statement. What
    # came after would be kept although what came before is lost.
    driver = connection.connection.driver_connection
    return driver is not None and not driver.in_transaction


def _refuse_the_rest(
    connection: Connection, _cursor: Any, statement: str, parameters: Any, *_: Any
) -> tuple[str, Any]:
    if statement.startswith("BEGIN") or not _given_up(connection):
        return statement, parameters
    if statement.startswith("ROLLBACK"):
        # The savepoint is gone as well; failing here would hide the failure that matters.
        return "SELECT 1", ()
    raise StoreUnavailable(ENDED)


def _refuse_to_commit(connection: Connection) -> None:
    if _given_up(connection):
        raise StoreUnavailable(ENDED)
