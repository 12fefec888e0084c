"""Who is appointed, by whom, and what a community asks of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import NotAllowed
from bot.messages import Person, PlaceKind
from bot.moderating.governing import CommunityRules
from bot.moderating.roles import Roles
from bot.moderating.two_people import NeedsSecondPerson
from bot.permissions import Actor, Role, actor
from bot.places.behaviour import PlaceSettings
from bot.places.communities import Communities
from bot.places.known import KnownPlaces
from bot.ports import ConversationBase
from factbase.errors import CommunityNotFound
from factbase.model import LocalText, Status
from tests.bot.harbour import ADMIN, HARBOUR, MOD, SECOND, harbour, proposed
from tests.bot.stages import OPERATOR, Stage, stage
from tests.builders import a_community, a_fact
from tests.contracts.conversing import conversations
from tests.fakes import StandingClock
from tests.talking import ROOM

__all__ = ["conversations", "harbour", "stage"]


class TestRoles:
    def roles(self, base: ConversationBase, clock: StandingClock) -> Roles:
        return Roles(base, KnownPlaces(base, clock), clock)

    async def test_who_is_appointed_acts_where_the_community_is(
        self, conversations: ConversationBase, clock: StandingClock
    ) -> None:
        communities = Communities(conversations, KnownPlaces(conversations, clock), clock)
        await communities.put(OPERATOR, a_community())
        await communities.bind(OPERATOR, "test", "house", "harbour")
        roles = self.roles(conversations, clock)
        await roles.appoint(OPERATOR, "harbour", "test:ada", Role.MODERATOR, "trusted")
        ada, ben = Person("test", "ada"), Person("test", "ben")
        async with conversations.begin() as unit:
            settings = await unit.places.settings(ROOM)
            await unit.places.put("test", "house", settings)
            await unit.commit()
        assert actor(ada, ROOM.kind, settings) == Actor("test:ada", Role.MODERATOR, "harbour")
        assert actor(ada, PlaceKind.PRIVATE, settings).role is Role.READER
        assert actor(ben, ROOM.kind, settings).role is Role.READER
        assert await roles.dismiss(OPERATOR, "harbour", "test:ada")
        assert not await roles.dismiss(OPERATOR, "harbour", "test:ada")
        async with conversations.begin() as unit:
            settings = await unit.places.settings(ROOM)
        assert actor(ada, ROOM.kind, settings).role is Role.READER

    async def test_only_admins_appoint_and_only_at_home(
        self, conversations: ConversationBase, clock: StandingClock
    ) -> None:
        roles = self.roles(conversations, clock)
        for who, where in ((MOD, "harbour"), (ADMIN, "valley"), (Actor("x:y", Role.ADMIN), "")):
            with pytest.raises(NotAllowed):
                await roles.appoint(who, where, "test:eve", Role.ADMIN)
        with pytest.raises(CommunityNotFound):
            await roles.appoint(ADMIN, "harbour", "test:eve", Role.ADMIN)
        with pytest.raises(NotAllowed):
            await Communities(conversations, KnownPlaces(conversations, clock), clock).bind(
                ADMIN, "test", "house", "harbour"
            )

    async def test_platform_roles_mean_what_the_place_says(self) -> None:
        settings = PlaceSettings(
            community="harbour",
            contributor_roles=("1",),
            moderator_roles=("2",),
            admin_roles=("3",),
        )
        for roles, role in ((("1",), 1), (("1", "2"), 2), (("3", "1"), 3), (("9",), 0)):
            person = Person("test", "ada", roles=roles)
            assert actor(person, ROOM.kind, settings).role == role

    async def test_nobody_moves_a_place_into_a_community_by_its_settings(
        self, harbour: Stage
    ) -> None:
        eve = Person("test", "eve", administers=True)
        mine = replace(ROOM, id="mine", server="mine")
        with pytest.raises(NotAllowed):
            await harbour.bot.preferences.change(eve, mine, community="harbour")
        with pytest.raises(NotAllowed):
            await harbour.bot.preferences.change(eve, mine, appointed=(("test:eve", "admin"),))

    async def test_two_people_publish_where_that_is_asked_for(self, harbour: Stage) -> None:
        await two_people(harbour)
        await proposed(harbour)
        with pytest.raises(NeedsSecondPerson):
            await harbour.bot.moderation.publish(MOD, "bridge-closed", HARBOUR, "mine")
        await harbour.bot.moderation.publish(SECOND, "bridge-closed", HARBOUR, "checked")

    async def test_who_rewrote_a_draft_needs_somebody_else_then(self, harbour: Stage) -> None:
        await two_people(harbour)
        moderation = harbour.bot.moderation
        draft = (await proposed(harbour)).fact_id
        fact = (await moderation.history(MOD, "bridge-closed", HARBOUR))[-1].fact
        assert fact.id == draft
        rewritten = replace(fact, summary=LocalText.of("Rewritten alone."))
        await moderation.correct(SECOND, rewritten, "better")
        with pytest.raises(NeedsSecondPerson):
            await moderation.publish(SECOND, "bridge-closed", HARBOUR, "mine now")
        published = await moderation.publish(MOD, "bridge-closed", HARBOUR, "I read it")
        assert published.status is Status.PUBLISHED

    async def test_nor_is_a_draft_joined_to_a_published_fact_by_its_author(
        self, harbour: Stage
    ) -> None:
        await two_people(harbour)
        moderation = harbour.bot.moderation
        await proposed(harbour)
        await moderation.publish(SECOND, "bridge-closed", HARBOUR, "checked")
        words = "The bridge in the harbour is shut"
        part = a_fact("part", claim=words, wordings=(), scope="harbour", created_by=MOD.key)
        await moderation.propose(MOD, part, "the same")
        slugs = "part", "bridge-closed"
        with pytest.raises(NeedsSecondPerson):
            await moderation.merge(MOD, slugs, HARBOUR, "mine")
        joined = await moderation.merge(SECOND, slugs, HARBOUR, "checked")
        assert words in [wording.text for wording in joined.wordings]


async def two_people(harbour: Stage) -> None:
    roles = Roles(harbour.bot.base, harbour.bot.preferences.known, harbour.clock)
    await roles.ask_for(ADMIN, "harbour", CommunityRules(two_people=True))
