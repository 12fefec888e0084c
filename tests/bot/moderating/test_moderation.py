"""Changing facts: what is refused changes nothing, what is done is seen and findable at once."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest

from bot.errors import NotAllowed
from bot.permissions import Actor, Role
from bot.ports import ConversationBase
from bot.wiring import Bot
from factbase.errors import FactNotFound, IllegalTransition, SlugTaken, StaleFact
from factbase.model import GLOBAL, Audience, Example, Fact, Status, Verdict
from tests.bot.rig import a_bot, published
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


async def test_a_fact_goes_through_its_life_with_every_step_on_record(
    base: ConversationBase, clock: StandingClock
) -> None:
    fact = a_fact()
    async with a_bot(base, clock) as bot:
        await bot.moderation.propose(OPERATOR, fact, "heard it")
        assert len(bot.index) == 0
        public = Audience()
        done = await bot.moderation.publish(OPERATOR, fact.slug, public, "checked")
        assert bot.index.fact(fact.id) == done
        changed = replace(done, verdict=Verdict.UNPROVEN)
        after = await bot.moderation.correct(OPERATOR, changed, "weaker than thought")
        assert bot.index.fact(fact.id) == after
        await bot.moderation.retire(OPERATOR, fact.slug, public, "about something else")
        assert bot.index.fact(fact.id) is None
        history = await bot.moderation.history(OPERATOR, fact.slug, public)
    assert [(v.fact.status.value, v.fact.version, v.change.why) for v in history] == [
        ("proposed", 1, "heard it"),
        ("published", 2, "checked"),
        ("published", 3, "weaker than thought"),
        ("retired", 4, "about something else"),
    ]
    assert {v.change.by for v in history} == {"operator"}
    assert history[2].changed == ("verdict",)


async def test_a_correction_that_changes_nothing_makes_no_version_and_asks_for_nothing(
    base: ConversationBase, clock: StandingClock
) -> None:
    fact = published(examples=(Example("The ferry sank on Sunday", matches=True),))
    async with a_bot(base, clock, fact) as bot:
        revision = bot.index.revision
        # Its example fails, which a change would have to be confirmed for.
        assert await bot.moderation.correct(OPERATOR, fact, WHY) == fact
        assert bot.index.revision == revision
        assert len(await bot.moderation.history(OPERATOR, fact.slug, Audience())) == 1


async def test_a_merge_that_brings_nothing_new_leaves_the_other_fact_as_it_is(
    base: ConversationBase, clock: StandingClock
) -> None:
    fact = published()
    double = replace(fact, id="double", slug="bridge-shut")
    async with a_bot(base, clock, fact, double) as bot:
        slugs = double.slug, fact.slug
        assert await bot.moderation.merge(OPERATOR, slugs, Audience(), WHY) == fact
        assert await all_facts(base) == {
            fact.slug: (Status.PUBLISHED, 1),
            double.slug: (Status.RETIRED, 2),
        }


Step = Callable[[Bot, Actor, Fact], Awaitable[object]]
STEPS: dict[str, Step] = {
    "propose": lambda bot, who, fact: bot.moderation.propose(
        who, a_fact("another", scope=fact.scope), WHY
    ),
    "publish": lambda bot, who, fact: bot.moderation.publish(
        who, f"draft-{fact.slug}", HARBOUR, WHY
    ),
    "correct": lambda bot, who, fact: bot.moderation.correct(
        who, replace(fact, verdict=Verdict.UNPROVEN), WHY
    ),
    "retire": lambda bot, who, fact: bot.moderation.retire(who, fact.slug, HARBOUR, WHY),
    "take_all": lambda bot, who, fact: bot.moderation.take_all(
        who, [replace(fact, verdict=Verdict.UNPROVEN)], WHY
    ),
}


async def _stock(base: ConversationBase) -> None:
    async with base.begin() as unit:
        await unit.communities.put(a_community())
        await unit.communities.put(a_community("airport"))
        await unit.commit()


def _facts(scope: str) -> tuple[Fact, Fact]:
    return published("own", scope=scope), a_fact("draft-own", scope=scope)


ACTORS = [
    *((in_harbour(role), "harbour") for role in Role),
    *((in_harbour(role), GLOBAL) for role in Role),
    (Actor("discord:ann", Role.ADMIN, "airport"), "harbour"),
    (Actor("discord:ann", Role.ADMIN, GLOBAL), GLOBAL),
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize(("who", "scope"), ACTORS)
async def test_what_is_not_allowed_changes_nothing(
    memory: ConversationBase, clock: StandingClock, step: str, who: Actor, scope: str
) -> None:
    needed = {"propose": Role.CONTRIBUTOR, "take_all": Role.ADMIN}.get(step, Role.MODERATOR)
    await _stock(memory)
    fact, draft = _facts(scope)
    async with a_bot(memory, clock, fact, draft) as bot:
        before = await all_facts(memory)
        if scope == who.scope == "harbour" and who.role >= needed:
            await STEPS[step](bot, who, fact)
            assert await all_facts(memory) != before
            return
        with pytest.raises(NotAllowed):
            await STEPS[step](bot, who, fact)
        assert await all_facts(memory) == before


async def test_what_a_community_can_not_see_does_not_exist_for_it(
    base: ConversationBase, clock: StandingClock
) -> None:
    await _stock(base)
    async with a_bot(base, clock, published("own", scope="airport")) as bot:
        for call in (
            bot.moderation.publish(in_harbour(Role.ADMIN), "own", HARBOUR, WHY),
            bot.moderation.retire(in_harbour(Role.ADMIN), "own", HARBOUR, WHY),
            bot.moderation.history(in_harbour(Role.ADMIN), "own", HARBOUR),
        ):
            with pytest.raises(FactNotFound):
                await call


@pytest.mark.parametrize("role", Role)
async def test_the_history_of_a_proposal_is_for_those_who_may_see_it(
    base: ConversationBase, clock: StandingClock, role: Role
) -> None:
    await _stock(base)
    async with a_bot(base, clock, *_facts("harbour")) as bot:
        assert len(await bot.moderation.history(in_harbour(role), "own", HARBOUR)) == 1
        looking = bot.moderation.history(in_harbour(role), "draft-own", HARBOUR)
        if role is Role.READER:
            with pytest.raises(NotAllowed):
                await looking
        else:
            assert len(await looking) == 1


async def test_errors_leave_the_base_as_it_was(
    base: ConversationBase, clock: StandingClock
) -> None:
    fact = published()
    unfounded = a_fact("unfounded", statements=())
    async with a_bot(base, clock, fact, unfounded) as bot:
        before = await all_facts(base)
        public = Audience()
        with pytest.raises(SlugTaken):
            await bot.moderation.propose(OPERATOR, a_fact(id="other"), WHY)
        with pytest.raises(IllegalTransition):
            await bot.moderation.publish(OPERATOR, "unfounded", public, WHY)
        with pytest.raises(IllegalTransition):
            await bot.moderation.publish(OPERATOR, fact.slug, public, WHY)
        with pytest.raises(StaleFact):
            await bot.moderation.correct(OPERATOR, replace(fact, version=7), WHY)
        with pytest.raises(FactNotFound):
            await bot.moderation.retire(OPERATOR, "nowhere", public, WHY)
        assert await all_facts(base) == before
