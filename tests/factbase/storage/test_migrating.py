"""Steps up and down, on both engines, and what the models make of the result."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any, cast

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.ext.asyncio import AsyncEngine

from factbase.errors import CommunityNotFound, SchemaAhead, SchemaOutdated, StoreUnavailable
from factbase.storage import migrating
from factbase.storage.engine import open_engine
from factbase.storage.opening import open_base
from factbase.storage.sql import SqlFactBase
from migrations.targets import METADATAS
from tests.builders import a_change, a_fact
from tests.contracts.storing import PUBLIC, stored
from tests.stores import IMPATIENT, PostgresDatabases, SqlStore

STEPS = [
    step.revision
    for step in reversed(
        list(ScriptDirectory.from_config(migrating.alembic_config()).walk_revisions())
    )
]


async def tables(engine: AsyncEngine) -> set[str]:
    async with engine.connect() as connection:
        return set(await connection.run_sync(lambda sync: inspect(sync).get_table_names()))


class TestSteps:
    def test_there_are_some(self) -> None:
        assert STEPS

    async def test_each_one_up_down_and_up_again(self, blank_engine: AsyncEngine) -> None:
        for before, step in zip(["base", *STEPS], STEPS, strict=False):
            await migrating.upgrade(blank_engine, step)
            await migrating.downgrade(blank_engine, before)
            await migrating.upgrade(blank_engine, step)
        assert (await migrating.status(blank_engine)).pending == ()

    async def test_all_the_way_down_leaves_no_table(self, blank_engine: AsyncEngine) -> None:
        await migrating.upgrade(blank_engine)
        await migrating.downgrade(blank_engine, "base")
        assert await tables(blank_engine) == {"alembic_version"}
        assert (await migrating.status(blank_engine)).pending == tuple(STEPS)

    async def test_files_carry_their_day(self) -> None:
        folder = Path(migrating.alembic_config().get_main_option("script_location") or "")
        files = sorted(path.name for path in (folder / "versions").glob("[!_]*.py"))
        assert files
        assert all(name[:10].replace("_", "").isdigit() for name in files)


class TestModels:
    async def test_agree_with_the_steps(self, blank_engine: AsyncEngine) -> None:
        def differences(connection: Connection) -> Any:
            # A list is what alembic's own `--autogenerate` hands on; only the hint says one.
            return compare_metadata(MigrationContext.configure(connection), cast(Any, METADATAS))

        await migrating.upgrade(blank_engine)
        async with blank_engine.connect() as connection:
            assert await connection.run_sync(differences) == []

    async def test_agree_in_every_constraint(self, blank_engine: AsyncEngine) -> None:
        """What `compare_metadata` leaves out: checks, names, deletion rules, nullability."""
        await migrating.upgrade(blank_engine)
        async with blank_engine.connect() as connection:
            by_steps = await connection.run_sync(_catalogue)
        await migrating.downgrade(blank_engine, "base")
        async with blank_engine.begin() as connection:
            for metadata in METADATAS:
                await connection.run_sync(metadata.create_all)
            by_models = await connection.run_sync(_catalogue)
        assert {"facts", "statements"} <= set(by_steps)
        assert by_steps == by_models


def _catalogue(connection: Connection) -> dict[str, Any]:
    found = inspect(connection)
    return {
        table: {
            "columns": [
                (column["name"], str(column["type"]), column["nullable"])
                for column in sorted(found.get_columns(table), key=lambda column: column["name"])
            ],
            "primary": found.get_pk_constraint(table),
            "foreign": sorted(map(repr, found.get_foreign_keys(table))),
            "unique": sorted(map(repr, found.get_unique_constraints(table))),
            "checks": sorted(map(repr, found.get_check_constraints(table))),
            "indexes": sorted(map(repr, found.get_indexes(table))),
        }
        for table in found.get_table_names()
        if table != "alembic_version"
    }


class TestOpening:
    async def test_sqlite_is_brought_up_to_date(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        # From elsewhere: steps are found beside the package, not below the working folder.
        monkeypatch.chdir(tmp_path)
        base = await open_base(f"sqlite:///{tmp_path}/new/folder/facts.db")
        await stored(base, a_fact())
        await base.close()
        again = await open_base(f"sqlite:///{tmp_path}/new/folder/facts.db")
        async with again.begin() as unit:
            assert await unit.facts.get("bridge-closed", PUBLIC) == a_fact()
        await again.close()

    async def test_postgres_never_without_being_told(self, postgres: PostgresDatabases) -> None:
        async with postgres.without_tables() as address:
            with pytest.raises(SchemaOutdated, match="factbot db upgrade"):
                await open_base(address)
            engine = open_engine(address)
            assert await tables(engine) == set()
            await migrating.upgrade(engine)
            await engine.dispose()
            await (await open_base(address)).close()

    async def test_not_a_base_from_the_future(self, blank_address: str) -> None:
        engine = open_engine(blank_address)
        await migrating.upgrade(engine)
        async with engine.begin() as connection:
            await connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        for attempt in (open_base(blank_address), migrating.upgrade(engine)):
            with pytest.raises(SchemaAhead, match="update this program"):
                await attempt
        await engine.dispose()

    async def test_a_statement_without_its_table_says_so(self, blank_engine: AsyncEngine) -> None:
        async with SqlFactBase(blank_engine).begin() as unit:
            with pytest.raises(SchemaOutdated):
                await unit.facts.revision()


class TestSafety:
    async def test_two_at_once(self, blank_address: str) -> None:
        engines = [open_engine(blank_address) for _ in range(3)]
        await asyncio.gather(*(migrating.upgrade(engine) for engine in engines))
        assert (await migrating.status(engines[0])).pending == ()
        for engine in engines:
            await engine.dispose()

    async def test_a_step_that_fails_leaves_nothing_behind(self, blank_engine: AsyncEngine) -> None:
        def break_off(config: Config, to: str) -> None:
            command.upgrade(config, to)
            raise KeyError("halfway")

        with pytest.raises(KeyError, match="halfway"):
            await migrating._walk(blank_engine, break_off, "head")
        assert await tables(blank_engine) == set()
        await migrating.upgrade(blank_engine)

    async def test_copying_a_table_keeps_what_hangs_on_it(self, sqlite: SqlStore) -> None:
        def copy_facts(config: Config, _: str) -> None:
            context = MigrationContext.configure(config.attributes["connection"])
            with Operations(context).batch_alter_table("facts", recreate="always"):
                pass

        base = await sqlite.open()
        await stored(base, a_fact())
        await migrating._walk(base.engine, copy_facts, "")
        async with base.begin() as unit:
            assert await unit.facts.get("bridge-closed", PUBLIC) == a_fact()
            with pytest.raises(CommunityNotFound):  # ... and keys are minded again
                await unit.facts.add(a_fact(scope="nowhere"), a_change())
        await base.close()

    async def test_a_step_gives_up_on_a_table_that_somebody_holds(
        self, postgres: PostgresDatabases
    ) -> None:
        async with postgres.without_tables() as address:
            engine = open_engine(address, IMPATIENT)
            await migrating.upgrade(engine)
            before = await migrating.status(engine)
            async with engine.connect() as holder:
                await holder.execute(text("SELECT count(*) FROM facts"))  # reads until it ends
                with pytest.raises(StoreUnavailable, match="busy"):
                    await migrating.downgrade(engine, "base")
            assert await migrating.status(engine) == before
            await migrating.downgrade(engine, "base")
            await engine.dispose()

    async def test_a_base_in_use_is_left_alone(self, sqlite: SqlStore) -> None:
        base = await sqlite.open()
        async with base.begin() as unit:
            await unit.facts.add(a_fact(), a_change())
            with pytest.raises(StoreUnavailable, match="busy"):
                await migrating.downgrade(base.engine, "base")
            await unit.commit()
        await base.close()


def test_metadata_of_all_share_one_convention() -> None:
    conventions = [dict(metadata.naming_convention) for metadata in METADATAS]
    assert all(convention == conventions[0] for convention in conventions)
    assert isinstance(METADATAS[0], MetaData)
