"""What is kept about people, for how long, and how it goes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

from bot.messages import Place, PlaceKind
from bot.places.known import KnownPlaces
from bot.places.preferences import Preferences
from bot.ports import ConversationBase, ReplyKind, ReplyState
from bot.privacy.people import PersonHash
from bot.privacy.retention import Retaining, kept
from bot.settings import Retention
from tests.bot.harbour import harbour
from tests.bot.pressing.test_reports import ADA, report
from tests.bot.stages import Stage, stage
from tests.builders import NOON, a_fact
from tests.contracts.conversing import a_reply, conversations, recorded
from tests.fakes import StandingClock

__all__ = ["conversations", "harbour", "stage"]


class TestKeeping:
    async def test_everything_goes_in_its_time(
        self, conversations: ConversationBase, clock: StandingClock
    ) -> None:
        await recorded(conversations, a_reply("a", state=ReplyState.SENT))
        retaining = Retaining(conversations, clock, Retention(replies=10))
        clock.moment = NOON + timedelta(days=9)
        assert await retaining.sweep() == 0
        clock.moment = NOON + timedelta(days=11)
        assert await retaining.sweep() == 1
        async with conversations.begin() as unit:
            assert await unit.replies.by_id("a") is None

    def test_the_table_shows_the_running_settings(self) -> None:
        table = dict(kept(Retention(questions=7, replies=14)))
        assert table["Where I replied with which fact, without any text"] == "14"
        assert table["What was asked and had no answer: the text, and who by a keyed hash"] == "7"

    async def test_a_person_gets_and_forgets_what_is_theirs(self, harbour: Stage) -> None:
        await harbour.publish(a_fact())
        await report(harbour, ADA)
        await harbour.bot.preferences.ignore_me(ADA, ignored=True)
        told = json.loads(await harbour.bot.preferences.export(ADA))["kept"]
        assert [len(told[name]) for name in ("reports", "replies", "left alone")] == [1, 1, 1]
        assert "What stays" in (await harbour.bot.preferences.erase(ADA)).what
        told = json.loads(await harbour.bot.preferences.export(ADA))["kept"]
        assert {name for name, rows in told.items() if rows} == {"left alone"}
        async with harbour.bot.base.begin() as unit:
            assert len(await unit.replies.since(NOON - timedelta(days=1), 9)) <= 1

    async def test_erasing_leaves_other_people_alone(self, conversations: ConversationBase) -> None:
        await recorded(
            conversations,
            a_reply("a", author="ada", message_id="1"),
            a_reply("b", author="ben", message_id="2", kind=ReplyKind.HELP, fact_id=""),
        )
        async with conversations.begin() as unit:
            await unit.writing()
            assert await unit.personal.erase("ada") == 1
            await unit.commit()
        async with conversations.begin() as unit:
            assert (await unit.personal.of("ada"))["replies"] == []
            assert len((await unit.personal.of("ben"))["replies"]) == 1

    async def test_what_was_said_in_private_goes_with_the_person(
        self, conversations: ConversationBase, clock: StandingClock
    ) -> None:
        chat, other = (Place("test", name, PlaceKind.PRIVATE) for name in ("ada", "ben"))
        known = KnownPlaces(conversations, clock)
        preferences = Preferences(conversations, PersonHash("key"), known)
        ada = preferences.people.hash(ADA.key)
        await recorded(
            conversations,
            a_reply("asked", author=ada, place=replace(other, id="dm"), message_id="1"),
            a_reply("told", author="", place=chat, message_id="2"),
            a_reply("ben", author="ben", place=other, message_id="3"),
            a_reply("room", author=ada, message_id="4"),
        )
        await preferences.erase(ADA)
        async with conversations.begin() as unit:
            left = {
                key for key in ("asked", "told", "ben", "room") if await unit.replies.by_id(key)
            }
            assert (await unit.personal.of(ada))["replies"] == []
        assert left == {"ben", "room"}

    async def test_an_export_says_nothing_of_deleting(
        self, conversations: ConversationBase, clock: StandingClock
    ) -> None:
        known = KnownPlaces(conversations, clock)
        preferences = Preferences(conversations, PersonHash("key"), known)
        (english,) = json.loads(await preferences.export(ADA))["also"]
        (russian,) = json.loads(await preferences.export(replace(ADA, locale="ru")))["also"]
        assert "gone" not in english
        assert english.startswith("This is everything")
        assert russian.startswith("Это всё")
