"""A whole base from one database to another, row by row, and proof that nothing was lost.

Rows are copied as the database keeps them, without making facts of them: what is strange
stays as strange as it was. Both sides must have the tables that this program knows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    Enum,
    MetaData,
    RowMapping,
    String,
    Table,
    Text,
    TypeDecorator,
    cast,
    delete,
    func,
    or_,
    select,
    text,
    tuple_,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from sqlalchemy.types import TypeEngine

from bot.storage import schema
from bot.storage.tables import KeyRow
from factbase.storage import tables as facts
from factbase.storage.columns import UtcDateTime
from factbase.storage.failures import in_plain_words

BATCH = 500
"""Rows that are read and written at a time; times the widest table's 21 columns that is well
below the 32,766 parameters that SQLite and PostgreSQL take in a statement."""

ONLY_ADDED_TO = {"audit", "fact_versions"}
"""Tables whose rows nobody may change; triggers see to it."""
_MODULO = 1 << 256


@dataclass(frozen=True, slots=True)
class Sum:
    """How many rows, and one number for their contents whatever their order: the sum of the
    rows' SHA-256 modulo 2^256 (additive multiset hash, after Clarke et al., 2003).
    """

    rows: int = 0
    checksum: int = 0

    def plus(self, row: Sequence[Any]) -> Sum:
        """With one more row."""
        plain = json.dumps(list(row), default=_plain, sort_keys=True, ensure_ascii=False)
        digest = hashlib.sha256(plain.encode("utf-8", "surrogatepass")).digest()
        return Sum(self.rows + 1, (self.checksum + int.from_bytes(digest)) % _MODULO)


def _plain(value: Any) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else repr(value)


def _raw(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """The type below the words and values of the domain."""
    if isinstance(kind, UtcDateTime):
        return kind  # engines differ in how they keep moments; this levels them
    if isinstance(kind, Enum):
        return String()
    raw = kind.impl_instance if isinstance(kind, TypeDecorator) else kind
    return JSON(none_as_null=True) if isinstance(raw, JSON) else raw


def _bare(table: Table) -> Table:
    columns = [
        Column(column.name, _raw(column.type), primary_key=column.primary_key)
        for column in table.columns
    ]
    return Table(table.name, MetaData(), *columns)


def all_tables() -> tuple[Table, ...]:
    """Every table of the base, those that others refer to first."""
    found = [*facts.metadata.sorted_tables, *schema.metadata.sorted_tables]
    return tuple(_bare(table) for table in found)


async def batches(connection: AsyncConnection, table: Table) -> AsyncIterator[list[RowMapping]]:
    """All rows of a table by its primary key, a few at a time."""
    key = tuple(table.primary_key.columns)
    page = select(table).order_by(*key).limit(BATCH)
    wanted = page
    while True:
        with in_plain_words():
            rows = list((await connection.execute(wanted)).mappings())
        if rows:
            yield rows
        if len(rows) < BATCH:
            return
        last = [rows[-1][column.name] for column in key]
        wanted = page.where(tuple_(*key) > tuple_(*last))


async def sum_of(connection: AsyncConnection, table: Table) -> Sum:
    """Count and checksum of a table."""
    total = Sum()
    async for rows in batches(connection, table):
        for row in rows:
            total = total.plus(tuple(row.values()))
    return total


async def is_empty(connection: AsyncConnection) -> bool:
    """Whether no table holds any row."""
    with in_plain_words():
        for table in all_tables():
            if await connection.scalar(select(func.count()).select_from(table)):
                return False
    return True


async def may_become(source: AsyncConnection, target: AsyncConnection) -> bool:
    """Whether what the target holds came from this source: an empty one's does. Another base's
    keys, or its latest change, would be unknown here.
    """
    keys = select(KeyRow.name, KeyRow.value)
    revision = facts.FactVersionRow.revision
    change = select(revision, facts.FactVersionRow.fact_id, facts.FactVersionRow.version)
    with in_plain_words():
        kept = set((await target.execute(keys)).all())
        last = (await target.execute(change.order_by(revision.desc()).limit(1))).first()
        if not kept <= set((await source.execute(keys)).all()):
            return False
        return last is None or (
            (await source.execute(change.where(revision == last.revision))).first() == last
        )


async def copy_table(source: AsyncConnection, target: AsyncEngine, table: Table) -> Sum:
    """Make the target's table as the source's, whatever part of it is there already.

    Each batch is committed: what was copied before an interruption stays. Gives the source's
    sum, which the target has to have afterwards.
    """
    total = Sum()
    async for rows in batches(source, table):
        async with target.begin() as connection:
            with in_plain_words():
                await connection.execute(_upsert(table, connection.dialect.name, rows))
        for row in rows:
            total = total.plus(tuple(row.values()))
    async with target.begin() as connection:
        with in_plain_words():
            there = await connection.scalar(select(func.count()).select_from(table))
            if there != total.rows:
                await _remove_surplus(source, connection, table)
    return total


def _upsert(table: Table, dialect: str, rows: Sequence[RowMapping]) -> Any:
    make: Callable[[Table], Any] = postgresql.insert if dialect == "postgresql" else sqlite.insert
    new = make(table).values([dict(row) for row in rows])
    key = [column.name for column in table.primary_key.columns]
    changed = {
        column.name: new.excluded[column.name] for column in table.columns if column.name not in key
    }
    if not changed or table.name in ONLY_ADDED_TO:
        return new.on_conflict_do_nothing()
    # Rows that are as they should be are left alone.
    differs = or_(
        *(
            _comparable(table.columns[name]).is_distinct_from(_comparable(value))
            for name, value in changed.items()
        )
    )
    return new.on_conflict_do_update(index_elements=key, set_=changed, where=differs)


def _comparable(column: Any) -> ColumnElement[Any]:
    # PostgreSQL compares no JSON; as text it is what was written.
    return cast(column, Text) if isinstance(column.type, JSON) else column


async def _remove_surplus(source: AsyncConnection, target: AsyncConnection, table: Table) -> None:
    """Rows that an earlier, interrupted copy brought and that the source has lost since."""
    key = tuple(table.primary_key.columns)
    wanted = {tuple(row) for row in await source.execute(select(*key))}
    present = {tuple(row) for row in await target.execute(select(*key))}
    for gone in present - wanted:
        await target.execute(delete(table).where(tuple_(*key) == tuple_(*gone)))


async def go_on_counting(target: AsyncEngine) -> None:
    """Let PostgreSQL hand out revisions after the newest that was copied."""
    if target.dialect.name != "postgresql":
        return  # SQLite keeps up by itself
    async with target.begin() as connection:
        with in_plain_words():
            await connection.execute(text(_GO_ON))


_GO_ON = """
SELECT setval(pg_get_serial_sequence('fact_versions', 'revision'), newest)
FROM (SELECT max(revision) AS newest FROM fact_versions) AS f WHERE newest IS NOT NULL
"""

Sums = Mapping[str, Sum]
