"""Addresses, and how a connection is prepared."""

from __future__ import annotations

import pytest
from sqlalchemy import event, text

from factbase.errors import InvalidValue
from factbase.storage.engine import database_url, open_engine
from factbase.storage.sql import SqlFactBase
from tests.builders import a_fact, a_statement
from tests.contracts.storing import EVERY_STATUS, PUBLIC, stored
from tests.stores import SqlStore


@pytest.mark.parametrize(
    ("address", "driver"),
    [
        ("sqlite:///facts.db", "sqlite+aiosqlite"),
        ("sqlite+aiosqlite:////var/facts.db", "sqlite+aiosqlite"),
        ("postgres://me@host/facts", "postgresql+asyncpg"),
        ("postgresql://me@host/facts", "postgresql+asyncpg"),
        ("postgresql+asyncpg://me@host/facts", "postgresql+asyncpg"),
    ],
)
def test_plain_addresses_get_their_async_driver(address: str, driver: str) -> None:
    assert database_url(address).drivername == driver


@pytest.mark.parametrize(
    "address",
    ["", "facts.db", "mysql://host/facts", "sqlite://", "sqlite:///:memory:", "postgresql+x://h/f"],
)
def test_other_addresses_are_refused(address: str) -> None:
    with pytest.raises(InvalidValue, match="database"):
        open_engine(address)


def test_what_hosting_providers_call_sslmode() -> None:
    url = database_url("postgresql://me:secret@host/facts?sslmode=require&application_name=x")
    assert dict(url.query) == {"ssl": "require", "application_name": "x"}
    assert url.password == "secret"


def test_an_engine_opens_nothing_by_itself() -> None:
    open_engine("postgresql://nobody@127.0.0.1:1/nothing")
    open_engine("sqlite:////nowhere/at/all.db")


async def test_sqlite_is_prepared(sqlite: SqlStore) -> None:
    base = await sqlite.open()
    async with base.begin() as unit:
        answers = [
            (await unit.session.execute(text(f"PRAGMA {name}"))).scalar_one()
            for name in ("journal_mode", "foreign_keys", "busy_timeout")
        ]
    assert answers == ["wal", 1, 200]
    await base.close()


async def test_postgres_is_prepared(on_postgres: SqlStore) -> None:
    base = await on_postgres.open()
    async with base.begin() as unit:
        answers = [
            (await unit.session.execute(text(f"SHOW {name}"))).scalar_one()
            for name in ("lock_timeout", "statement_timeout", "transaction_isolation")
        ]
    assert answers == ["200ms", "5s", "repeatable read"]
    await base.close()


async def test_many_facts_take_no_more_queries_than_few(sql_base: SqlFactBase) -> None:
    statements: list[str] = []

    @event.listens_for(sql_base.engine.sync_engine, "before_cursor_execute")
    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        if statement.startswith("SELECT"):
            statements.append(statement)

    async def queries_to_read() -> int:
        async with sql_base.begin() as unit:
            statements.clear()
            found = await unit.facts.list(PUBLIC, statuses=EVERY_STATUS, limit=1_000)
            told = await unit.facts.changes(0)
        assert len(found) == len(told.facts) > 0
        return len(statements)

    parts = {"statements": (a_statement(), a_statement("Again.")), "topics": ("traffic",)}
    await stored(sql_base, a_fact("first", **parts))
    few = await queries_to_read()
    await stored(sql_base, *(a_fact(f"fact-{number}", **parts) for number in range(60)))
    assert await queries_to_read() == few
