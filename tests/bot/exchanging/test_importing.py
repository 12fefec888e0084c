"""Feeds of reviews in batches: nothing twice, nothing half, nothing changed by a dry run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.errors import NotAllowed
from bot.exchanging.importing import How, Imported, Importing, ImportResult
from bot.permissions import Actor, Role
from factbase import life
from factbase.model import Fact, Origin, Status, Verdict
from factbase.ports import FactBase
from tests.builders import a_change, a_fact, a_statement
from tests.contracts.storing import EVERY_STATUS, PUBLIC, stored
from tests.fakes import StandingClock

MIRA = Actor.operator("console:mira")


def reviews(count: int = 7) -> list[Fact]:
    return [
        a_fact(
            f"review-{number}",
            claim=f"Ship {number} sank",
            verdict=Verdict.FALSE,
            statements=(a_statement(),),
            origin=Origin("Quay Checkers", f"https://quay.example/{number}"),
        )
        for number in range(count)
    ]


@pytest.fixture
def importing(base: FactBase, clock: StandingClock) -> Importing:
    return Importing(base, clock)


async def taken(
    importing: Importing, facts: Sequence[Fact], how: How | None = None
) -> list[ImportResult]:
    found = importing.take_each(MIRA, facts, "feed", how or How(batch=3))
    return [result async for result in found]


def outcomes(results: list[ImportResult]) -> Counter[Imported]:
    return Counter(result.outcome for result in results)


async def held(base: FactBase) -> dict[str, Fact]:
    async with base.begin() as unit:
        found = await unit.facts.list(PUBLIC, statuses=EVERY_STATUS)
    return {fact.slug: fact for fact in found}


async def test_in_batches(importing: Importing, base: FactBase) -> None:
    results = await taken(importing, reviews())
    assert [result.slug for result in results] == [fact.slug for fact in reviews()]
    assert outcomes(results) == {Imported.ADDED: 7}
    assert {fact.status for fact in (await held(base)).values()} == {Status.PUBLISHED}


async def test_again_changes_nothing(importing: Importing, base: FactBase) -> None:
    await taken(importing, reviews())
    async with base.begin() as unit:
        before = await unit.facts.revision()
    assert outcomes(await taken(importing, reviews())) == {Imported.UNCHANGED: 7}
    async with base.begin() as unit:
        assert await unit.facts.revision() == before


async def test_what_changed_is_corrected_under_its_id(importing: Importing, base: FactBase) -> None:
    await taken(importing, reviews())
    changed = [replace(reviews()[2], verdict=Verdict.TRUE, statements=()), *reviews()[3:]]
    changed[1] = replace(changed[1], verdict=Verdict.MISLEADING)
    results = await taken(importing, changed)
    assert outcomes(results) == {
        Imported.REJECTED: 1,
        Imported.CORRECTED: 1,
        Imported.UNCHANGED: 3,
    }
    kept = await held(base)
    assert (kept["review-3"].verdict, kept["review-3"].version) == (Verdict.MISLEADING, 2)
    assert kept["review-2"].verdict is Verdict.FALSE


async def test_one_taken_slug_costs_only_its_own_review(
    importing: Importing, base: FactBase
) -> None:
    await stored(base, a_fact("review-1", id="somebody-else", scope=""))
    other = [replace(fact, id=f"{fact.id}-{fact.slug}") for fact in reviews(3)]
    results = await taken(importing, other)
    # The slug names a fact already: it is corrected, and the others are added.
    assert outcomes(results) == {Imported.ADDED: 2, Imported.CORRECTED: 1}


async def test_drafts_wait(importing: Importing, base: FactBase) -> None:
    await taken(importing, reviews(2), How(publish=False, batch=5))
    assert {fact.status for fact in (await held(base)).values()} == {Status.PROPOSED}


async def test_a_dry_run_tells_and_changes_nothing(importing: Importing, base: FactBase) -> None:
    for batch in (1, 3):
        results = await taken(importing, reviews(), How(batch=batch, dry=True))
        assert outcomes(results) == {Imported.ADDED: 7}
        assert await held(base) == {}


async def test_what_may_not_be_published_is_rejected(importing: Importing, base: FactBase) -> None:
    facts = [replace(reviews()[0], statements=()), *reviews()[1:3]]
    results = await taken(importing, facts)
    assert results[0].outcome is Imported.REJECTED
    assert results[0].reason.startswith("can't be published: it lacks a statement with its source")
    assert sorted(await held(base)) == ["review-1", "review-2"]


async def test_who_may_not_import_changes_nothing(importing: Importing, base: FactBase) -> None:
    moderator = Actor("discord:1", Role.MODERATOR)
    with pytest.raises(NotAllowed):
        async for _ in importing.take_each(moderator, reviews(), "feed", How(batch=3)):
            pass
    assert await held(base) == {}


async def test_a_review_that_moderators_retired_stays_retired(
    importing: Importing, base: FactBase
) -> None:
    await taken(importing, reviews(2))
    fact = (await held(base))["review-0"]
    async with base.begin() as unit:
        await unit.facts.save(life.retire(fact, a_change()), a_change())
        await unit.commit()
    again = outcomes(await taken(importing, reviews(2)))
    assert again == {Imported.UNCHANGED: 1, Imported.RETIRED: 1}
    assert (await held(base))["review-0"].status is Status.RETIRED
