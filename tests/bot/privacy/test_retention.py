"""What is kept goes in its time, by a clock that is moved; and the table says so."""

from __future__ import annotations

from datetime import timedelta

from bot.ports import ConversationBase
from bot.privacy.keeping import EVENTS, Event
from bot.privacy.retention import Retaining, kept
from bot.settings import Retention
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


def test_the_table_names_the_inbox() -> None:
    table = dict(kept(Retention()))
    assert table["What was written to me until it is dealt with, and then only its number"] == "2"
