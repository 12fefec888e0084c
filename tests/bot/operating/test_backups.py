"""Backups and copies of whole bases: complete, proven, and refused where they would mislead."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import BotError
from bot.operating import backups
from bot.operating.backups import BadBackup, NotEmpty, NotTheSame
from bot.places.behaviour import Mode, PlaceSettings
from bot.privacy.keeping import Draft
from bot.storage import copying
from bot.storage.sql import SqlConversationBase
from factbase.storage import migrating
from factbase.storage.engine import open_engine
from tests.builders import NOON, a_change, a_community, a_fact
from tests.contracts.conversing import a_reply, recorded
from tests.contracts.storing import PUBLIC, next_version, saved, stored
from tests.stores import IMPATIENT, PostgresDatabases, SqlStore
from tests.talking import published

HOSTILE = '\'; DROP TABLE facts; -- \u202e𝕬 \U0001f600 ё "%s"'


def quiet(_name: str, _rows: int) -> None:
    """Nobody is told."""


async def opened(url: str) -> SqlConversationBase:
    return SqlConversationBase(open_engine(url, IMPATIENT), poll=0.02)


async def furnish(base: SqlConversationBase, facts: int = 12) -> None:
    """Put a bit of everything in."""
    await stored(base, a_community(), published(scope="harbour", summary=HOSTILE))
    for number in range(facts):
        await stored(base, published(f"fact-{number}", claim=f"{HOSTILE} {number}"))
    for number in range(0, facts, 3):
        await saved(base, next_version(published(f"fact-{number}"), topics=("a", "b")))
    await recorded(base, *(a_reply(f"r{n}", message_id=str(n), confidence=n / 7) for n in range(9)))
    async with base.begin() as unit:
        await unit.places.put("discord", "room", PlaceSettings(Mode.QUIET, threshold=0.3))
        await unit.places.ignore("ff" * 16, ignored=True)
        await unit.drafts.put(Draft("someone", "fact", {"claim": HOSTILE, "n": [1, None]}, NOON))
        await unit.notes.put("commands", HOSTILE)
        await unit.commit()
    await base.secret("people")


async def contents(base: SqlConversationBase) -> dict[str, copying.Sum]:
    async with base.engine.connect() as connection:
        return {
            table.name: await copying.sum_of(connection, table) for table in copying.all_tables()
        }


@pytest.fixture
async def source(
    sql_home: AbstractAsyncContextManager[SqlStore],
) -> AsyncIterator[SqlConversationBase]:
    """SQLite, PostgreSQL: a base with a bit of everything."""
    async with sql_home as store:
        base = await opened(store.url)
        await furnish(base)
        yield base
        await base.close()


@pytest.fixture(params=["sqlite", "postgres"])
def target_home(request: pytest.FixtureRequest, tmp_path: Path) -> AbstractAsyncContextManager[str]:
    if request.param == "postgres":
        databases: PostgresDatabases = request.getfixturevalue("postgres")
        return databases.without_tables()
    return _file(tmp_path / "target.db")


class _file:  # noqa: N801 - reads as the function that it stands for
    def __init__(self, file: Path) -> None:
        self._url = f"sqlite:///{file}"

    async def __aenter__(self) -> str:
        return self._url

    async def __aexit__(self, *_: object) -> None:
        """The folder goes with the test."""


async def test_restored_is_what_was_backed_up(
    source: SqlConversationBase, target_home: AbstractAsyncContextManager[str], tmp_path: Path
) -> None:
    before = await contents(source)
    assert {name for name, total in before.items() if total.rows} >= {"facts", "replies", "secrets"}
    file = tmp_path / "backup"
    sums = await backups.back_up(source.engine, file, quiet)
    assert {name: sums[name].rows for name in before} == {
        name: total.rows for name, total in before.items()
    }
    assert file.stat().st_mode & 0o077 == 0
    async with target_home as url:
        engine = open_engine(url, IMPATIENT)
        await backups.restore(file, engine, quiet)
        restored = SqlConversationBase(engine)
        assert await contents(restored) == before
        assert await restored.secret("people") == await source.secret("people")
        # Revisions go on from where they were.
        async with restored.begin() as unit:
            reached = await unit.facts.revision()
        await stored(restored, a_fact("one-more"))
        async with restored.begin() as unit:
            assert await unit.facts.revision() > reached
        await restored.close()


async def test_copied_between_engines_and_back(
    source: SqlConversationBase, target_home: AbstractAsyncContextManager[str]
) -> None:
    async with target_home as url:
        engine = open_engine(url, IMPATIENT)
        await backups.copy(source.engine, engine, quiet)
        assert await contents(SqlConversationBase(engine)) == await contents(source)
        async with SqlConversationBase(engine).begin() as unit:
            fact = await unit.facts.get("fact-1", PUBLIC)
        async with source.begin() as unit:
            assert fact == await unit.facts.get("fact-1", PUBLIC)
        await engine.dispose()


async def test_consistent_while_others_write(source: SqlConversationBase, tmp_path: Path) -> None:
    """Each writer's unit puts a fact and a reply; a backup holds both or neither."""
    stop = asyncio.Event()

    async def write() -> None:
        number = 0
        while not stop.is_set():
            async with source.begin() as unit:
                await unit.writing()
                fact = a_fact(f"pair-{number}")
                await unit.facts.add(fact, a_change())
                await unit.replies.claim(
                    a_reply(f"pair-{number}", message_id=f"p{number}", fact_id=fact.id)
                )
                await unit.commit()
            number += 1
            await asyncio.sleep(0)

    writing = asyncio.create_task(write())
    try:
        for number in range(3):
            file = tmp_path / f"backup-{number}"
            await backups.back_up(source.engine, file, quiet)
            with closing(sqlite3.connect(file)) as connection:
                pairs = "SELECT count(*) FROM {} WHERE {} LIKE 'pair-%'"
                facts = connection.execute(pairs.format("facts", "slug")).fetchone()
                replies = connection.execute(pairs.format("replies", "id")).fetchone()
            assert facts == replies
    finally:
        stop.set()
        await writing


async def test_taken_up_again_after_an_interruption(
    source: SqlConversationBase,
    target_home: AbstractAsyncContextManager[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(copying, "BATCH", 5)

    class PulledPlug(Exception):
        pass

    def pull_the_plug(name: str, _rows: int) -> None:
        if name == "wordings":
            raise PulledPlug

    async with target_home as url:
        engine = open_engine(url, IMPATIENT)
        with pytest.raises(PulledPlug):
            await backups.copy(source.engine, engine, pull_the_plug)
        # Meanwhile the source goes on: one fact loses its topics, another is new.
        await saved(source, next_version(next_version(published("fact-3")), topics=()))
        await stored(source, a_fact("late"))
        with pytest.raises(NotEmpty, match="--continue"):
            await backups.copy(source.engine, engine, quiet)
        await backups.copy(source.engine, engine, quiet, go_on=True)
        assert await contents(SqlConversationBase(engine)) == await contents(source)
        await engine.dispose()


async def test_a_base_that_is_in_use_is_not_filled(
    source: SqlConversationBase, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    await backups.back_up(source.engine, file, quiet)
    before = await contents(source)
    with pytest.raises(NotEmpty):
        await backups.restore(file, source.engine, quiet)
    assert await contents(source) == before


async def test_a_copy_that_somebody_meddles_with_is_told(
    source: SqlConversationBase, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'meddled.db'}", IMPATIENT)

    def meddle(name: str, _rows: int) -> None:
        if name == "secrets":
            with closing(sqlite3.connect(tmp_path / "meddled.db")) as connection:
                connection.execute("UPDATE facts SET created_by = 'mallory' WHERE slug = 'fact-1'")
                connection.commit()

    with pytest.raises(NotTheSame, match="facts differs"):
        await backups.copy(source.engine, engine, meddle)
    await engine.dispose()


@pytest.fixture
async def backup(source: SqlConversationBase, tmp_path: Path) -> Path:
    file = tmp_path / "backup"
    await backups.back_up(source.engine, file, quiet)
    return file


async def test_a_changed_or_damaged_backup_is_refused(backup: Path, tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute("UPDATE facts SET verdict = 'true' WHERE slug = 'fact-1'")
        connection.commit()
    with pytest.raises(BadBackup, match="not as it was written"):
        await backups.restore(backup, engine, quiet)
    await asyncio.to_thread(os.truncate, backup, 5_000)
    with pytest.raises(BadBackup, match="damaged"):
        await backups.restore(backup, engine, quiet)
    await asyncio.to_thread(backup.write_bytes, b"no database at all" * 100)
    with pytest.raises(BadBackup, match="no backup"):
        await backups.restore(backup, engine, quiet)
    with pytest.raises(BadBackup, match="no such"):
        await backups.restore(tmp_path / "nowhere", engine, quiet)
    assert not (tmp_path / "fresh.db").exists()


async def test_no_backup_is_overwritten_and_no_half_one_stays(
    source: SqlConversationBase, backup: Path
) -> None:
    before = await asyncio.to_thread(backup.read_bytes)
    with pytest.raises(BotError, match="exists already"):
        await backups.back_up(source.engine, backup, quiet)
    assert await asyncio.to_thread(backup.read_bytes) == before
    assert [path.name for path in backup.parent.glob(".backup*")] == []


async def test_an_older_backup_is_brought_up_to_date(tmp_path: Path, backup: Path) -> None:
    """As it was written by a program whose newest step was the one before ours."""
    engine = open_engine(f"sqlite:///{backup}")
    with closing(sqlite3.connect(backup)) as connection:
        connection.execute(f"DROP TABLE {backups.SEAL}")
        connection.commit()
    steps = await migrating.status(engine)
    await migrating.downgrade(engine, "-1")
    assert (await migrating.status(engine)).pending == (steps.newest,)
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
    await engine.dispose()
    await asyncio.to_thread(backups._seal, backup)
    fresh = open_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
    await backups.restore(backup, fresh, quiet)
    assert (await migrating.status(fresh)).pending == ()
    async with SqlConversationBase(fresh).begin() as unit:
        assert len(await unit.facts.list(PUBLIC)) == 12
    await fresh.dispose()


def test_the_order_of_rows_is_no_difference_and_anything_else_is() -> None:
    rows = [(1, "a", NOON), (2, None, NOON + timedelta(microseconds=1)), (3, "", None)]

    def total(given: list[tuple[object, ...]]) -> copying.Sum:
        sums = copying.Sum()
        for row in given:
            sums = sums.plus(row)
        return sums

    assert total(list(reversed(rows))) == total(list(rows))
    assert total([*rows[:2], (3, None, None)]) != total(list(rows))
    assert total([*rows, rows[0]]) != total(list(rows))
