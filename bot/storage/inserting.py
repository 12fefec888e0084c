"""Inserting what may be there already, on both engines."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from sqlalchemy import Executable, Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncSession


async def insert_new(session: AsyncSession, row: type, values: Mapping[str, object]) -> bool:
    """Insert unless a row with the same key is there; says whether it was inserted."""
    dialect = session.get_bind().dialect.name
    result = await session.execute(_insertion(row, dialect), dict(values))
    return bool(result.rowcount)  # type: ignore[attr-defined]  # an INSERT gives a CursorResult


@cache
def _insertion(row: type, dialect: str) -> Executable:
    """The statement for a table, made once."""
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    table: Table = row.__table__  # type: ignore[attr-defined]  # every row class has one
    return make(table).on_conflict_do_nothing()
