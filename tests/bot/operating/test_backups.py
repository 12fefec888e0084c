"""Backups and copies of whole bases: complete, proven, and refused where they would mislead."""

from __future__ import annotations

import asyncio
import os
import sqlite3
from contextlib import AbstractAsyncContextManager, closing
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.errors import BotError
from bot.operating import backups
from bot.operating.backups import BadBackup, NotEmpty
from bot.storage.sql import SqlConversationBase
from factbase.storage import migrating
from factbase.storage.engine import open_engine
from tests.bot.operating.furnished import contents, quiet
from tests.builders import a_change, a_fact
from tests.contracts.conversing import a_reply
from tests.contracts.storing import PUBLIC, stored
from tests.stores import IMPATIENT


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


async def test_a_base_that_is_in_use_is_not_filled(
    source: SqlConversationBase, tmp_path: Path
) -> None:
    file = tmp_path / "backup"
    await backups.back_up(source.engine, file, quiet)
    before = await contents(source)
    with pytest.raises(NotEmpty):
        await backups.restore(file, source.engine, quiet)
    assert await contents(source) == before


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
