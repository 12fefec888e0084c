"""What administrators set is on record, also when a place is given facts of its own."""

from __future__ import annotations

from dataclasses import replace

from bot.messages import Person, Place
from bot.permissions import Actor
from bot.places.behaviour import PlaceSettings
from bot.places.communities import Communities
from bot.places.known import KnownPlaces
from bot.places.preferences import Preferences
from bot.ports import ConversationBase
from bot.privacy.people import PersonHash
from factbase.model import Community
from tests.builders import NOON
from tests.contracts.conversing import conversations
from tests.fakes import StandingClock
from tests.talking import ROOM

__all__ = ["conversations"]

OPERATOR = Actor.operator()
ADA = Person("test", "ada", administers=True)


async def test_a_community_of_its_own_is_noted(
    conversations: ConversationBase, clock: StandingClock
) -> None:
    known = KnownPlaces(conversations, clock)
    preferences = Preferences(conversations, PersonHash("key"), known)
    panel = await preferences.found(ADA, ROOM, "The house")
    assert panel.settings.community == "test-house"
    assert (await preferences.found(ADA, ROOM, "Again")).settings == panel.settings
    async with conversations.begin() as unit:
        (entry,) = await unit.audit.read("test-house", NOON, 9)
    assert (entry.by, entry.action, entry.subject) == (ADA.key, "change settings", "test:house")
    assert (entry.before, entry.after) == ({"community": ""}, {"community": "test-house"})


async def test_a_channel_with_settings_of_its_own_follows_its_server(
    conversations: ConversationBase, clock: StandingClock
) -> None:
    known = KnownPlaces(conversations, clock)
    preferences = Preferences(conversations, PersonHash("key"), known)
    communities = Communities(conversations, known, clock)
    for name in ("harbour", "airport"):
        await communities.put(OPERATOR, Community(name, name))
    await communities.bind(OPERATOR, "test", "town", "harbour")
    whole, room = Place("test", "town", server="town"), Place("test", "room", server="town")
    await preferences.change(ADA, whole, moderator_roles=("editors",))
    await preferences.change(ADA, room, cooldown=5)
    before = await preferences.settings(room)
    assert (before.community, before.moderator_roles) == ("harbour", ("editors",))
    await communities.bind(OPERATOR, "test", "town", "airport")
    await preferences.change(ADA, whole, moderator_roles=())
    after = await preferences.settings(room)
    assert after == replace(before, community="airport", moderator_roles=())
    async with conversations.begin() as unit:  # nothing inherited was written down
        assert (await unit.places.settings(Place("test", "room"))).community == ""


async def test_a_channel_that_the_operator_bound_stays_there_whatever_its_server_is(
    conversations: ConversationBase, clock: StandingClock
) -> None:
    known = KnownPlaces(conversations, clock)
    preferences = Preferences(conversations, PersonHash("key"), known)
    communities = Communities(conversations, known, clock)
    for name in ("harbour", "airport"):
        await communities.put(OPERATOR, Community(name, name))
    whole, room = Place("test", "town", server="town"), Place("test", "room", server="town")
    await preferences.change(ADA, whole, moderator_roles=("editors",), cooldown=60)
    await communities.bind(OPERATOR, "test", "town", "harbour")
    bound = await communities.bind(OPERATOR, "test", "room", "airport")
    assert bound.community == "airport"
    await preferences.change(ADA, whole, cooldown=90)
    assert (await known.look(room, "nobody"))[0] == PlaceSettings(
        community="airport", moderator_roles=("editors",), cooldown=90
    )
    await preferences.change(ADA, room, cooldown=5)
    assert (await preferences.settings(room)).community == "airport"
    await communities.bind(OPERATOR, "test", "room", "")
    assert await preferences.settings(room) == PlaceSettings(
        community="harbour", moderator_roles=("editors",), cooldown=5
    )


async def test_roles_named_in_a_channel_are_its_servers(
    conversations: ConversationBase, clock: StandingClock
) -> None:
    preferences = Preferences(conversations, PersonHash("key"), KnownPlaces(conversations, clock))
    whole, room = Place("test", "town", server="town"), Place("test", "room", server="town")
    await preferences.change(ADA, room, cooldown=5)
    panel = await preferences.change(ADA, room, moderator_roles=("editors",))
    assert panel.settings.moderator_roles == ("editors",)
    assert (await preferences.settings(whole)).moderator_roles == ("editors",)
    founded = await preferences.found(ADA, room, "The town")
    assert founded.settings.community == "test-town"
    assert await preferences.settings(whole) == PlaceSettings(
        community="test-town", moderator_roles=("editors",)
    )
