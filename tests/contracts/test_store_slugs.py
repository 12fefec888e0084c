"""Slugs and communities, run over memory, SQLite and PostgreSQL."""

from __future__ import annotations

import pytest

from factbase.errors import CommunityNotFound, Conflict, FactNotFound, SlugTaken
from factbase.model import (
    Community,
    Status,
)
from factbase.ports import FactBase
from tests.builders import a_change, a_community, a_fact
from tests.contracts.storing import EVERY_STATUS, PUBLIC, next_version, saved, stored


class TestSlugs:
    async def test_taken_within_the_scope(self, base: FactBase) -> None:
        await stored(base, a_fact("bridge"))
        async with base.begin() as unit:
            with pytest.raises(SlugTaken) as refused:
                await unit.facts.add(a_fact("bridge", id="another"), a_change())
        assert refused.value.slug == "bridge"

    async def test_taken_by_a_retired_fact_too(self, base: FactBase) -> None:
        await stored(base, a_fact("bridge", status=Status.RETIRED))
        async with base.begin() as unit:
            with pytest.raises(SlugTaken):
                await unit.facts.add(a_fact("bridge", id="another"), a_change())

    async def test_a_correction_may_not_take_one(self, base: FactBase) -> None:
        await stored(base, a_fact("bridge"), a_fact("tunnel"))
        async with base.begin() as unit:
            with pytest.raises(SlugTaken):
                await unit.facts.save(next_version(a_fact("tunnel"), slug="bridge"), a_change())

    async def test_a_slug_that_was_given_up_is_free(self, base: FactBase) -> None:
        await stored(base, a_fact("bridge", id="first"))
        await saved(base, next_version(a_fact("bridge", id="first"), slug="old-bridge"))
        await stored(base, a_fact("bridge", id="second"))
        async with base.begin() as unit:
            assert (await unit.facts.get("bridge", PUBLIC)).id == "second"
            assert (await unit.facts.get("old-bridge", PUBLIC)).id == "first"

    async def test_a_refused_fact_leaves_the_rest_of_the_unit_alone(self, base: FactBase) -> None:
        await stored(base, a_fact("bridge"))
        async with base.begin() as unit:
            await unit.facts.add(a_fact("ferry"), a_change())
            with pytest.raises(SlugTaken):
                await unit.facts.add(a_fact("bridge", id="another"), a_change())
            await unit.facts.add(a_fact("tunnel"), a_change())
            await unit.commit()
        async with base.begin() as unit:
            found = await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)
            assert [fact.slug for fact in found] == ["bridge", "ferry", "tunnel"]
            with pytest.raises(FactNotFound):
                await unit.facts.history("another")

    async def test_an_id_is_stored_once(self, base: FactBase) -> None:
        await stored(base, a_fact("bridge", id="one"))
        async with base.begin() as unit:
            with pytest.raises(Conflict, match="id"):
                await unit.facts.add(a_fact("tunnel", id="one"), a_change())


class TestCommunities:
    async def test_put_get_rename_list(self, base: FactBase) -> None:
        await stored(base, a_community("valley", "Valley"), a_community("harbour", "Harbor"))
        await stored(base, a_community("harbour", "Harbour"))
        async with base.begin() as unit:
            assert await unit.communities.get("harbour") == Community("harbour", "Harbour")
            assert [one.id for one in await unit.communities.list()] == ["harbour", "valley"]

    async def test_facts_belong_to_a_community_that_exists(self, base: FactBase) -> None:
        async with base.begin() as unit:
            with pytest.raises(CommunityNotFound) as refused:
                await unit.facts.add(a_fact(scope="nowhere"), a_change())
            assert refused.value.community_id == "nowhere"
            await unit.communities.put(a_community("nowhere"))
            await unit.facts.add(a_fact(scope="nowhere"), a_change())
            await unit.commit()
