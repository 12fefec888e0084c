"""Turns: who decides on a reply in a place sees every reply decided there before."""

from __future__ import annotations

import hashlib

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession

from bot.messages import Place
from factbase.storage.engine import is_sqlite, take_writers_place


def isolation_of_turns(engine: AsyncEngine) -> str | None:
    """The isolation level that turns need, none for the engine's own.

    A snapshot dates from a transaction's first statement, which is the one that waits: what
    was recorded during the wait would stay unseen. So each statement sees the newest state.
    """
    return None if is_sqlite(engine) else "READ COMMITTED"


async def take_turn(session: AsyncSession, over: Place | str) -> None:
    """Wait until this place, or this name, is ours; it is until the transaction ends."""
    if session.get_bind().dialect.name == "postgresql":
        name = over if isinstance(over, str) else f"{over.platform}\0{over.id}"
        key = {"key": key_of(name)}
        await session.execute(text("SELECT pg_advisory_xact_lock(:key)"), key)
    else:
        await take_writers_place(session)


def key_of(name: str) -> int:
    """A key for PostgreSQL's advisory locks: 64 bits, signed. Two names that share one wait
    for each other, no more.
    """
    digest = hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, signed=True)
