"""What every store must do with drafts, notes, events, and places that move."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.messages import Place
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase, PostedReply, ReplyKind, ReplyState
from bot.pressing.opinions import Follow
from bot.privacy.keeping import Draft, Event
from bot.storage.memory import MemoryConversationBase
from bot.storage.sql import SqlConversationBase
from factbase.matching.decision import Lane
from factbase.storage.engine import open_engine
from tests.stores import IMPATIENT, SqlStore, Store

NOON = datetime(2026, 6, 18, 12, tzinfo=UTC)


@pytest.fixture
async def talk(store: Store) -> AsyncIterator[ConversationBase]:
    """A base that also remembers conversations."""
    if isinstance(store, SqlStore):
        base = SqlConversationBase(open_engine(store.url, IMPATIENT), poll=0.02)
        yield base
        await base.close()
    else:
        yield MemoryConversationBase()


def a_draft(**changed: object) -> Draft:
    values: dict[str, object] = {"owner": "ann", "kind": "fact", "data": {"claim": "x"}, "at": NOON}
    return Draft(**(values | changed))  # type: ignore[arg-type]  # any field


def an_event(key: str, at: datetime = NOON) -> Event:
    return Event("telegram", key, {"message": {"text": f"words of {key}"}}, at)


class TestDrafts:
    async def test_a_draft_comes_back_and_is_replaced(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            await unit.drafts.put(a_draft())
            await unit.drafts.put(a_draft(data={"claim": "y", "step": 2}))
            await unit.drafts.put(a_draft(owner="ben"))
            await unit.commit()
        async with talk.begin() as unit:
            found = await unit.drafts.get("ann", "fact")
            assert found == a_draft(data={"claim": "y", "step": 2})
            assert await unit.drafts.get("ann", "edit") is None

    async def test_a_draft_that_is_removed_is_gone(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            await unit.drafts.put(a_draft())
            await unit.commit()
        async with talk.begin() as unit:
            await unit.drafts.remove("ann", "fact")
            await unit.drafts.remove("ann", "fact")
            await unit.commit()
        async with talk.begin() as unit:
            assert await unit.drafts.get("ann", "fact") is None

    async def test_old_drafts_are_forgotten(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            await unit.drafts.put(a_draft())
            await unit.drafts.put(a_draft(owner="ben", at=NOON + timedelta(days=1)))
            await unit.commit()
        async with talk.begin() as unit:
            assert await unit.drafts.forget(NOON + timedelta(hours=1)) == 1
            await unit.commit()
        async with talk.begin() as unit:
            assert await unit.drafts.get("ann", "fact") is None
            assert await unit.drafts.get("ben", "fact") is not None

    async def test_what_is_not_committed_did_not_happen(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            await unit.drafts.put(a_draft())
            await unit.notes.put("name", "text")
            await unit.inbox.take([an_event("1")])
        async with talk.begin() as unit:
            assert await unit.drafts.get("ann", "fact") is None
            assert await unit.notes.get("name") == ""
            assert await unit.inbox.open("telegram") == ()


class TestNotes:
    async def test_a_note_is_written_over(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            assert await unit.notes.get("commands") == ""
            await unit.notes.put("commands", "1")
            await unit.notes.put("commands", "2")
            await unit.commit()
        async with talk.begin() as unit:
            assert await unit.notes.get("commands") == "2"

    async def test_notes_are_found_by_how_their_names_begin(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            for name, text in {"left:a:1": "x", "left:a:2": "", "left_a:3": "y", "b": "z"}.items():
                await unit.notes.put(name, text)
            await unit.commit()
        async with talk.begin() as unit:
            assert await unit.notes.beginning("left:") == {"left:a:1": "x"}
            assert await unit.notes.beginning("left_") == {"left_a:3": "y"}


class TestInbox:
    async def test_an_event_is_taken_once(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            assert await unit.inbox.take([an_event("1"), an_event("2")]) == {"1", "2"}
            assert await unit.inbox.take([]) == frozenset()
            await unit.commit()
        async with talk.begin() as unit:
            assert await unit.inbox.take([an_event("2"), an_event("3")]) == {"3"}
            await unit.commit()

    async def test_the_earliest_comes_first(self, talk: ConversationBase) -> None:
        later = NOON + timedelta(seconds=1)
        async with talk.begin() as unit:
            await unit.inbox.take([an_event("2", later), an_event("1")])
            await unit.commit()
        async with talk.begin() as unit:
            events = await unit.inbox.open("telegram")
            assert [event.id for event in events] == ["1", "2"]
            assert events[0] == an_event("1")
            assert await unit.inbox.open("discord") == ()

    async def test_of_what_is_done_only_the_id_is_left(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            await unit.inbox.take([an_event("1"), an_event("2")])
            await unit.commit()
        async with talk.begin() as unit:
            await unit.inbox.done("telegram", ["1", "unknown"])
            await unit.commit()
        async with talk.begin() as unit:
            (left,) = await unit.inbox.open("telegram")
            assert left == an_event("2")
            assert await unit.inbox.take([an_event("1")]) == frozenset()

    async def test_all_is_forgotten_in_time(self, talk: ConversationBase) -> None:
        later = NOON + timedelta(days=2)
        async with talk.begin() as unit:
            await unit.inbox.take([an_event("1"), an_event("2"), an_event("3", later)])
            await unit.inbox.done("telegram", ["1"])
            await unit.commit()
        async with talk.begin() as unit:
            assert await unit.inbox.forget(later) == 2
            await unit.commit()
        async with talk.begin() as unit:
            assert [event.id for event in await unit.inbox.open("telegram")] == ["3"]
            assert await unit.inbox.take([an_event("1")]) == {"1"}

    def test_an_event_does_not_show_its_contents(self) -> None:
        assert "words" not in repr(an_event("1"))


OLD = Place("telegram", "-5", server="-5")
NEW = Place("telegram", "-100", server="-100")


def a_reply(key: str, place: Place = OLD, message: str = "7") -> PostedReply:
    return PostedReply(
        id=key,
        place=place,
        message_id=message,
        kind=ReplyKind.CARD,
        lane=Lane.ADDRESSED,
        author="ann",
        locale="en",
        at=NOON,
        fact_id="fact",
        state=ReplyState.SENT,
        sent_id="8",
        url="https://t.me/c/5/8",
    )


class TestMoving:
    async def fill(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            await unit.places.put("telegram", "-5", PlaceSettings(mode=Mode.QUIET))
            await unit.places.put("telegram", "-9", PlaceSettings(log_place="-5"))
            await unit.replies.claim(a_reply("a"))
            await unit.replies.claim(a_reply("b", NEW))
            for key, person, place in (("1", "ann", OLD), ("2", "ben", OLD), ("3", "ann", NEW)):
                await unit.opinions.toggle_follow(Follow(key, "fact", person, place, NOON))
            await unit.commit()

    async def move(self, talk: ConversationBase) -> None:
        async with talk.begin() as unit:
            await unit.places.migrate("telegram", "-5", "-100")
            await unit.commit()

    async def test_settings_cooldowns_and_follows_move(self, talk: ConversationBase) -> None:
        await self.fill(talk)
        await self.move(talk)
        async with talk.begin() as unit:
            assert (await unit.places.settings(NEW)).mode is Mode.QUIET
            assert (await unit.places.settings(OLD)).mode is Mode.ADDRESSED
            log_place = (await unit.places.settings(Place("telegram", "-9"))).log_place
            assert log_place == "-100"
            followers = await unit.opinions.followers("fact")
            assert {(item.person, item.place.id) for item in followers} == {
                ("ann", "-100"),
                ("ben", "-100"),
            }
            moved = await unit.replies.by_id("a")
            assert moved is not None
            assert moved.place == NEW
            assert await unit.replies.latest(NEW, "fact", NOON) is not None

    async def test_old_messages_are_not_taken_for_new_ones(self, talk: ConversationBase) -> None:
        await self.fill(talk)
        await self.move(talk)
        async with talk.begin() as unit:
            assert [reply.id for reply in await unit.replies.answering(NEW, "7")] == ["b"]
            moved = await unit.replies.by_id("a")
            assert moved is not None
            assert (moved.sent_id, moved.url) == ("", "")

    async def test_twice_is_as_good_as_once(self, talk: ConversationBase) -> None:
        await self.fill(talk)
        await self.move(talk)
        async with talk.begin() as unit:
            once = await unit.replies.by_id("a"), await unit.opinions.followers("fact")
        await self.move(talk)
        async with talk.begin() as unit:
            assert (await unit.places.settings(NEW)).mode is Mode.QUIET
            twice = await unit.replies.by_id("a"), await unit.opinions.followers("fact")
        assert once == twice
