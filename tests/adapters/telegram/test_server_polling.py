"""getUpdates: waits, confirms, keeps its subscription, and serves one consumer."""

import asyncio
from typing import Any

import pytest
from telegram import Bot, Update
from telegram.error import Conflict, InvalidToken, NetworkError
from telegram.ext import CallbackContext, MessageHandler, filters

from .server import ManualClock, ProtocolBroken, TelegramServer
from .server.sample_bot import bare_bot, polling

Context = CallbackContext[Any, Any, Any, Any]


async def echo(update: Update, _context: Context) -> None:
    assert update.effective_message is not None
    await update.effective_message.reply_text(f"You said: {update.effective_message.text}")


async def test_a_polling_application_answers_over_a_real_socket() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with polling(telegram, MessageHandler(filters.TEXT, echo)):
            await ann.tells_bot("hello")
            reply = await ann.chat.next_message_from_bot()
    assert reply.text == "You said: hello"
    assert telegram.calls[0].method == "getMe"


async def test_a_poll_waits_until_something_happens() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        poll = asyncio.create_task(bot.get_updates(timeout=30))
        await telegram.bot_is_polling()
        assert not poll.done()
        await ann.tells_bot("hello")
        (update,) = await poll
        assert update.message is not None
        assert update.message.text == "hello"


async def test_a_poll_ends_empty_after_its_timeout() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        assert await bot.get_updates(timeout=1) == ()
        assert await bot.get_updates() == ()


async def test_only_a_higher_offset_confirms() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        for word in ("one", "two", "three"):
            await ann.tells_bot(word)
        first = await bot.get_updates()
        again = await bot.get_updates()
        rest = await bot.get_updates(offset=first[0].update_id + 1)
        last = await bot.get_updates(offset=-1)
        assert [u.update_id for u in again] == [u.update_id for u in first]
        assert [u.message.text for u in rest if u.message] == ["two", "three"]
        assert [u.message.text for u in last if u.message] == ["three"]
        assert len(telegram.world.queue.pending) == 1


async def test_updates_are_kept_for_a_day() -> None:
    clock = ManualClock()
    async with TelegramServer(clock=clock) as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.tells_bot("yesterday")
        clock.advance(24 * 3600 + 1)
        await ann.tells_bot("today")
        (update,) = await bot.get_updates()
        assert update.message is not None
        assert update.message.text == "today"


async def test_the_subscription_outlives_the_call_that_made_it() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await bot.get_updates(allowed_updates=["inline_query"])
        await bot.get_updates()
        await ann.tells_bot("unheard")
        await ann.asks_inline("heard")
        (update,) = await bot.get_updates()
        assert update.inline_query is not None
        await bot.get_updates(offset=update.update_id + 1, allowed_updates=[])
        await ann.tells_bot("heard again")
        (update,) = await bot.get_updates()
        assert update.message is not None


async def test_reactions_come_only_when_asked_for_and_to_admins() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann, group = telegram.user("Ann"), telegram.supergroup("News")
        message = await ann.says(group, "something")
        group.promotes_bot(ann.account)
        await ann.reacts(message, "🔥")  # nobody subscribed yet
        await bot.get_updates(allowed_updates=["message_reaction"])
        await ann.reacts(message, "🤔")
        group.demotes_bot(ann.account)
        await ann.reacts(message, None)
        reactions = [u.message_reaction for u in await bot.get_updates() if u.message_reaction]
        assert [r.new_reaction[0].to_dict()["emoji"] for r in reactions] == ["🤔"]


async def test_a_second_poller_throws_the_first_one_out() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as one, bare_bot(telegram) as two:
        ann = telegram.user("Ann")
        first = asyncio.create_task(one.get_updates(timeout=30))
        await telegram.bot_is_polling()
        second = asyncio.create_task(two.get_updates(timeout=30))
        with pytest.raises(Conflict, match="terminated by other getUpdates request"):
            await first
        await ann.tells_bot("hello")
        assert len(await second) == 1
        telegram.refusals.take("only one bot instance")


async def test_a_second_poller_fails_the_test_that_didnt_expect_it() -> None:
    telegram = TelegramServer()
    await telegram.start()
    async with bare_bot(telegram) as one, bare_bot(telegram) as two:
        first = asyncio.create_task(one.get_updates(timeout=30))
        await telegram.bot_is_polling()
        second = asyncio.create_task(two.get_updates(timeout=30))
        with pytest.raises(Conflict):
            await first
        second.cancel()
        await asyncio.wait([second])
    await telegram.stop()
    with pytest.raises(ProtocolBroken, match="terminated by other getUpdates"):
        telegram.check()


async def test_a_restarted_bot_is_no_second_poller() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        for word in ("first", "second"):
            async with polling(telegram, MessageHandler(filters.TEXT, echo)):
                await ann.tells_bot(word)
                assert (await ann.chat.next_message_from_bot()).text == f"You said: {word}"
    assert len(telegram.refusals) == 0


async def test_a_poll_is_refused_while_a_webhook_is_set() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        await bot.set_webhook("http://127.0.0.1:9/hook")
        with pytest.raises(Conflict, match="while webhook is active"):
            await bot.get_updates()
        telegram.refusals.take("use deleteWebhook")
        await bot.delete_webhook()
        assert await bot.get_updates() == ()


async def test_a_wrong_token_is_unauthorized() -> None:
    async with TelegramServer() as telegram:
        bot = Bot("7000000001:another", base_url=telegram.base_url)
        with pytest.raises(InvalidToken):
            await bot.initialize()
        await bot.shutdown()
        telegram.refusals.take("Unauthorized")


async def test_settled_lets_a_test_assert_silence() -> None:
    seen = []

    async def listen(update: Update, _context: Context) -> None:
        await asyncio.sleep(0)
        seen.append(update.update_id)

    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with polling(telegram, MessageHandler(filters.TEXT, listen)):
            for number in range(5):
                await ann.tells_bot(f"message {number}")
            await telegram.settled()
            assert len(seen) == 5
            assert ann.chat.messages_from_bot == []


async def test_settled_waits_for_what_the_bot_is_still_sending() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with polling(telegram, MessageHandler(filters.TEXT, echo)):
            gate = telegram.faults.hold("sendMessage")
            await ann.tells_bot("hello")
            await gate.reached()
            settled = asyncio.create_task(telegram.settled())
            await asyncio.sleep(0)
            assert not settled.done()
            gate.release()
            await settled
            assert len(ann.chat.messages_from_bot) == 1


async def test_settling_without_anybody_to_ask_is_refused() -> None:
    async with TelegramServer() as telegram:
        with pytest.raises(AssertionError, match="give a probe first"):
            await telegram.settled()


async def test_a_bot_that_works_in_order_settles_by_an_answer() -> None:
    async with TelegramServer() as telegram:
        ann, ben = telegram.user("Ann"), telegram.user("Ben")
        async with polling(telegram, MessageHandler(filters.TEXT, echo)):
            await ann.tells_bot("hello")
            await telegram.settled_after(ben)
            assert len(ann.chat.messages_from_bot) == 1


async def test_a_crash_of_the_server_fails_the_test() -> None:
    telegram = TelegramServer()
    await telegram.start()
    async with bare_bot(telegram) as bot:
        telegram.world.settings = None  # type: ignore[assignment] # sabotage
        with pytest.raises(NetworkError):
            await bot.get_me()
    await telegram.stop()
    with pytest.raises(ProtocolBroken, match="this server broke on getMe"):
        telegram.check()


async def test_settling_goes_round_again_when_the_bot_did_something_meanwhile() -> None:
    async with TelegramServer() as telegram, bare_bot(telegram) as bot:
        ann = telegram.user("Ann")
        await ann.starts_bot()
        await bot.get_updates(offset=telegram.updates[0].id + 1)
        rounds: list[int] = []

        async def probe() -> None:
            rounds.append(len(rounds))
            if len(rounds) == 1:
                await bot.send_message(ann.id, "late")

        telegram.asks_when_idle(probe)
        await telegram.settled()
        assert rounds == [0, 1]
