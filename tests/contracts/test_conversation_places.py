"""One contract for places, wishes and secrets: memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.messages import Place
from bot.places.behaviour import Mode, PlaceSettings
from bot.ports import ConversationBase, ReplyState
from tests.builders import NOON, a_change, a_fact
from tests.contracts.conversing import HERE, a_reply, conversation_base, conversations, recorded
from tests.stores import Store

__all__ = ["conversations"]


class TestPlaces:
    async def test_the_closest_setting_counts(self, conversations: ConversationBase) -> None:
        place = replace(HERE, server="server", thread="thread")
        chosen = {
            "server": PlaceSettings(cooldown=1),
            place.id: PlaceSettings(cooldown=2),
            "thread": PlaceSettings(cooldown=3),
        }
        async with conversations.begin() as unit:
            assert await unit.places.settings(place) == PlaceSettings()
            for part, one in chosen.items():
                await unit.places.put(place.platform, part, one)
                assert await unit.places.settings(place) == one
            await unit.commit()
        async with conversations.begin() as unit:
            assert (await unit.places.settings(replace(place, thread=""))).cooldown == 2
            assert (await unit.places.settings(replace(place, thread="other"))).cooldown == 2
            elsewhere = replace(place, thread="", id="elsewhere")
            assert (await unit.places.settings(elsewhere)).cooldown == 1
            other_platform = replace(place, platform="telegram")
            assert await unit.places.settings(other_platform) == PlaceSettings()

    async def test_roles_are_the_servers_wherever_it_has_settings(
        self, conversations: ConversationBase
    ) -> None:
        room = replace(HERE, server="server", thread="thread")
        own = PlaceSettings(cooldown=5, moderator_roles=("1",))
        async with conversations.begin() as unit:
            await unit.places.put(room.platform, room.id, own, "server")
            assert await unit.places.settings(room) == own
            whole = PlaceSettings(community="airport", admin_roles=("2",), cooldown=9)
            await unit.places.put(room.platform, "server", whole)
            await unit.places.put(room.platform, "thread", PlaceSettings(cooldown=7), "server")
            await unit.commit()
        async with conversations.begin() as unit:
            assert await unit.places.settings(room) == replace(whole, cooldown=7)
            assert await unit.places.settings(replace(room, thread="")) == replace(
                whole, cooldown=5
            )

    async def test_a_channel_is_where_it_was_bound_to_and_else_as_its_server(
        self, conversations: ConversationBase
    ) -> None:
        room, beside = (replace(HERE, id=key, server="server") for key in ("room", "beside"))
        whole = PlaceSettings(
            Mode.UNPROMPTED, "airport", cooldown=9, admin_roles=("2",), log_place="log"
        )
        async with conversations.begin() as unit:
            await unit.places.put(room.platform, "server", whole)
            await unit.places.bind(room.platform, "room", "harbour")
            await unit.places.put(room.platform, "beside", PlaceSettings(cooldown=5), "server")
            await unit.places.bind(room.platform, "beside", "harbour")
            await unit.commit()
        bound = replace(whole, community="harbour")
        async with conversations.begin() as unit:
            assert await unit.places.settings(room) == bound
            assert await unit.places.settings(replace(room, thread="thread")) == bound
            assert await unit.places.settings(beside) == PlaceSettings(
                community="harbour", cooldown=5, admin_roles=("2",)
            )
            assert await unit.places.settings(replace(room, id="other")) == whole
            for key in ("room", "beside", "server"):
                await unit.places.bind(room.platform, key, "")
            await unit.commit()
        async with conversations.begin() as unit:
            assert await unit.places.settings(room) == replace(whole, community="")
            assert (await unit.places.settings(beside)).community == ""

    async def test_a_server_that_was_only_bound_takes_no_roles_away(
        self, conversations: ConversationBase
    ) -> None:
        """Its community is all that is stored for it: who acts in its channels stays as it was."""
        room = replace(HERE, id="room", server="server", thread="thread")
        own = PlaceSettings(
            cooldown=5, contributor_roles=("1",), moderator_roles=("2",), admin_roles=("3",)
        )
        async with conversations.begin() as unit:
            await unit.places.put(room.platform, "room", own, "server")
            await unit.places.bind(room.platform, "server", "harbour")
            await unit.commit()
        bound = replace(own, community="harbour")
        async with conversations.begin() as unit:
            for place in (room, replace(room, thread="")):
                assert await unit.places.settings(place) == bound
            beside = await unit.places.settings(replace(room, id="beside"))
            assert beside == PlaceSettings(community="harbour")
            await unit.places.bind(room.platform, "server", "")
            assert await unit.places.settings(room) == own
            # Settings of its own are the server's word, also where they name no roles.
            await unit.places.put(room.platform, "server", PlaceSettings(cooldown=9))
            assert await unit.places.settings(room) == PlaceSettings(cooldown=5)

    async def test_settings_come_back_whole(self, conversations: ConversationBase) -> None:
        chosen = PlaceSettings(
            mode=Mode.SHADOW,
            community="harbour",
            threshold=0.97,
            cooldown=0,
            locale="ru",
            moderator_roles=("1", "2"),
            log_place="99",
            ignored_roles=("3",),
            ignored_places=("4", "5"),
        )
        async with conversations.begin() as unit:
            await unit.places.put(HERE.platform, HERE.id, PlaceSettings(mode=Mode.OFF))
            await unit.places.put(HERE.platform, HERE.id, chosen)
            await unit.commit()
        async with conversations.begin() as unit:
            assert await unit.places.settings(HERE) == chosen

    async def test_a_place_moves_with_its_settings_and_cooldowns(
        self, conversations: ConversationBase
    ) -> None:
        old = Place("telegram", "-5", server="-5")
        new = Place("telegram", "-1005", server="-1005")
        moved = PlaceSettings(mode=Mode.UNPROMPTED)
        replies = (
            a_reply("a1", place=old, state=ReplyState.SENT),
            # Numbers of messages begin anew in the new place, so they may meet.
            a_reply("a2", place=new, state=ReplyState.SENT, at=NOON - timedelta(minutes=1)),
        )
        async with conversations.begin() as unit:
            await unit.places.put("telegram", "-5", moved)
            await unit.places.put("telegram", "-1005", PlaceSettings(mode=Mode.OFF))
            await unit.commit()
        await recorded(conversations, *replies)
        for _ in range(2):
            async with conversations.begin() as unit:
                await unit.places.migrate("telegram", "-5", "-1005")
                await unit.commit()
        async with conversations.begin() as unit:
            assert await unit.places.settings(old) == PlaceSettings()
            assert await unit.places.settings(new) == moved
            latest = await unit.replies.latest(new, "fact-1", NOON - timedelta(hours=1))
            assert latest is not None
            assert latest.id == "a1"
            assert await unit.replies.latest(old, "fact-1", NOON - timedelta(hours=1)) is None
            answering = await unit.replies.answering(new, "message-1")
        assert [reply.id for reply in answering] == ["a2"]

    async def test_wishes_to_be_left_alone_are_kept_until_taken_back(
        self, conversations: ConversationBase
    ) -> None:
        for ignored in (True, True, False, False, True):
            async with conversations.begin() as unit:
                await unit.places.ignore("0f0f", ignored=ignored)
                await unit.commit()
            async with conversations.begin() as unit:
                assert await unit.places.ignores("0f0f") is ignored
                assert not await unit.places.ignores("f0f0")
                assert await unit.places.opted_out() == ({"0f0f"} if ignored else set())

    async def test_the_mark_of_the_wishes_changes_with_them_and_only_then(
        self, conversations: ConversationBase
    ) -> None:
        marks = []
        for person, ignored in (("0f", True), ("0f", True), ("f0", True), ("0f", False)):
            async with conversations.begin() as unit:
                await unit.places.ignore(person, ignored=ignored)
                await unit.commit()
            async with conversations.begin() as unit:
                marks.append(await unit.places.opt_out_mark())
        assert marks[0] == marks[1]
        assert len(set(marks)) == 3

    async def test_many_places_are_read_at_once_as_they_would_be_one_by_one(
        self, conversations: ConversationBase
    ) -> None:
        places = [
            Place("discord", f"room-{number}", server=f"server-{number % 7}")
            for number in range(1_200)
        ]
        async with conversations.begin() as unit:
            for server in range(5):
                settings = PlaceSettings(cooldown=60 + server)
                await unit.places.put("discord", f"server-{server}", settings)
            await unit.places.put("discord", "room-8", PlaceSettings(cooldown=90))
            await unit.commit()
        async with conversations.begin() as unit:
            found = await unit.places.settings_of(places)
            some = {place: await unit.places.settings(place) for place in places[:20]}
        assert len(found) == len(places)
        assert {place: found[place] for place in some} == some
        assert found[places[8]].cooldown == 90
        assert found[places[1_199]].cooldown == 62


async def test_secrets_are_stable_and_differ_by_name(
    conversations: ConversationBase, store: Store
) -> None:
    first = await conversations.secret("people")
    assert len(first) >= 32
    assert await conversations.secret("people") == first
    assert await conversations.secret("links") != first
    other = await conversation_base(store, conversations)
    try:
        assert await other.secret("people") == first
    finally:
        await other.close()


async def test_facts_and_replies_are_one_transaction(conversations: ConversationBase) -> None:
    async with conversations.begin() as unit:
        await unit.facts.add(a_fact(), a_change())
        await unit.replies.claim(a_reply("a1"))
    async with conversations.begin() as unit:
        assert await unit.facts.revision() == 0
        assert await unit.replies.by_id("a1") is None
