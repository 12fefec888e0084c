"""Floods, lost lines, refusals and repeated starts: nothing said twice, little left unsaid."""

from __future__ import annotations

import pytest

from bot.messages import Place
from bot.ports import ReplyState
from bot.storage.memory import MemoryConversationBase
from factbase.errors import StoreUnavailable

from .running import Running, running
from .server import FloodLimits, TelegramServer

HEADLINE = "Moscow's New Ally in Afghanistan"
SLUG = "russia-taliban-alliance"


async def test_a_flood_delays_only_the_chat_it_is_about() -> None:
    async with TelegramServer() as telegram:
        ann, ben = telegram.user("Ann"), telegram.user("Ben")
        busy, other = telegram.supergroup("Busy"), telegram.supergroup("Other")
        async with running(telegram):
            telegram.faults.retry_after(2, chat=busy.chat)
            await ann.says(busy, f"/check {HEADLINE}")
            await telegram.next_call("sendMessage")
            await ben.says(other, f"/check {HEADLINE}")
            assert SLUG in (await other.next_message_from_bot()).text
            assert busy.messages_from_bot == []
            assert SLUG in (await busy.next_message_from_bot()).text
            await telegram.settled()
        assert len(busy.messages_from_bot) == 1


@pytest.mark.parametrize("code", [500, 502])
async def test_what_the_server_refused_is_tried_again(code: int) -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            telegram.faults.refuse("sendMessage", code, "Internal Server Error")
            await ann.says(group, f"/check {HEADLINE}")
            assert SLUG in (await group.next_message_from_bot()).text
            await telegram.settled()
        assert len(group.messages_from_bot) == 1


async def test_what_may_have_arrived_is_not_said_twice() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram) as run:
            telegram.faults.lose_answer()
            await ann.says(group, f"/check {HEADLINE}")
            await group.next_message_from_bot()
            await telegram.settled()
            async with run.bot.base.begin() as unit:
                assert await unit.replies.unfinished("telegram") == ()
        assert len(group.messages_from_bot) == 1


async def test_it_polls_on_after_the_line_was_cut() -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram):
            telegram.faults.bad_gateway("getUpdates", times=2)
            await ann.says(group, f"/check {HEADLINE}")
            assert SLUG in (await group.next_message_from_bot()).text


@pytest.mark.parametrize("webhook", [False, True])
async def test_malformed_updates_hold_up_nobody(
    webhook: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, webhook=webhook):
            await ann.says(group, "/help")
            await group.next_message_from_bot()
            usual = telegram.updates[-1].payload
            for odd in (
                {"date": None},
                {"text": "\ud800 /check", "entities": [{"type": "x", "offset": -9, "length": 99}]},
                {"chat": usual["chat"] | {"type": "orchestra"}},
                {"entities": [{"type": "bot_command", "offset": 0, "length": None}]},
                {"forward_origin": {"type": "oracle", "date": 1, "sender_user": usual["from"]}},
            ):
                telegram.world.queue.push("message", usual | odd, lane=0)
            await ann.says(group, f"/check {HEADLINE}")
            while SLUG not in (await group.next_message_from_bot()).text:
                pass  # those that can be read at all are answered, too
            await telegram.settled()
        telegram.problems.clear()  # they are this server's own, as it was told to
        assert sum(SLUG in said.text for said in group.messages_from_bot) == 1


async def test_it_waits_for_a_telegram_that_is_away_at_the_start() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        telegram.faults.bad_gateway("getMe")
        telegram.faults.bad_gateway("setMyCommands")
        async with running(telegram):
            await ann.tells_bot(HEADLINE)
            assert SLUG in (await ann.chat.next_message_from_bot()).text


async def test_commands_are_told_once_and_again_after_a_failure() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram:
        telegram.faults.bad_gateway("setMyCommands")
        async with running(telegram, base):
            assert telegram.commands("all_private_chats") == {}
        async with running(telegram, base):
            told = len(telegram.journal.named("setMyCommands"))
            english = telegram.commands("all_private_chats")
            russian = telegram.commands("all_private_chats", "ru")
            assert english["check"] == "Check a claim, or the message you reply to"
            assert russian["check"] != english["check"]
            assert "addfact" in telegram.commands("all_chat_administrators")
            assert "addfact" not in telegram.commands("all_group_chats")
        async with running(telegram, base):
            assert len(telegram.journal.named("setMyCommands")) == told


class Away(MemoryConversationBase):
    """A base that can go away."""

    away = False

    def begin(self):  # type: ignore[no-untyped-def]
        if self.away:
            raise StoreUnavailable("the fact base can't be reached")
        return super().begin()


async def test_who_asks_is_answered_from_memory_while_the_base_is_away() -> None:
    base = Away()
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with running(telegram, base):
            base.away = True
            await ann.tells_bot(HEADLINE)
            card = await ann.chat.next_message_from_bot()
            assert "what I last read" in card.text
            telegram.redelivers(telegram.updates[0])
            await telegram.settled()
            base.away = False
        assert len(ann.chat.messages_from_bot) == 1


async def test_a_group_that_asks_much_stays_under_the_limits() -> None:
    async with TelegramServer(flood=FloodLimits()) as telegram:
        people = [telegram.user(f"Person {number}") for number in range(12)]
        async with running(telegram):
            for person in people:
                await person.tells_bot(HEADLINE)
            for person in people:
                assert SLUG in (await person.chat.next_message_from_bot()).text
        assert telegram._endpoint.flood.refused == 0


async def test_a_reply_that_was_recorded_but_not_sent_is_sent_at_the_next_start() -> None:
    base = MemoryConversationBase()
    async with TelegramServer() as telegram:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        async with running(telegram, base) as run:
            telegram.faults.retry_after(3_600)
            await ann.says(group, f"/check {HEADLINE}")
            await telegram.next_call("sendMessage")
            await telegram.until(lambda: _waits(run, base), "the ticket to wait")
        (ticket,) = await _unfinished(base)
        assert ticket.state is ReplyState.CLAIMED


def _waits(run: Running, base: MemoryConversationBase) -> bool:
    del run
    return all(reply.state is ReplyState.CLAIMED for reply in base._notebooks[0].replies.values())


async def _unfinished(base: MemoryConversationBase):  # type: ignore[no-untyped-def]
    async with base.begin() as unit:
        return await unit.replies.unfinished("telegram")


class Broken(MemoryConversationBase):
    """A base with a fault that nobody thought of, once."""

    broken = False

    def turn(self, over: Place | str):  # type: ignore[no-untyped-def]
        if self.broken:
            self.broken = False
            raise RuntimeError("words that nobody should read")
        return super().turn(over)


async def test_a_fault_nobody_thought_of_stops_nothing() -> None:
    base = Broken()
    async with TelegramServer() as telegram:
        ann, ben, group = telegram.user("Ann"), telegram.user("Ben"), telegram.supergroup("News")
        async with running(telegram, base):
            base.broken = True
            await ann.says(group, f"/check {HEADLINE}")
            assert "Something went wrong" in (await group.next_message_from_bot()).text
            await ben.says(group, f"/check {HEADLINE}")
            assert SLUG in (await group.next_message_from_bot()).text
            async with base.begin() as unit:
                assert await unit.inbox.open("telegram") == ()
