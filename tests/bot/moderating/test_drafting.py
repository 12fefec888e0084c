"""What is near a draft is shown, a person chooses, and nothing merges by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.checking.live_index import LiveIndex
from bot.checking.redirects import fact_called
from bot.errors import NotAllowed
from bot.moderating.drafting import Choice, Chosen, Drafting
from bot.moderating.moderation import Moderation
from bot.permissions import Actor, Role
from bot.storage.memory import MemoryConversationBase
from bot.unanswered.asking import PART_OF
from bot.unanswered.asking import Choice as Decided
from factbase.errors import FactNotFound, IllegalTransition
from factbase.matching.engine import Engine
from factbase.model import Audience, Example, Fact, Status, Wording
from tests.builders import a_change, a_community, a_fact, a_statement
from tests.fakes import StandingClock

PUBLIC = Audience()
MIRA = Actor.operator("console:mira")


@pytest.fixture
async def base() -> MemoryConversationBase:
    made = MemoryConversationBase()
    async with made.begin() as unit:
        await unit.communities.put(a_community())
        await unit.commit()
    return made


@pytest.fixture
def index(base: MemoryConversationBase) -> LiveIndex:
    return LiveIndex(base, Engine())


@pytest.fixture
def moderation(base: MemoryConversationBase, index: LiveIndex, clock: StandingClock) -> Moderation:
    return Moderation(base, index, clock)


@pytest.fixture
def drafting(base: MemoryConversationBase, index: LiveIndex, moderation: Moderation) -> Drafting:
    return Drafting(base, index, moderation)


def a_draft(**override: object) -> Fact:
    values = {"claim": "Harbour bridge shut for ever", "wordings": (Wording("Bridge gone!"),)}
    return a_fact("bridge-gone", **values | override)


async def published(moderation: Moderation, fact: Fact) -> Fact:
    await moderation.propose(MIRA, fact, "seen")
    return await moderation.publish(MIRA, fact.slug, Audience(fact.scope), "checked")


class TestNeighbours:
    async def test_best_first_with_scores(self, drafting: Drafting, moderation: Moderation) -> None:
        await published(moderation, a_fact())
        await published(moderation, a_fact("ferry", claim="The ferry sank", wordings=()))
        looked = await drafting.look(MIRA, a_draft())
        assert looked.neighbours[0].fact.slug == "bridge-closed"
        scores = [near.score for near in looked.neighbours]
        assert scores == sorted(scores, reverse=True)
        assert 0 < scores[0] <= 1

    async def test_proposals_count(self, drafting: Drafting, moderation: Moderation) -> None:
        await moderation.propose(MIRA, a_fact(), "seen")
        looked = await drafting.look(MIRA, a_draft())
        assert [near.fact.status for near in looked.neighbours] == [Status.PROPOSED]

    async def test_other_communities_do_not(
        self, drafting: Drafting, moderation: Moderation
    ) -> None:
        await published(moderation, a_fact(scope="harbour"))
        await moderation.propose(MIRA, a_fact("again", scope="harbour"), "seen")
        assert (await drafting.look(MIRA, a_draft())).neighbours == ()

    async def test_readers_see_no_proposals(self, drafting: Drafting) -> None:
        reader = Actor("discord:1", Role.READER, "harbour")
        with pytest.raises(NotAllowed):
            await drafting.look(reader, a_draft(scope="harbour"))


class TestChoices:
    async def test_a_new_fact_is_a_proposal(
        self, drafting: Drafting, moderation: Moderation
    ) -> None:
        await published(moderation, a_fact())
        saved = await drafting.save(MIRA, a_draft(), "seen")
        assert (saved.slug, saved.status) == ("bridge-gone", Status.PROPOSED)

    async def test_another_wording(self, drafting: Drafting, moderation: Moderation) -> None:
        before = await published(moderation, a_fact())
        chosen = Chosen(Choice.WORDING, "bridge-closed")
        after = await drafting.save(MIRA, a_draft(), "seen", chosen)
        texts = [wording.text for wording in after.wordings]
        assert texts == [
            "Harbour bridge shut forever",
            "Harbour bridge shut for ever",
            "Bridge gone!",
        ]
        assert after.statements == before.statements
        assert (after.id, after.version) == (before.id, before.version + 1)

    async def test_another_statement(self, drafting: Drafting, moderation: Moderation) -> None:
        before = await published(moderation, a_fact())
        said = a_statement("The mayor denied it too.")
        chosen = Chosen(Choice.STATEMENT, "bridge-closed")
        after = await drafting.save(MIRA, a_draft(statements=(said,)), "seen", chosen)
        assert after.statements == (*before.statements, said)
        assert after.wordings == before.wordings

    async def test_twice_adds_nothing_twice(
        self, drafting: Drafting, moderation: Moderation
    ) -> None:
        saved = await published(moderation, a_fact())
        for choice in (Choice.WORDING, Choice.STATEMENT) * 2:
            saved = await drafting.save(MIRA, a_draft(), "seen", Chosen(choice, "bridge-closed"))
        assert len(saved.wordings) == 3
        assert len(saved.statements) == 1

    async def test_a_part_from_who_may_only_propose_waits_for_a_moderator(
        self, base: MemoryConversationBase, drafting: Drafting, moderation: Moderation
    ) -> None:
        before = await published(moderation, a_fact(scope="harbour"))
        contributor = Actor("discord:1", Role.CONTRIBUTOR, "harbour")
        chosen = Chosen(Choice.WORDING, "bridge-closed")
        kept = await drafting.save(contributor, a_draft(scope="harbour"), "seen", chosen)
        assert (kept.slug, kept.status) == ("bridge-gone", Status.PROPOSED)
        async with base.begin() as unit:
            assert await unit.facts.by_id(before.id) == before
            (item,) = await unit.reviews.open("harbour", 5)
        assert (item.fact_id, item.data[PART_OF]) == (kept.id, "bridge-closed")
        assert item.choices[0] is Decided.JOIN

    async def test_parts_of_everybodys_facts_are_for_who_keeps_these(
        self, drafting: Drafting, moderation: Moderation
    ) -> None:
        await published(moderation, a_fact())
        moderator = Actor("discord:1", Role.MODERATOR, "harbour")
        chosen = Chosen(Choice.WORDING, "bridge-closed")
        with pytest.raises(NotAllowed):
            await drafting.save(moderator, a_draft(scope="harbour"), "seen", chosen)

    async def test_of_a_fact_that_is_not_there(self, drafting: Drafting) -> None:
        with pytest.raises(FactNotFound):
            await drafting.save(MIRA, a_draft(), "seen", Chosen(Choice.WORDING, "nothing"))


class TestMerging:
    async def test_both_histories_stay_and_the_slug_leads_on(
        self, base: MemoryConversationBase, index: LiveIndex, moderation: Moderation
    ) -> None:
        kept = await published(moderation, a_fact())
        gone = await published(
            moderation,
            a_draft(
                statements=(a_statement("The mayor denied it too."),),
                examples=(Example("Is the bridge gone?", matches=True),),
            ),
        )
        joined = await moderation.merge(MIRA, (gone.slug, kept.slug), PUBLIC, "the same claim")
        assert "Harbour bridge shut for ever" in [wording.text for wording in joined.wordings]
        assert len(joined.statements) == 2
        assert [example.text for example in joined.examples] == ["Is the bridge gone?"]
        async with base.begin() as unit:
            assert len(await unit.facts.history(gone.id)) == gone.version + 1
            assert len(await unit.facts.history(kept.id)) == kept.version + 1
            assert await fact_called(unit, gone.slug, PUBLIC) == joined
            retired = await unit.facts.by_id(gone.id)
        assert (retired.status, retired.merged_into) == (Status.RETIRED, kept.id)
        assert list(index.published) == [kept.id]

    async def test_in_a_chain(self, base: MemoryConversationBase, moderation: Moderation) -> None:
        for slug in ("one", "two", "three"):
            await published(moderation, a_fact(slug, claim=f"Claim {slug}", wordings=()))
        await moderation.merge(MIRA, ("one", "two"), PUBLIC, "same")
        await moderation.merge(MIRA, ("two", "three"), PUBLIC, "same")
        async with base.begin() as unit:
            assert (await fact_called(unit, "one", PUBLIC)).slug == "three"

    async def test_not_across_communities(self, moderation: Moderation) -> None:
        await published(moderation, a_fact())
        await published(moderation, a_draft(scope="harbour"))
        with pytest.raises(IllegalTransition, match="different communities"):
            await moderation.merge(
                MIRA, ("bridge-gone", "bridge-closed"), Audience("harbour"), "same"
            )

    async def test_not_with_itself_nor_with_what_is_retired(self, moderation: Moderation) -> None:
        await published(moderation, a_fact())
        await published(moderation, a_draft())
        with pytest.raises(IllegalTransition, match="same fact"):
            await moderation.merge(MIRA, ("bridge-gone", "bridge-gone"), PUBLIC, "same")
        await moderation.retire(MIRA, "bridge-closed", PUBLIC, "gone")
        with pytest.raises(IllegalTransition, match="retired"):
            await moderation.merge(MIRA, ("bridge-gone", "bridge-closed"), PUBLIC, "same")

    async def test_whoever_can_not_see_where_it_leads_finds_nothing(
        self, base: MemoryConversationBase
    ) -> None:
        secret = a_fact("secret", scope="harbour")
        lost = replace(a_fact("lost"), status=Status.RETIRED, merged_into=secret.id)
        async with base.begin() as unit:
            await unit.facts.add(secret, a_change())
            await unit.facts.add(lost, a_change())
            await unit.commit()
        async with base.begin() as unit:
            with pytest.raises(FactNotFound):
                await fact_called(unit, "lost", PUBLIC)
