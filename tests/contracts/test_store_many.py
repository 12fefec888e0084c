"""Many facts at once, run over memory, SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from factbase.errors import Conflict, SlugTaken
from factbase.model import Origin, Status
from factbase.ports import FactBase
from tests.builders import a_change, a_community, a_fact
from tests.contracts.storing import EVERY_STATUS, HARBOUR, PUBLIC, next_version, saved, stored

ORIGIN = Origin("Quay Checkers", "https://quay.example/1", "Pants on Fire!")


class TestAddingMany:
    async def test_all_are_there_with_their_first_version(
        self, base: FactBase, other_base: FactBase
    ) -> None:
        facts = [a_fact(f"fact-{number}", origin=ORIGIN) for number in range(30)]
        async with base.begin() as unit:
            await unit.facts.add_all(facts, a_change())
            await unit.commit()
        async with other_base.begin() as unit:
            assert list(await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)) == sorted(
                facts, key=lambda fact: fact.slug
            )
            (version,) = await unit.facts.history(facts[7].id)
            assert version.fact == facts[7]
            assert "origin" in version.changed
            changes = await unit.facts.changes(0)
            assert changes.revision == await unit.facts.revision()
            assert len(changes.facts) == 30

    async def test_none_when_one_can_not_be_stored(self, base: FactBase) -> None:
        await stored(base, a_fact("bridge", id="first"))
        fresh = [a_fact("tunnel"), a_fact("bridge", id="second")]
        async with base.begin() as unit:
            with pytest.raises(SlugTaken):
                await unit.facts.add_all(fresh, a_change())
            await unit.facts.add(a_fact("ferry"), a_change())
            await unit.commit()
        async with base.begin() as unit:
            found = await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)
            assert [fact.slug for fact in found] == ["bridge", "ferry"]

    async def test_a_community_that_is_not_there(self, base: FactBase) -> None:
        async with base.begin() as unit:
            with pytest.raises(Conflict):
                await unit.facts.add_all(
                    [a_fact("tunnel"), a_fact("bridge", scope="nowhere")], a_change()
                )

    async def test_nothing_to_add(self, base: FactBase) -> None:
        async with base.begin() as unit:
            await unit.facts.add_all([], a_change())
            await unit.commit()
            assert await unit.facts.revision() == 0


class TestKnown:
    async def test_those_that_are_stored_whatever_their_scope(self, base: FactBase) -> None:
        mine = a_fact("bridge", scope=HARBOUR.community)
        await stored(base, a_community(), mine, a_fact("tunnel"))
        async with base.begin() as unit:
            known = await unit.facts.known([mine.id, "nobody", a_fact("tunnel").id])
            assert known == {mine.id: mine, a_fact("tunnel").id: a_fact("tunnel")}
            assert await unit.facts.known([]) == {}


class TestWhatWasAdded:
    async def test_origin_merging_and_asking_survive(self, base: FactBase) -> None:
        fact = a_fact(origin=ORIGIN, asked_only=True)
        await stored(base, fact)
        gone = next_version(fact, status=Status.RETIRED, merged_into="elsewhere")
        await saved(base, gone)
        async with base.begin() as unit:
            assert await unit.facts.by_id(fact.id) == gone
            first, second = await unit.facts.history(fact.id)
            assert (first.fact, second.fact) == (fact, gone)
            assert set(second.changed) == {"status", "merged_into"}
