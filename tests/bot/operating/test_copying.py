"""A base copied into another, of the other engine or of the same, also in two goes."""

from __future__ import annotations

import sqlite3
from contextlib import AbstractAsyncContextManager, closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.operating import backups
from bot.operating.backups import NotEmpty, NotTheSame
from bot.storage import copying
from bot.storage.sql import SqlConversationBase
from factbase.storage import migrating
from factbase.storage.engine import open_engine
from tests.bot.operating.furnished import contents, quiet
from tests.builders import NOON, a_fact
from tests.contracts.storing import PUBLIC, next_version, saved, stored
from tests.stores import IMPATIENT
from tests.talking import published


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


async def test_what_was_filled_from_another_base_is_not_gone_on_with(
    source: SqlConversationBase, target_home: AbstractAsyncContextManager[str]
) -> None:
    async with target_home as url:
        other = SqlConversationBase(open_engine(url, IMPATIENT))
        await migrating.upgrade(other.engine)
        await other.secret("people")
        await stored(other, a_fact("elsewhere"))
        before = await contents(other)
        with pytest.raises(NotEmpty, match="filled from another one"):
            await backups.copy(source.engine, other.engine, quiet, go_on=True)
        assert await contents(other) == before
        await other.close()
