"""Inserting what may be there already, on both engines."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession


async def insert_new(session: AsyncSession, row: type, values: Mapping[str, object]) -> bool:
    """Insert unless a row with the same key is there; says whether it was inserted."""
    dialect = session.get_bind().dialect.name
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    result = await session.execute(make(row).values(dict(values)).on_conflict_do_nothing())
    return bool(result.rowcount)  # type: ignore[attr-defined]  # an INSERT gives a CursorResult
