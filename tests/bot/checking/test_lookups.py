"""Facts by slug and by words: only what the audience may see, published and no less."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.checking.lookups import CHOICES, SHOWN
from bot.permissions import Actor
from bot.ports import ConversationBase
from bot.replies import Declined, FactCard, FactList, NotFound, Refusal, SourceList
from factbase.matching.decision import Lane, Match
from factbase.model import Audience, LocalText, Wording
from tests.bot.rig import BRIDGE, a_bot, a_tunnel, published
from tests.builders import NOON, a_community, a_fact
from tests.fakes import StandingClock

HARBOUR, AIRPORT, PUBLIC = Audience("harbour"), Audience("airport"), Audience()
NONE = Declined(Refusal.NO_SUCH_FACT)


@pytest.fixture
async def stocked(base: ConversationBase) -> ConversationBase:
    async with base.begin() as unit:
        await unit.communities.put(a_community())
        await unit.commit()
    return base


@pytest.mark.parametrize("slug", ["", "no-such", "Bridge Closed", "x" * 100_000, "a\x00b", "../.."])
async def test_what_is_not_there_is_declined(
    base: ConversationBase, clock: StandingClock, slug: str
) -> None:
    async with a_bot(base, clock, published()) as bot:
        assert await bot.lookups.show(slug, PUBLIC) == NONE
        assert await bot.lookups.sources(slug, PUBLIC) == NONE


async def test_cards_and_sources_by_slug(base: ConversationBase, clock: StandingClock) -> None:
    fact = published()
    async with a_bot(base, clock, fact) as bot:
        card = await bot.lookups.show(fact.slug, PUBLIC)
        assert card == FactCard(fact, fact.timeline, NOON.date())
        assert await bot.lookups.sources(fact.slug, PUBLIC) == SourceList(fact)


async def test_proposals_and_what_was_retired_are_not_shown(
    base: ConversationBase, clock: StandingClock
) -> None:
    async with a_bot(base, clock, a_fact(), a_tunnel()) as bot:
        await bot.moderation.retire(Actor.operator(), "tunnel-flooded", PUBLIC, "wrong")
        for slug in ("bridge-closed", "tunnel-flooded"):
            assert await bot.lookups.show(slug, PUBLIC) == NONE
        assert bot.lookups.recent(PUBLIC) == FactList(())
        assert bot.lookups.suggest("", PUBLIC) == ()
        assert bot.lookups.search(BRIDGE, PUBLIC) == NotFound()


async def test_a_private_fact_does_not_exist_for_others(
    stocked: ConversationBase, clock: StandingClock
) -> None:
    private = published(scope="harbour")
    async with a_bot(stocked, clock, private, a_tunnel()) as bot:
        for audience in (PUBLIC, AIRPORT):
            assert await bot.lookups.show(private.slug, audience) == NONE
            assert await bot.lookups.sources(private.slug, audience) == NONE
            assert private not in bot.lookups.suggest("bridge", audience)
            for reply in (
                bot.lookups.search(BRIDGE, audience),
                bot.lookups.recent(audience),
            ):
                assert private.slug not in repr(reply)
            why = bot.lookups.why(BRIDGE, Lane.ADDRESSED, audience)
            assert private.slug not in repr(why)
            assert "bridge" not in repr(why).casefold()
        card = await bot.lookups.show(private.slug, HARBOUR)
        assert isinstance(card, FactCard)
        assert private in bot.lookups.suggest("bridge", HARBOUR)
        found = bot.lookups.why(BRIDGE, Lane.ADDRESSED, HARBOUR)
        assert isinstance(found.decision, Match)
        assert dict(found.names)[private.id] == private.slug


async def test_ones_own_fact_comes_before_the_global_one_of_that_name(
    stocked: ConversationBase, clock: StandingClock
) -> None:
    own = published(scope="harbour", claim="The bridge is ours")
    async with a_bot(stocked, clock, published(), own) as bot:
        card = await bot.lookups.show(own.slug, HARBOUR)
        assert isinstance(card, FactCard)
        assert card.fact == own
        everybody = await bot.lookups.show(own.slug, PUBLIC)
        assert isinstance(everybody, FactCard)
        assert everybody.fact.scope == ""


async def test_the_newest_come_first_and_not_too_many(
    base: ConversationBase, clock: StandingClock
) -> None:
    some = [
        published(f"bridge-{number}", updated=NOON + timedelta(hours=number))
        for number in range(30)
    ]
    async with a_bot(base, clock, *some) as bot:
        recent = bot.lookups.recent(PUBLIC)
        assert isinstance(recent, FactList)
        assert [fact.slug for fact in recent.facts] == [f"bridge-{n}" for n in range(29, 24, -1)]
        assert len(bot.lookups.suggest("", PUBLIC)) == CHOICES
        assert len(bot.lookups.suggest("bridge", PUBLIC)) == CHOICES
        found = bot.lookups.search(BRIDGE, PUBLIC)
        assert isinstance(found, FactList)
        assert 0 < len(found.facts) <= SHOWN


async def test_suggestions_hold_what_was_typed_first(
    base: ConversationBase, clock: StandingClock
) -> None:
    russian = published(
        "мост".encode().hex(),
        claim=LocalText.of({"en": "A crossing is gone", "ru": "Мост закрыт навсегда"}),
        wordings=(Wording("Nobody crosses"),),
    )
    async with a_bot(base, clock, published(), a_tunnel(), russian) as bot:
        assert bot.lookups.suggest("МОСТ ЗАК", PUBLIC)[0] == russian
        assert bot.lookups.suggest("tunnel-f", PUBLIC)[0].slug == "tunnel-flooded"
        assert bot.lookups.suggest("zzzz", PUBLIC) == ()


@pytest.mark.parametrize(
    ("typed", "slugs"),
    [
        ("harbour bridges", ["bridge-closed", "tunnel-flooded"]),
        ("who is Ferry", ["bridge-closed", "tunnel-flooded"]),
        ("floods, Ann", ["tunnel-flooded", "bridge-closed"]),
        ("TUNNEL", ["tunnel-flooded"]),
        ("turtles", []),
        ("?!", []),
        ("(.*", []),
    ],
)
async def test_a_search_finds_words_wherever_a_fact_has_them_and_no_others(
    base: ConversationBase, clock: StandingClock, typed: str, slugs: list[str]
) -> None:
    async with a_bot(base, clock, published(), a_tunnel()) as bot:
        reply = bot.lookups.search(typed, PUBLIC)
    found = [fact.slug for fact in reply.facts] if isinstance(reply, FactList) else []
    assert sorted(found) == sorted(slugs)
    assert len(slugs) < 2 or typed.startswith("who") or found == slugs
