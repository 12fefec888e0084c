"""What the doctor finds, on bases that are well and on those that aren't."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime
from pathlib import Path

from bot.clock import SystemClock
from bot.operating.doctor import Finding, Health, examine
from bot.platforms import installed
from factbase.ports import Clock
from factbase.storage.engine import open_engine
from tests.contracts.storing import stored
from tests.fakes import StandingClock
from tests.stores import IMPATIENT, SqlStore
from tests.talking import published, settings_for_tests


async def examined(url: str, clock: Clock | None = None) -> dict[str, Finding]:
    engine = open_engine(url, IMPATIENT)
    found = await examine(settings_for_tests(), engine, installed(), clock or SystemClock())
    await engine.dispose()
    return {finding.part: finding for finding in found}


async def test_all_is_well(sql_home: AbstractAsyncContextManager[SqlStore]) -> None:
    async with sql_home as store:
        base = await store.open()
        await stored(base, published())
        await base.close()
        found = await examined(store.url)
    assert {found[part].health for part in ("base", "index", "clock", "disk")} == {Health.FINE}
    assert found["index"].about.startswith("1 facts")


async def test_an_empty_base_is_worth_a_word(sql_store: SqlStore) -> None:
    assert (await examined(sql_store.url))["index"].health is Health.WARNING


async def test_a_clock_that_is_off(sql_store: SqlStore) -> None:
    wrong = StandingClock(datetime(2019, 1, 1, tzinfo=UTC))
    found = await examined(sql_store.url, wrong)
    assert found["clock"].health is Health.BROKEN
    assert "NTP" in found["clock"].about


async def test_a_base_without_tables_or_without_anything(tmp_path: Path) -> None:
    file = tmp_path / "none.db"
    found = await examined(f"sqlite:///{file}")
    assert found["base"].health is Health.WARNING
    assert not file.exists(), "looking makes nothing"
    file.touch()
    found = await examined(f"sqlite:///{file}")
    assert found["base"].health is Health.BROKEN
    assert "factbot db upgrade" in found["base"].about


async def test_an_unreachable_server(tmp_path: Path) -> None:
    found = await examined(f"postgresql://factbot:hunter2@/none?host={tmp_path}")
    assert found["base"].health is Health.BROKEN
    assert "hunter2" not in str(found)


async def test_platforms_without_their_settings_are_named(sql_store: SqlStore) -> None:
    found = await examined(sql_store.url)
    assert "FACTBOT_DISCORD__TOKEN" in found["discord"].about
    assert found["telegram"].health is Health.WARNING
