"""What every store must do, run over memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from factbase.errors import CommunityNotFound, Conflict, FactNotFound, SlugTaken, StaleFact
from factbase.model import (
    Audience,
    Change,
    Community,
    Example,
    Fact,
    LocalText,
    PartialDate,
    Stance,
    Status,
    Verdict,
    Wording,
)
from factbase.ports import FactBase, UnitOfWork
from tests.builders import NOON, a_change, a_community, a_fact, a_source, a_statement
from tests.strategies import facts

PUBLIC = Audience()
HARBOUR = Audience("harbour")
EVERY_STATUS = tuple(Status)


async def stored(base: FactBase, *given: Fact | Community) -> None:
    """Put these in the base and commit."""
    async with base.begin() as unit:
        for value in given:
            if isinstance(value, Community):
                await unit.communities.put(value)
            else:
                await unit.facts.add(value, a_change())
        await unit.commit()


async def saved(base: FactBase, fact: Fact, change: Change | None = None) -> None:
    async with base.begin() as unit:
        await unit.facts.save(fact, change or a_change())
        await unit.commit()


def next_version(fact: Fact, **changed: object) -> Fact:
    return replace(fact, version=fact.version + 1, **changed)  # type: ignore[arg-type] # any field


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


async def save_and_commit(unit: UnitOfWork, fact: Fact) -> None:
    # A store may see a conflict when the change is made, or not before the commit.
    await unit.facts.save(fact, a_change())
    await unit.commit()


async def add_and_commit(unit: UnitOfWork, fact: Fact) -> None:
    await unit.facts.add(fact, a_change())
    await unit.commit()


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
