"""What every store must do, run over memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, assume, given, settings

from factbase.errors import CommunityNotFound, FactNotFound
from factbase.model import (
    Audience,
    Example,
    Fact,
    LocalText,
    PartialDate,
    Stance,
    Status,
    Verdict,
    Wording,
)
from factbase.model.history import changed_fields
from factbase.ports import FactBase
from tests.builders import a_community, a_fact, a_source, a_statement
from tests.contracts.storing import EVERY_STATUS, HARBOUR, PUBLIC, saved, stored
from tests.strategies import facts


def rich_fact() -> Fact:
    return a_fact(
        "bridge-closed",
        scope="harbour",
        claim=LocalText.of({"ru": "Мост закрыт навсегда", "en": "The bridge is closed for good"}),
        summary=LocalText.of({"ru": "Начальник порта отрицает.", "en": "It is denied."}),
        verdict=Verdict.OVERTAKEN,
        status=Status.PUBLISHED,
        wordings=(Wording("Bridge shut\nforever 🌉"), Wording("المعبر مغلق", "ar")),
        statements=(
            a_statement(said=PartialDate(2025, 3, exact=False), quoted=True),
            a_statement(
                "The crossing was closed.",
                Stance.DEVELOPMENT,
                said=PartialDate(2025, 4, 2),
                source=a_source(url="", published=PartialDate(2025), title="Court's ruling"),
            ),
        ),
        topics=("traffic", "harbour"),
        examples=(Example("is the bridge closed?", matches=True), Example("bridge", matches=False)),
        appearances=("https://rumour.example/bridge",),
        review_by=date(2026, 6, 1),
        created=datetime(2025, 3, 2, 8, 15, 30, 123456, tzinfo=timezone(timedelta(hours=5))),
    )


class TestRoundTrip:
    async def test_everything_a_fact_holds_comes_back(self, base: FactBase) -> None:
        fact = rich_fact()
        await stored(base, a_community(), fact)
        async with base.begin() as unit:
            assert await unit.facts.get("bridge-closed", HARBOUR) == fact
            assert await unit.facts.by_id(fact.id) == fact
            (version,) = await unit.facts.history(fact.id)
        assert version.fact == fact

    async def test_moments_come_back_in_utc(self, base: FactBase) -> None:
        await stored(base, a_community(), rich_fact())
        async with base.begin() as unit:
            fact = await unit.facts.get("bridge-closed", HARBOUR)
        assert fact.created.astimezone(UTC) == datetime(2025, 3, 2, 3, 15, 30, 123456, tzinfo=UTC)
        assert fact.created.tzinfo is not None

    @settings(
        max_examples=25,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(before=facts(), after=facts())
    async def test_any_fact_and_its_next_version_come_back(
        self, base: FactBase, before: Fact, after: Fact
    ) -> None:
        fact_id = str(uuid4())
        before = replace(before, id=fact_id, slug=fact_id)
        after = replace(
            after,
            id=fact_id,
            slug=fact_id,
            version=2,
            created=before.created,
            created_by=before.created_by,
        )
        assume(changed_fields(before, after))
        await stored(base, before)
        async with base.begin() as unit:
            assert await unit.facts.by_id(fact_id) == before
        await saved(base, after)
        async with base.begin() as unit:
            assert await unit.facts.by_id(fact_id) == after
            assert [old.fact for old in await unit.facts.history(fact_id)] == [before, after]


class TestVisibility:
    async def test_a_community_sees_its_own_fact_before_the_global_one(
        self, base: FactBase
    ) -> None:
        general, own = a_fact("bridge"), a_fact("bridge", scope="harbour")
        await stored(base, a_community(), general, own)
        async with base.begin() as unit:
            assert await unit.facts.get("bridge", HARBOUR) == own
            assert await unit.facts.get("bridge", PUBLIC) == general

    async def test_facts_of_other_communities_do_not_exist(self, base: FactBase) -> None:
        await stored(base, a_community(), a_community("valley"), a_fact("bridge", scope="harbour"))
        async with base.begin() as unit:
            for audience in (PUBLIC, Audience("valley")):
                with pytest.raises(FactNotFound):
                    await unit.facts.get("bridge", audience)
                assert await unit.facts.list(audience, statuses=EVERY_STATUS) == ()

    async def test_by_id_knows_no_scope(self, base: FactBase) -> None:
        fact = a_fact(scope="harbour")
        await stored(base, a_community(), fact)
        async with base.begin() as unit:
            assert await unit.facts.by_id(fact.id) == fact

    async def test_what_is_absent_is_not_found(self, base: FactBase) -> None:
        async with base.begin() as unit:
            with pytest.raises(FactNotFound):
                await unit.facts.get("nothing", PUBLIC)
            with pytest.raises(FactNotFound):
                await unit.facts.by_id("nothing")
            with pytest.raises(FactNotFound):
                await unit.facts.history("nothing")
            with pytest.raises(CommunityNotFound):
                await unit.communities.get("nowhere")


class TestListing:
    async def test_by_slug_then_scope_as_their_bytes_sort(self, base: FactBase) -> None:
        # A locale would put a-b behind a0 or ab; bytes put the hyphen first.
        slugs = ["ab", "a-b", "a0", "a", "b"]
        await stored(
            base, a_community(), *(a_fact(slug) for slug in slugs), a_fact("ab", scope="harbour")
        )
        async with base.begin() as unit:
            found = await unit.facts.list(HARBOUR, statuses=EVERY_STATUS)
        assert [(fact.slug, fact.scope) for fact in found] == [
            ("a", ""),
            ("a-b", ""),
            ("a0", ""),
            ("ab", ""),
            ("ab", "harbour"),
            ("b", ""),
        ]

    async def test_pages_meet_without_gap_or_overlap(self, base: FactBase) -> None:
        await stored(base, a_community())
        await stored(base, *(a_fact(f"fact-{n:02}") for n in range(7)))
        await stored(base, *(a_fact(f"fact-{n:02}", scope="harbour") for n in range(3)))
        seen: list[tuple[str, str]] = []
        async with base.begin() as unit:
            while True:
                page = await unit.facts.list(
                    HARBOUR, statuses=EVERY_STATUS, after=seen[-1] if seen else None, limit=3
                )
                if not page:
                    break
                assert len(page) <= 3
                seen += [(fact.slug, fact.scope) for fact in page]
        assert len(seen) == 10
        assert seen == sorted(set(seen))

    async def test_only_published_facts_unless_asked_for_others(self, base: FactBase) -> None:
        await stored(base, *(a_fact(f"is-{status}", status=status) for status in Status))
        async with base.begin() as unit:
            assert [fact.slug for fact in await unit.facts.list(PUBLIC)] == ["is-published"]
            others = await unit.facts.list(PUBLIC, statuses=(Status.PROPOSED, Status.RETIRED))
            assert [fact.slug for fact in others] == ["is-proposed", "is-retired"]
            assert await unit.facts.list(PUBLIC, statuses=()) == ()

    async def test_by_topic(self, base: FactBase) -> None:
        await stored(
            base,
            a_fact("one", topics=("traffic", "harbour")),
            a_fact("two", topics=("weather",)),
            a_fact("three", topics=("harbour",)),
        )
        async with base.begin() as unit:
            found = await unit.facts.list(PUBLIC, statuses=EVERY_STATUS, topic="harbour")
        assert [fact.slug for fact in found] == ["one", "three"]
