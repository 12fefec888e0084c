"""Trouble on order, and the real limits on sending."""

import asyncio

import pytest
from telegram.error import Forbidden, NetworkError, RetryAfter

from .server import FloodLimits, ManualClock, NothingHappened, TelegramServer, Window
from .server.sample_bot import bare_bot


@pytest.fixture(autouse=True)
def _new_ways(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it python-telegram-bot warns at every RetryAfter it raises."""
    monkeypatch.setenv("PTB_TIMEDELTA", "1")


async def test_floods_and_refusals_come_as_often_as_ordered() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, ben = telegram.user("Ann"), telegram.user("Ben")
        await ann.starts_bot()
        await ben.starts_bot()
        telegram.faults.retry_after(7, times=2, chat=ann.chat.chat)
        await bot.send_message(ben.id, "unharmed")
        for _ in range(2):
            with pytest.raises(RetryAfter) as flooded:
                await bot.send_message(ann.id, "card")
            assert flooded.value._retry_after.total_seconds() == 7
        await bot.send_message(ann.id, "card")
        telegram.faults.refuse("sendMessage", 403, "Forbidden: user is deactivated")
        with pytest.raises(Forbidden, match="user is deactivated"):
            await bot.send_message(ann.id, "card")
        telegram.faults.bad_gateway()
        with pytest.raises(NetworkError, match="Bad Gateway"):
            await bot.send_message(ann.id, "card")
        assert telegram.faults.happened == 4


async def test_a_lost_request_is_undone_and_a_lost_answer_is_done() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.starts_bot()
        telegram.faults.lose_request()
        with pytest.raises(NetworkError):
            await bot.send_message(ann.id, "card")
        assert ann.chat.messages_from_bot == []
        telegram.faults.lose_answer()
        with pytest.raises(NetworkError):
            await bot.send_message(ann.id, "card")
        assert len(ann.chat.messages_from_bot) == 1


async def test_a_held_call_waits_at_the_gate() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.starts_bot()
        gate = telegram.faults.hold("sendMessage")
        sending = asyncio.create_task(bot.send_message(ann.id, "card"))
        await gate.reached()
        assert ann.chat.messages_from_bot == []
        gate.release()
        await sending
        assert len(ann.chat.messages_from_bot) == 1


async def test_the_real_limits_per_chat() -> None:
    clock = ManualClock()
    async with (
        TelegramServer(clock=clock, flood=FloodLimits()) as telegram,
        bare_bot(telegram) as bot,
    ):
        ann = telegram.user("Ann")
        await ann.starts_bot()
        for number in range(4):
            await bot.send_message(ann.id, f"card {number}")
        with pytest.raises(RetryAfter):
            await bot.send_message(ann.id, "one too many")
        clock.advance(4)
        await bot.send_message(ann.id, "later")
        assert telegram.flood.refused == 1


async def test_the_real_limits_per_group_and_overall() -> None:
    clock = ManualClock()
    flood = FloodLimits(per_chat=Window(100, 1.0))
    async with TelegramServer(clock=clock, flood=flood) as telegram, bare_bot(telegram) as bot:
        group = telegram.supergroup("News")
        for number in range(20):
            await bot.send_message(group.id, f"card {number}")
        with pytest.raises(RetryAfter) as flooded:
            await bot.send_message(group.id, "one too many")
        assert flooded.value._retry_after.total_seconds() == 60
        people = [telegram.user(f"Person {number}") for number in range(11)]
        for person in people:
            await person.starts_bot()
        for person in people[:10]:
            await bot.send_message(person.id, "card")
        with pytest.raises(RetryAfter):
            await bot.send_message(people[10].id, "the thirty-first in a second")


async def test_waiting_in_vain_says_for_what() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        with pytest.raises(NothingHappened, match=r"waited 0\.05 s for the bot to have sent"):
            await ann.chat.next_message_from_bot(patience=0.05)
