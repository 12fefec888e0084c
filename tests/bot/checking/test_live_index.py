"""What is published can be found, nothing else, whoever changed it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.checking.live_index import LiveIndex, entry_of
from bot.ports import ConversationBase
from factbase import life
from factbase.matching.decision import Lane, Match
from factbase.matching.engine import Engine
from factbase.model import Audience, Example, Fact, Status, Wording
from tests.bot.rig import a_tunnel, published
from tests.builders import NOON, a_change, a_community, a_fact
from tests.contracts.conversing import conversation_base
from tests.stores import Store

PUBLIC = Audience()
LATER = NOON + timedelta(hours=1)
PATIENCE = 60.0
"""Seconds until a test gives up waiting for what should come at once."""


async def store(base: ConversationBase, *facts: Fact) -> None:
    async with base.begin() as unit:
        for fact in facts:
            add = unit.facts.add if fact.version == 1 else unit.facts.save
            await add(fact, a_change())
        await unit.commit()


def found(index: LiveIndex, text: str, audience: Audience = PUBLIC) -> str | None:
    decision = index.decide(text, Lane.ADDRESSED, audience)
    if not isinstance(decision, Match):
        return None
    fact = index.fact(decision.best.id)
    assert fact is not None
    return fact.slug


async def test_only_what_is_published_is_found(base: ConversationBase) -> None:
    bridge = a_fact()
    await store(base, bridge, a_tunnel())
    index = LiveIndex(base, Engine())
    assert len(index) == index.revision == 0
    revision = await index.refresh()
    assert (len(index), index.revision) == (1, revision)
    assert found(index, "Harbour bridge shut forever") is None
    bridge = life.publish(bridge, a_change())
    await store(base, bridge)
    await index.refresh()
    assert found(index, "Harbour bridge shut forever") == "bridge-closed"
    assert index.fact(bridge.id) == bridge
    await store(base, life.retire(bridge, a_change()))
    await index.refresh()
    assert found(index, "Harbour bridge shut forever") is None
    assert index.fact(bridge.id) is None
    assert found(index, "River tunnel under water") == "tunnel-flooded"


async def test_a_correction_replaces_the_wordings(base: ConversationBase) -> None:
    bridge = published(wordings=(Wording("Swimmers own the bay from now on"),))
    await store(base, bridge)
    index = LiveIndex(base, Engine())
    await index.refresh()
    assert found(index, "Swimmers own the bay from now on") == "bridge-closed"
    await store(base, replace(bridge, version=2, wordings=(Wording("Ferries run twice a day"),)))
    await index.refresh()
    assert found(index, "Ferries run twice a day") == "bridge-closed"
    assert found(index, "Swimmers own the bay from now on") is None


async def test_many_facts_come_in_batches_and_none_is_lost(memory: ConversationBase) -> None:
    await store(memory, *(published(f"bridge-{number}") for number in range(1_001)))
    index = LiveIndex(memory, Engine())
    await index.refresh()
    assert len(index) == 1_001


async def test_scopes_are_kept_apart(base: ConversationBase) -> None:
    async with base.begin() as unit:
        await unit.communities.put(a_community())
        await unit.commit()
    await store(base, published(scope="harbour"))
    index = LiveIndex(base, Engine())
    await index.refresh()
    text = "Harbour bridge shut forever"
    assert found(index, text) is None
    assert found(index, text, Audience("airport")) is None
    assert found(index, text, Audience("harbour")) == "bridge-closed"
    assert index.visible(PUBLIC) == ()
    assert index.nearest(text, PUBLIC, 5) == ()
    assert len(index.visible(Audience("harbour"))) == 1


def test_the_latest_change_comes_first_whatever_changed_meanwhile(
    memory: ConversationBase,
) -> None:
    index = LiveIndex(memory, Engine())
    old, new = (published(name, updated=at) for name, at in (("old", NOON), ("new", LATER)))
    index.take([new, old])
    assert index.visible(PUBLIC) == (new, old)
    assert index.visible(PUBLIC, 1) == (new,)
    changed = replace(old, updated=LATER + timedelta(hours=1), version=3)
    index.take([changed])
    assert index.visible(PUBLIC) == (changed, new)
    index.take([replace(new, status=Status.RETIRED)])
    assert index.visible(PUBLIC) == (changed,)


async def test_what_another_process_commits_is_followed(
    base: ConversationBase, home: Store
) -> None:
    other = await conversation_base(home, base)
    index = LiveIndex(base, Engine())
    await index.refresh()
    following = asyncio.create_task(index.follow())
    bridge = published()
    try:
        async with asyncio.timeout(PATIENCE):
            await store(other, bridge)
            while len(index) != 1:  # noqa: ASYNC110 - the index tells nobody that it grew
                await asyncio.sleep(0.005)
            await store(other, life.retire(bridge, a_change()))
            while len(index) != 0:  # noqa: ASYNC110 - likewise
                await asyncio.sleep(0.005)
    finally:
        following.cancel()
        await asyncio.gather(following, return_exceptions=True)
        if other is not base:
            await other.close()


def test_an_entry_holds_the_claim_first_and_its_own_examples() -> None:
    fact = a_fact(
        status=Status.PUBLISHED,
        wordings=(Wording("The harbour bridge is closed for good"), Wording("Мост закрыт", "ru")),
        examples=(Example("it is shut?", matches=True), Example("tunnel shut", matches=False)),
        appearances=("https://gazette.example/bridge-shut",),
    )
    entry = entry_of(fact)
    assert entry.wordings == ("The harbour bridge is closed for good", "Мост закрыт")
    assert entry.hits == ("it is shut?",)
    assert entry.misses == ("tunnel shut",)
    assert entry.appearances == ("https://gazette.example/bridge-shut",)
    assert "The bridge stays open." in entry.explanation


async def test_packing_changes_nothing_but_the_form(base: ConversationBase) -> None:
    engine = Engine()
    index = LiveIndex(base, engine)
    index.take([published(), a_tunnel()])
    before = index.nearest("the bridge", PUBLIC, 5)
    assert engine.index.postings.fresh
    await index.pack()
    assert not engine.index.postings.fresh
    assert index.nearest("the bridge", PUBLIC, 5) == before
