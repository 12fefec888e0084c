"""Taking facts over: whole or not at all, and only into a scope of one's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import NotAllowed
from bot.importing import Imported
from bot.permissions import Actor, Role
from bot.ports import ConversationBase
from factbase.errors import IllegalTransition
from factbase.model import Audience, LocalText, Status, Verdict
from tests.bot.rig import a_bot, a_tunnel, published
from tests.builders import a_community, a_fact
from tests.fakes import StandingClock

OPERATOR = Actor.operator()
HARBOUR = Audience("harbour")
LOW = [Role.READER, Role.CONTRIBUTOR]
WHY = "looked into it"


def in_harbour(role: Role) -> Actor:
    return Actor("discord:ann", role, "harbour")


async def all_facts(base: ConversationBase) -> dict[str, tuple[Status, int]]:
    async with base.begin() as unit:
        found = await unit.facts.changes(0)
    return {fact.slug: (fact.status, fact.version) for fact in found.facts}


async def _stock(base: ConversationBase) -> None:
    async with base.begin() as unit:
        await unit.communities.put(a_community())
        await unit.communities.put(a_community("airport"))
        await unit.commit()


class TestImport:
    async def test_all_or_none(self, base: ConversationBase, clock: StandingClock) -> None:
        async with a_bot(base, clock) as bot:
            bad = a_fact("unfounded", statements=())
            with pytest.raises(IllegalTransition, match="unfounded"):
                await bot.moderation.take_all(OPERATOR, [a_fact(), bad], WHY)
            assert await all_facts(base) == {}
            assert len(bot.index) == 0
            results = await bot.moderation.take_all(OPERATOR, [a_fact()], WHY)
            assert [item.outcome for item in results] == [Imported.ADDED]
            assert len(bot.index) == 1

    async def test_each_whole_or_not_at_all(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        async with a_bot(base, clock, a_tunnel()) as bot:
            new = a_fact()
            corrected = a_tunnel(id="fresh", summary="It is dry.")
            bad = a_fact("unfounded", statements=())
            some = [bad, new, corrected, corrected]
            results = [one async for one in bot.moderation.take_each(OPERATOR, some, WHY)]
            assert [(item.slug, item.outcome.value) for item in results] == [
                ("unfounded", "rejected"),
                ("bridge-closed", "added"),
                ("tunnel-flooded", "corrected"),
                ("tunnel-flooded", "unchanged"),
            ]
            assert "a statement with its source" in results[0].reason
            known = {fact.slug: str(fact.summary) for fact in bot.index.visible(Audience())}
        assert known == {
            "bridge-closed": "The harbour master denies it.",
            "tunnel-flooded": "It is dry.",
        }
        assert await all_facts(base) == {
            "bridge-closed": (Status.PUBLISHED, 2),
            "tunnel-flooded": (Status.PUBLISHED, 2),
        }

    async def test_as_proposals(self, base: ConversationBase, clock: StandingClock) -> None:
        async with a_bot(base, clock) as bot:
            await bot.moderation.take_all(OPERATOR, [a_fact()], WHY, publish=False)
            assert len(bot.index) == 0
        assert await all_facts(base) == {"bridge-closed": (Status.PROPOSED, 1)}

    async def test_what_was_retired_stays_retired(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        async with a_bot(base, clock, published()) as bot:
            await bot.moderation.retire(OPERATOR, "bridge-closed", Audience(), WHY)
            changed = a_fact(id="new", claim=LocalText.of("The harbour bridge is shut"))
            with pytest.raises(IllegalTransition, match="retired"):
                await bot.moderation.take_all(OPERATOR, [changed], WHY)

    async def test_a_community_can_not_reach_a_fact_of_all_by_its_id(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        await _stock(base)
        shared = published()
        async with a_bot(base, clock, shared) as bot:
            theirs = replace(shared, scope="harbour", verdict=Verdict.UNPROVEN)
            taking = bot.moderation.take_each(in_harbour(Role.ADMIN), [theirs], WHY)
            assert [one.outcome async for one in taking] == [Imported.REJECTED]
            async with base.begin() as unit:
                assert await unit.facts.by_id(shared.id) == shared

    async def test_a_fact_of_a_community_is_no_correction_of_a_global_one(
        self, base: ConversationBase, clock: StandingClock
    ) -> None:
        await _stock(base)
        async with a_bot(base, clock, published()) as bot:
            own = a_fact(scope="harbour")
            (result,) = await bot.moderation.take_all(in_harbour(Role.ADMIN), [own], WHY)
            assert result.outcome is Imported.ADDED
            assert len(bot.index) == 2


@pytest.mark.parametrize("role", LOW)
async def test_importing_is_for_admins(
    base: ConversationBase, clock: StandingClock, role: Role
) -> None:
    await _stock(base)
    async with a_bot(base, clock) as bot:
        with pytest.raises(NotAllowed):
            await anext(bot.moderation.take_each(in_harbour(role), [a_fact(scope="harbour")], WHY))
    assert await all_facts(base) == {}
