"""Versions, history and what lasts, run over memory, SQLite and PostgreSQL."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from factbase.errors import FactNotFound, SlugTaken, StaleFact
from factbase.model import (
    Status,
    Verdict,
)
from factbase.ports import FactBase
from tests.builders import NOON, a_change, a_community, a_fact
from tests.contracts.storing import (
    EVERY_STATUS,
    PUBLIC,
    add_and_commit,
    next_version,
    same_again,
    save_and_commit,
    saved,
    stored,
)


class TestVersions:
    async def test_a_save_starts_from_the_newest_version(self, base: FactBase) -> None:
        fact = a_fact()
        await stored(base, fact)
        await saved(base, next_version(fact, verdict=Verdict.FALSE))
        async with base.begin() as unit:
            with pytest.raises(StaleFact) as refused:
                await unit.facts.save(next_version(fact, verdict=Verdict.TRUE), a_change())
        assert (refused.value.slug, refused.value.expected) == (fact.slug, 1)

    async def test_a_save_skips_no_version(self, base: FactBase) -> None:
        fact = a_fact()
        await stored(base, fact)
        async with base.begin() as unit:
            with pytest.raises(StaleFact):
                await unit.facts.save(replace(fact, version=3), a_change())

    async def test_what_was_never_added_can_not_be_saved(self, base: FactBase) -> None:
        async with base.begin() as unit:
            with pytest.raises(FactNotFound):
                await unit.facts.save(next_version(a_fact()), a_change())

    async def test_a_save_that_changes_nothing_leaves_everything_as_it_was(
        self, base: FactBase, other_base: FactBase
    ) -> None:
        fact = a_fact()
        await stored(base, fact)
        later = a_change(by="discord:7", why="pressed save", at=NOON + timedelta(days=1))
        same = replace(same_again(fact), updated=later.at, updated_by=later.by)
        async with base.begin() as unit:
            before = await unit.facts.revision()
            assert await unit.facts.save(same, later) == fact
            changed = next_version(fact, verdict=Verdict.FALSE)
            assert await unit.facts.save(changed, later) == changed
            assert await unit.facts.save(same_again(changed), later) == changed
            await unit.commit()
        await saved(base, same_again(changed), later)
        async with other_base.begin() as unit:
            assert await unit.facts.by_id(fact.id) == changed
            assert await unit.facts.standing(fact.id) == (2, fact.status)
            assert [one.fact for one in await unit.facts.history(fact.id)] == [fact, changed]
            assert await unit.facts.revision() == before + 1
            assert (await unit.facts.changes(before + 1)).facts == ()

    async def test_a_save_that_changes_nothing_starts_from_the_newest_version_all_the_same(
        self, base: FactBase
    ) -> None:
        fact = a_fact()
        await stored(base, fact)
        async with base.begin() as unit:
            with pytest.raises(StaleFact):
                await unit.facts.save(replace(fact, version=3), a_change())

    async def test_of_two_who_read_the_same_version_the_second_is_refused(
        self, base: FactBase, other_base: FactBase
    ) -> None:
        await stored(base, a_fact())
        async with base.begin() as first, other_base.begin() as second:
            mine = await first.facts.get("bridge-closed", PUBLIC)
            theirs = await second.facts.get("bridge-closed", PUBLIC)
            await first.facts.save(next_version(mine, verdict=Verdict.FALSE), a_change())
            await first.commit()
            with pytest.raises(StaleFact):
                await save_and_commit(second, next_version(theirs, verdict=Verdict.TRUE))
        async with base.begin() as unit:
            kept = await unit.facts.get("bridge-closed", PUBLIC)
            assert (kept.version, kept.verdict) == (2, Verdict.FALSE)
            assert len(await unit.facts.history(kept.id)) == 2

    async def test_two_who_take_the_same_slug_at_once_do_not_both_get_it(
        self, base: FactBase, other_base: FactBase
    ) -> None:
        async with base.begin() as first, other_base.begin() as second:
            assert await second.facts.list(PUBLIC) == ()
            await first.facts.add(a_fact("bridge", id="first"), a_change())
            await first.commit()
            with pytest.raises(SlugTaken):
                await add_and_commit(second, a_fact("bridge", id="second"))

    async def test_two_who_change_different_facts_both_succeed(
        self, base: FactBase, other_base: FactBase
    ) -> None:
        await stored(base, a_fact("bridge"), a_fact("tunnel"))
        async with base.begin() as first, other_base.begin() as second:
            bridge = await first.facts.get("bridge", PUBLIC)
            tunnel = await second.facts.get("tunnel", PUBLIC)
            await first.facts.save(next_version(bridge, verdict=Verdict.FALSE), a_change())
            await first.commit()
            await save_and_commit(second, next_version(tunnel, verdict=Verdict.TRUE))
        async with base.begin() as unit:
            assert (await unit.facts.get("bridge", PUBLIC)).verdict is Verdict.FALSE
            assert (await unit.facts.get("tunnel", PUBLIC)).verdict is Verdict.TRUE


class TestHistory:
    async def test_who_when_why_and_what_changed(self, base: FactBase) -> None:
        fact = a_fact(wordings=(), topics=())
        await stored(base, fact)
        later = a_change(by="discord:7", why="the court ruled", at=NOON + timedelta(days=1))
        corrected = next_version(
            fact,
            verdict=Verdict.FALSE,
            topics=("traffic",),
            updated=later.at,
            updated_by=later.by,
        )
        await saved(base, corrected, later)
        await saved(base, next_version(corrected, status=Status.RETIRED))
        async with base.begin() as unit:
            first, second, third = await unit.facts.history(fact.id)
        assert first.fact == fact
        assert set(first.changed) == {"slug", "claim", "verdict", "summary", "statements", "status"}
        assert (second.fact, second.change) == (corrected, later)
        assert set(second.changed) == {"verdict", "topics"}
        assert third.changed == ("status",)
        assert third.fact.status is Status.RETIRED


class TestLasting:
    async def test_nothing_without_commit(self, base: FactBase, other_base: FactBase) -> None:
        async with base.begin() as unit:
            await unit.communities.put(a_community())
            await unit.facts.add(a_fact(), a_change())
            assert await unit.facts.get("bridge-closed", PUBLIC) == a_fact()
            async with other_base.begin() as elsewhere:
                with pytest.raises(FactNotFound):
                    await elsewhere.facts.get("bridge-closed", PUBLIC)
                assert await elsewhere.facts.revision() == 0
        async with base.begin() as unit:
            assert await unit.facts.list(PUBLIC, statuses=EVERY_STATUS) == ()
            assert await unit.communities.list() == ()
            assert (await unit.facts.changes(0)).facts == ()
            assert await unit.facts.revision() == 0

    async def test_nothing_after_an_exception(self, base: FactBase) -> None:
        await stored(base, a_fact("bridge"))

        async def fail_halfway() -> None:
            async with base.begin() as unit:
                await unit.facts.save(next_version(a_fact("bridge"), slug="gone"), a_change())
                await unit.facts.add(a_fact("tunnel"), a_change())
                raise KeyError("somebody's mistake")

        with pytest.raises(KeyError, match="mistake"):
            await fail_halfway()
        async with base.begin() as unit:
            assert await unit.facts.get("bridge", PUBLIC) == a_fact("bridge")
            assert len(await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)) == 1

    async def test_nothing_after_an_interrupt(self, base: FactBase, other_base: FactBase) -> None:
        halfway = asyncio.Event()

        async def never_finish() -> None:
            async with base.begin() as unit:
                await unit.facts.add(a_fact("bridge"), a_change())
                halfway.set()
                await asyncio.Event().wait()

        working = asyncio.create_task(never_finish())
        await halfway.wait()
        working.cancel()
        with pytest.raises(asyncio.CancelledError):
            await working
        await stored(other_base, a_fact("tunnel"))
        async with base.begin() as unit:
            found = await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)
        assert [fact.slug for fact in found] == ["tunnel"]

    async def test_a_unit_keeps_its_view_while_others_commit(
        self, base: FactBase, other_base: FactBase
    ) -> None:
        await stored(base, a_fact())
        async with base.begin() as reader:
            before = await reader.facts.get("bridge-closed", PUBLIC)
            revision = await reader.facts.revision()
            await saved(other_base, next_version(before, wordings=(), verdict=Verdict.FALSE))
            assert await reader.facts.get("bridge-closed", PUBLIC) == before
            assert await reader.facts.revision() == revision
        async with base.begin() as reader:
            assert (await reader.facts.get("bridge-closed", PUBLIC)).verdict is Verdict.FALSE

    async def test_a_unit_may_go_on_after_its_commit(self, base: FactBase) -> None:
        async with base.begin() as unit:
            await unit.facts.add(a_fact("bridge"), a_change())
            await unit.commit()
            await unit.facts.add(a_fact("tunnel"), a_change())
            await unit.commit()
            await unit.facts.add(a_fact("ferry"), a_change())
        async with base.begin() as unit:
            found = await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)
        assert [fact.slug for fact in found] == ["bridge", "tunnel"]
