"""What administrators set is on record, also when a place is given facts of its own."""

from __future__ import annotations

from bot.messages import Person
from bot.places.known import KnownPlaces
from bot.places.preferences import Preferences
from bot.ports import ConversationBase
from bot.privacy.people import PersonHash
from tests.builders import NOON
from tests.contracts.conversing import conversations
from tests.fakes import StandingClock
from tests.talking import ROOM

__all__ = ["conversations"]

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
