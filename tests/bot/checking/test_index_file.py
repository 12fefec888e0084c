"""An index from a file: found at once, brought up to date, and thrown away when it doesn't fit."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.checking import index_file
from bot.checking.index_file import open_index, write_index
from bot.checking.live_index import LiveIndex
from bot.ports import ConversationBase
from factbase import life
from factbase.errors import StoreUnavailable
from factbase.matching.decision import Lane, Match
from factbase.model import Audience, Fact, Wording
from tests.bot.rig import BRIDGE, FlakyBase, a_tunnel, published
from tests.builders import a_change
from tests.contracts.conversing import conversation_base
from tests.stores import MemoryStore

TUNNEL = "River tunnel under water"


async def store(base: ConversationBase, *facts: Fact) -> None:
    async with base.begin() as unit:
        for fact in facts:
            add = unit.facts.add if fact.version == 1 else unit.facts.save
            await add(fact, a_change())
        await unit.commit()


def best(index: LiveIndex, text: str) -> str | None:
    decision = index.decide(text, Lane.ADDRESSED, Audience())
    return decision.best.id if isinstance(decision, Match) else None


async def test_what_the_file_holds_is_found_before_any_fact_was_read(
    base: ConversationBase, tmp_path: Path
) -> None:
    bridge = published()
    await store(base, bridge)
    assert await write_index(base, tmp_path / "made" / "index") == 1
    index = await open_index(base, tmp_path / "made" / "index")
    assert best(index, BRIDGE) == bridge.id
    assert index.fact(bridge.id) is None
    assert index.nearest(BRIDGE, Audience(), 5) == ()
    assert await index.find(bridge.id) == bridge
    assert await index.find("another") is None
    await index.fill()
    await index.whole()
    assert index.fact(bridge.id) == bridge


async def test_changes_since_the_file_was_made_count(
    base: ConversationBase, tmp_path: Path
) -> None:
    bridge, tunnel = published(), a_tunnel()
    await store(base, bridge, tunnel)
    await write_index(base, tmp_path / "index")
    retired = life.retire(bridge, a_change())
    reworded = replace(tunnel, version=2, wordings=(Wording("Water in the tube"),))
    await store(base, retired, reworded)
    index = await open_index(base, tmp_path / "index")
    await index.refresh()
    await index.fill()
    assert best(index, BRIDGE) is None
    assert (index.fact(bridge.id), await index.find(bridge.id)) == (None, None)
    assert best(index, "Water in the tube") == tunnel.id
    assert index.fact(tunnel.id) == reworded
    assert len(index) == 1


async def test_the_file_of_a_base_that_went_another_way_is_not_used(
    base: ConversationBase, tmp_path: Path
) -> None:
    await store(base, published())
    await write_index(base, tmp_path / "index")
    other = await conversation_base(MemoryStore())
    empty = await open_index(other, tmp_path / "index")
    await store(other, a_tunnel())
    elsewhere = await open_index(other, tmp_path / "index")
    assert (len(empty), len(elsewhere), elsewhere.revision) == (0, 0, 0)
    await elsewhere.refresh()
    await elsewhere.whole()
    assert best(elsewhere, TUNNEL) is not None


async def test_the_file_of_another_program_is_not_used(
    base: ConversationBase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await store(base, published())
    await write_index(base, tmp_path / "index")
    monkeypatch.setattr(index_file, "program", lambda: "a later one")
    assert len(await open_index(base, tmp_path / "index")) == 0


@pytest.mark.parametrize("content", [None, b"", b"no index", b"PK\x03\x04 cut"])
async def test_a_broken_file_is_no_obstacle(
    base: ConversationBase, tmp_path: Path, content: bytes | None
) -> None:
    if content is not None:
        (tmp_path / "index").write_bytes(content)
    await store(base, published())
    index = await open_index(base, tmp_path / "index")
    await index.refresh()
    assert best(index, BRIDGE) is not None


async def test_a_file_that_cannot_be_written_is_told(
    base: ConversationBase, tmp_path: Path
) -> None:
    (tmp_path / "folder").write_text("a file")
    with pytest.raises(StoreUnavailable, match="name another"):
        await write_index(base, tmp_path / "folder" / "index")


async def test_while_the_base_is_away_its_facts_are_waited_for(
    memory: ConversationBase, tmp_path: Path
) -> None:
    bridge = published()
    await store(memory, bridge)
    await write_index(memory, tmp_path / "index")
    flaky = FlakyBase(memory)
    index = await open_index(flaky, tmp_path / "index", again=0)
    flaky.away = True
    with pytest.raises(StoreUnavailable):
        await index.find(bridge.id)
    filling = asyncio.create_task(index.fill())
    await asyncio.sleep(0)
    assert not filling.done()
    flaky.away = False
    await filling
    assert index.fact(bridge.id) == bridge


async def test_nobodys_file_is_written_over(base: ConversationBase, tmp_path: Path) -> None:
    await store(base, published())
    (tmp_path / "notes.txt").write_text("buy milk")
    for name in ("notes.txt", ""):
        with pytest.raises(StoreUnavailable, match="is no index"):
            await write_index(base, tmp_path / name)
    assert (tmp_path / "notes.txt").read_text() == "buy milk"
    (tmp_path / "index").touch()
    for _ in range(2):
        assert await write_index(base, tmp_path / "index") == 1
