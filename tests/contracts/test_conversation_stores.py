"""One contract for what conversations remember: memory, SQLite and PostgreSQL."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.messages import Place, PlaceKind
from bot.ports import ConversationBase, ConversationUnit, PostedReply, ReplyKind, ReplyState
from factbase.errors import Conflict
from factbase.matching.decision import Lane, MessageStance
from tests.builders import NOON
from tests.contracts.conversing import HERE, a_reply, conversation_base, conversations, recorded
from tests.stores import Store

__all__ = ["conversations"]

LIVE = [ReplyState.CLAIMED, ReplyState.SENDING, ReplyState.SENT]
OVER = [ReplyState.FAILED, ReplyState.REMOVED]


async def answered(unit: ConversationUnit, reply: PostedReply) -> bool:
    """Claim and commit as answering does; a store may say at either step that it is too late."""
    try:
        await unit.writing()
        if await unit.replies.claim(reply) is not None:
            return False
        await unit.commit()
    except Conflict:
        return False
    return True


class TestReplies:
    async def test_come_back_as_they_were_recorded(self, conversations: ConversationBase) -> None:
        reply = PostedReply(
            id="a1",
            place=Place("telegram", "-100", PlaceKind.CHANNEL, "-100", "7"),
            message_id="42",
            kind=ReplyKind.CANDIDATES,
            lane=Lane.UNPROMPTED,
            author="0f" * 16,
            locale="ru",
            at=NOON,
            fact_id="fact-1",
            fact_version=3,
            others=("fact-2", "fact-3"),
            confidence=0.875,
            stance=MessageStance.REPORTS_DENIAL,
            state=ReplyState.SENT,
            sent_id="43",
            url="https://t.example/43",
        )
        await recorded(conversations, reply)
        async with conversations.begin() as unit:
            assert await unit.replies.by_id("a1") == reply
            assert await unit.replies.by_id("a2") is None

    async def test_one_per_message_and_fact(self, conversations: ConversationBase) -> None:
        first = a_reply("a1")
        await recorded(conversations, first)
        async with conversations.begin() as unit:
            assert await unit.replies.claim(a_reply("a2")) == first
            assert await unit.replies.claim(a_reply("a3", fact_id="fact-2")) is None
            assert await unit.replies.claim(a_reply("a4", message_id="other")) is None
            other_place = replace(HERE, id="elsewhere")
            assert await unit.replies.claim(a_reply("a5", place=other_place)) is None
            other_platform = replace(HERE, platform="telegram")
            assert await unit.replies.claim(a_reply("a6", place=other_platform)) is None
            await unit.commit()
        async with conversations.begin() as unit:
            assert await unit.replies.by_id("a2") is None

    @pytest.mark.parametrize("state", OVER)
    async def test_one_per_message_and_fact_ever(
        self, conversations: ConversationBase, state: ReplyState
    ) -> None:
        gone = a_reply("a1", state=state)
        await recorded(conversations, gone)
        async with conversations.begin() as unit:
            assert await unit.replies.claim(a_reply("a2")) == gone

    async def test_two_units_racing_for_a_message_leave_one_reply(
        self, conversations: ConversationBase, store: Store
    ) -> None:
        other = await conversation_base(store, conversations)
        won = []
        try:
            for base, name in ((conversations, "a1"), (other, "a2")):
                async with base.begin() as unit:
                    if await answered(unit, a_reply(name)):
                        won.append(name)
            async with other.begin() as unit:
                found = await unit.replies.answering(HERE, "message-1")
            assert [reply.id for reply in found] == won == ["a1"]
        finally:
            await other.close()

    async def test_the_one_who_looked_before_the_other_committed_gets_no_reply(
        self, conversations: ConversationBase, store: Store
    ) -> None:
        other = await conversation_base(store, conversations)
        try:
            async with conversations.begin() as slow:
                assert await slow.replies.answering(HERE, "message-1") == ()
                await recorded(other, a_reply("a2"))
                assert not await answered(slow, a_reply("a1"))
            async with conversations.begin() as unit:
                found = await unit.replies.answering(HERE, "message-1")
            assert [reply.id for reply in found] == ["a2"]
        finally:
            await other.close()

    async def test_without_commit_nothing_was_claimed(
        self, conversations: ConversationBase
    ) -> None:
        async with conversations.begin() as unit:
            assert await unit.replies.claim(a_reply("a1")) is None
            assert await unit.replies.by_id("a1") is not None
        async with conversations.begin() as unit:
            assert await unit.replies.by_id("a1") is None
            assert await unit.replies.claim(a_reply("a2")) is None

    async def test_updates_replace_what_was_recorded(self, conversations: ConversationBase) -> None:
        await recorded(conversations, a_reply("a1"))
        later = a_reply("a1", state=ReplyState.SENT, sent_id="9", url="https://x.example/", at=NOON)
        async with conversations.begin() as unit:
            assert await unit.replies.by_id("a1") == a_reply("a1")
            await unit.replies.update(later)
            assert await unit.replies.by_id("a1") == later
            await unit.commit()
        async with conversations.begin() as unit:
            assert await unit.replies.by_id("a1") == later

    @pytest.mark.parametrize("state", ReplyState)
    async def test_live_ones_answer_their_message(
        self, conversations: ConversationBase, state: ReplyState
    ) -> None:
        await recorded(conversations, a_reply("a1", state=state), a_reply("a2", message_id="2"))
        async with conversations.begin() as unit:
            found = await unit.replies.answering(replace(HERE, thread="another"), "message-1")
        assert [reply.id for reply in found] == (["a1"] if state in LIVE else [])

    @pytest.mark.parametrize("state", ReplyState)
    async def test_live_ones_are_found_by_what_the_platform_calls_them(
        self, conversations: ConversationBase, state: ReplyState
    ) -> None:
        ours = a_reply("a1", state=state, sent_id="900")
        other = a_reply("a2", message_id="2", state=ReplyState.SENT, sent_id="901")
        there = replace(HERE, platform="telegram")
        elsewhere = a_reply("a3", state=ReplyState.SENT, sent_id="900", place=there)
        await recorded(conversations, ours, other, elsewhere)
        async with conversations.begin() as unit:
            found = await unit.replies.sent_as(replace(HERE, thread="another"), "900")
            assert found == (ours if state in LIVE else None)
            assert await unit.replies.sent_as(HERE, "902") is None
            assert await unit.replies.sent_as(replace(HERE, id="elsewhere"), "900") is None

    async def test_unfinished_are_those_on_their_way_oldest_first(
        self, conversations: ConversationBase
    ) -> None:
        states = enumerate(ReplyState)
        await recorded(
            conversations,
            *(
                a_reply(f"a{n}", message_id=f"m{n}", state=state, at=NOON - timedelta(seconds=n))
                for n, state in states
            ),
            a_reply("elsewhere", place=replace(HERE, platform="telegram")),
        )
        async with conversations.begin() as unit:
            found = await unit.replies.unfinished(HERE.platform)
        assert [reply.state for reply in found] == [ReplyState.SENDING, ReplyState.CLAIMED]

    @settings(
        max_examples=15,
        deadline=None,
        suppress_health_check=[HealthCheck.function_scoped_fixture],
    )
    @given(
        st.lists(
            st.tuples(
                st.integers(0, 4),
                st.sampled_from(["here", "elsewhere", "thread"]),
                st.sampled_from(["fact-1", "fact-2", ""]),
                st.sampled_from(ReplyState),
            ),
            max_size=8,
        ),
        st.integers(0, 4),
    )
    async def test_the_latest_in_a_place_is_found_whatever_else_was_said(
        self,
        conversations: ConversationBase,
        said: list[tuple[int, str, str, ReplyState]],
        since: int,
    ) -> None:
        run = uuid4().hex
        here = replace(HERE, id=f"place-{run}")
        places = {
            "here": here,
            "elsewhere": replace(here, id=f"other-{run}"),
            "thread": replace(here, thread="t"),
        }
        replies = [
            a_reply(
                f"{run}-{n}",
                place=places[place],
                message_id=f"m{n}",
                fact_id=fact,
                state=state,
                at=NOON + timedelta(minutes=minute),
            )
            for n, (minute, place, fact, state) in enumerate(said)
        ]
        await recorded(conversations, *replies)
        start = NOON + timedelta(minutes=since)
        wanted = [
            reply
            for reply in replies
            if reply.place == here
            and reply.fact_id == "fact-1"
            and reply.state in LIVE
            and reply.at >= start
        ]
        async with conversations.begin() as unit:
            found = await unit.replies.latest(here, "fact-1", start)
        expected = max(wanted, key=lambda reply: (reply.at, reply.id), default=None)
        assert found == expected
