"""What is kept goes in its time, by a clock that is moved; and the table says so."""

from __future__ import annotations

from datetime import timedelta

from bot.checking.limits import Allowance, Allowed
from bot.delivering.unreachable import FORGOTTEN, is_unreachable, set_unreachable
from bot.messages import Place, PlaceKind
from bot.ports import ConversationBase
from bot.privacy.keeping import EVENTS, Event
from bot.privacy.retention import Retaining, kept
from bot.settings import Retention
from bot.storage.shared_limits import SharedLimits
from bot.storage.sql import SqlConversationBase
from tests.builders import NOON
from tests.contracts.conversing import conversations
from tests.fakes import StandingClock

__all__ = ["conversations"]


async def test_events_are_forgotten_whatever_became_of_them(
    conversations: ConversationBase, clock: StandingClock
) -> None:
    events = [Event("test", key, {"text": "words"}, NOON) for key in ("done", "left")]
    async with conversations.begin() as unit:
        await unit.inbox.take(events)
        await unit.inbox.done("test", ["done"])
        await unit.commit()
    retaining = Retaining(conversations, clock, Retention())
    clock.moment = NOON + EVENTS
    assert await retaining.sweep() == 0
    clock.moment += timedelta(seconds=1)
    assert await retaining.sweep() == 2
    async with conversations.begin() as unit:
        assert await unit.inbox.open("test") == ()
        assert await unit.inbox.take(events) == {"done", "left"}


async def test_who_blocked_the_bot_is_known_for_a_while_and_not_for_ever(
    conversations: ConversationBase, clock: StandingClock
) -> None:
    chat = Place("test", "ada", PlaceKind.PRIVATE)
    async with conversations.begin() as unit:
        await set_unreachable(unit, chat, unreachable=True)
        await unit.commit()
    retaining = Retaining(conversations, clock, Retention())
    assert await retaining.sweep() == 0
    clock.moment += FORGOTTEN
    assert await retaining.sweep() == 0
    async with conversations.begin() as unit:
        assert await is_unreachable(unit, chat)
    clock.moment += timedelta(seconds=1)
    assert await retaining.sweep() == 1
    async with conversations.begin() as unit:
        assert not await is_unreachable(unit, chat)
        assert await unit.notes.beginning("") == {}


async def test_who_asked_how_often_is_known_for_a_day(
    conversations: ConversationBase, clock: StandingClock
) -> None:
    shared = isinstance(conversations, SqlConversationBase)
    if isinstance(conversations, SqlConversationBase):
        limits = SharedLimits(conversations, Allowance(9, 60))
        assert isinstance(await limits.ask("0f0f", clock.now()), Allowed)
    retaining = Retaining(conversations, clock, Retention())
    clock.moment += timedelta(days=1, seconds=1)
    assert await retaining.sweep() == (1 if shared else 0)


def test_the_table_names_all_that_goes_with_time() -> None:
    table = dict(kept(Retention()))
    assert table["How often somebody asked, as a keyed hash"] == "1"
    assert table["Chats that can't be reached any more, by their ids"] == "90"
    assert table["What was written to me until it is dealt with, and then only its number"] == "2"
