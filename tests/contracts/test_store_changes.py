"""Revisions, changes and following, run over memory, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factbase.model import (
    Fact,
    Status,
    Verdict,
)
from factbase.ports import FactBase
from tests.builders import a_change, a_community, a_fact
from tests.contracts.storing import next_version, saved, stored

PATIENCE = 60.0
"""Seconds until a test gives up waiting for what should come at once."""


class TestRevision:
    async def test_starts_at_none_and_grows_with_every_commit(self, base: FactBase) -> None:
        seen = []
        fact = a_fact()
        for step in range(4):
            async with base.begin() as unit:
                seen.append(await unit.facts.revision())
            if step == 0:
                await stored(base, fact)
            else:
                fact = next_version(fact)
                await saved(base, fact)
        assert seen[0] == 0
        assert seen == sorted(set(seen))

    async def test_changes_tell_each_fact_once_oldest_change_first(self, base: FactBase) -> None:
        await stored(base, a_fact("a"), a_fact("b"), a_fact("c"))
        await saved(base, next_version(a_fact("a"), verdict=Verdict.TRUE))
        async with base.begin() as unit:
            told = await unit.facts.changes(0)
            assert [fact.slug for fact in told.facts] == ["b", "c", "a"]
            assert told.facts[-1].verdict is Verdict.TRUE
            assert told.revision == await unit.facts.revision()
            assert (await unit.facts.changes(told.revision)).facts == ()
            assert (await unit.facts.changes(told.revision)).revision == told.revision

    async def test_each_revision_has_a_mark_of_its_own_that_stays(self, base: FactBase) -> None:
        await stored(base, a_fact("a"))
        async with base.begin() as unit:
            first = await unit.facts.revision()
            mark = await unit.facts.mark(first)
        await saved(base, next_version(a_fact("a"), verdict=Verdict.TRUE))
        async with base.begin() as unit:
            newest = await unit.facts.revision()
            assert await unit.facts.mark(first) == mark != ""
            assert await unit.facts.mark(newest) not in {mark, ""}
            assert await unit.facts.mark(newest + 1) == ""

    async def test_changes_hold_every_scope_and_status(self, base: FactBase) -> None:
        fact = a_fact("bridge", status=Status.PUBLISHED)
        await stored(base, a_community(), fact, a_fact("private", scope="harbour"))
        async with base.begin() as unit:
            seen = (await unit.facts.changes(0)).revision
        await saved(base, next_version(fact, status=Status.RETIRED))
        async with base.begin() as unit:
            (retired,) = (await unit.facts.changes(seen)).facts
            everything = (await unit.facts.changes(0)).facts
        assert retired.status is Status.RETIRED
        assert {one.scope for one in everything} == {"", "harbour"}

    @settings(
        max_examples=10,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(limit=st.integers(1, 5), touched=st.lists(st.integers(0, 5), max_size=8))
    async def test_pages_of_changes_lose_nothing(
        self, base: FactBase, limit: int, touched: list[int]
    ) -> None:
        async with base.begin() as unit:
            start = await unit.facts.revision()
        some = [a_fact(f"f{n}-{uuid4().hex[:8]}") for n in range(6)]
        await stored(base, *some)
        for place in touched:
            some[place] = next_version(some[place])
            await saved(base, some[place])
        found: dict[str, Fact] = {}
        async with base.begin() as unit:
            since = start
            while (page := await unit.facts.changes(since, limit)).facts:
                assert len(page.facts) <= limit
                assert page.revision > since
                since = page.revision
                found |= {fact.slug: fact for fact in page.facts}
            assert since == await unit.facts.revision()
        assert found == {fact.slug: fact for fact in some}


class TestFollowing:
    async def test_first_the_present_revision_then_what_others_commit(
        self, base: FactBase, other_base: FactBase
    ) -> None:
        await stored(base, a_fact("bridge"))
        async with asyncio.timeout(PATIENCE):
            following = base.follow()
            present = await anext(following)
            await stored(other_base, a_fact("tunnel"))
            after_theirs = await anext(following)
            await stored(base, a_fact("ferry"))
            after_ours = await anext(following)
        assert 0 < present < after_theirs < after_ours
        async with base.begin() as unit:
            told = await unit.facts.changes(present)
        assert [fact.slug for fact in told.facts] == ["tunnel", "ferry"]
        await base.close()
        assert await anext(following, None) is None

    async def test_what_is_not_committed_is_not_told(
        self, base: FactBase, other_base: FactBase
    ) -> None:
        async with asyncio.timeout(PATIENCE):
            following = base.follow()
            assert await anext(following) == 0
            async with other_base.begin() as unit:
                await unit.facts.add(a_fact("given-up"), a_change())
            await stored(other_base, a_fact("kept"))
            await anext(following)
        async with base.begin() as unit:
            assert [fact.slug for fact in (await unit.facts.changes(0)).facts] == ["kept"]
        await base.close()
        assert await anext(following, None) is None

    async def test_closing_ends_those_who_wait(self, base: FactBase) -> None:
        waiting = asyncio.create_task(_last(base))
        async with asyncio.timeout(PATIENCE):
            await asyncio.sleep(0)
            await base.close()
            assert await waiting in {None, 0}


async def _last(base: FactBase) -> int | None:
    last = None
    async for revision in base.follow():
        last = revision
    return last
