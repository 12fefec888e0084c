"""The server as a process of its own, for load runs and for bots that get killed."""

import asyncio
import sys
from pathlib import Path

import aiohttp
import pytest
from telegram import Bot

from .server import TelegramServer

ROOT = Path(__file__).resolve().parents[3]
MODULE = "tests.adapters.telegram.server"


@pytest.mark.parametrize("flags", [[], ["--flood", "--no-privacy"]])
async def test_it_serves_a_bot_and_a_script(flags: list[str]) -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        MODULE,
        "--port",
        "0",
        *flags,
        cwd=ROOT,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        assert process.stdout is not None
        lines = [(await process.stdout.readline()).decode().strip() for _ in range(2)]
        known = dict(line.split("=", 1) for line in lines)
        base = known["FACTBOT_TELEGRAM__API_BASE_URL"]
        control = base.replace("/bot", "/control")
        async with (
            Bot(known["FACTBOT_TELEGRAM__TOKEN"], base_url=base) as bot,
            aiohttp.ClientSession() as script,
        ):
            assert bot.bot.can_read_all_group_messages is bool(flags)
            said = {"who": "Ann", "where": "News", "text": "/check the tower"}
            async with script.post(control, json=said) as answer:
                place = await answer.json()
            (update,) = await bot.get_updates(timeout=10)
            assert update.message is not None
            assert update.message.text == "/check the tower"
            await update.message.reply_text("card")
            async with script.get(control) as answer:
                told = await answer.json()
        chat = next(one for one in told["chats"] if one["chat"] == "News")
        assert [(m["from"], m["text"]) for m in chat["messages"]] == [
            ("Ann", "/check the tower"),
            ("Fact Bot", "card"),
        ]
        assert place["chat_id"] == update.message.chat.id
        assert told["refusals"] == []
    finally:
        process.terminate()
        await process.wait()


ECHO = """
import sys
from telegram.ext import ApplicationBuilder, MessageHandler, filters

async def echo(update, context):
    await update.effective_message.reply_text("You said: " + update.effective_message.text)

app = ApplicationBuilder().token(sys.argv[1]).base_url(sys.argv[2]).build()
app.add_handler(MessageHandler(filters.TEXT, echo))
app.run_polling()
"""


async def test_a_killed_bot_is_no_second_poller_and_finds_what_it_missed() -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        command = [sys.executable, "-c", ECHO, telegram.token, telegram.base_url]
        for words in (["before"], ["while it was gone", "and once more"]):
            said = [await ann.tells_bot(word) for word in words]
            bot = await asyncio.create_subprocess_exec(*command)
            try:
                replies = [await ann.chat.next_message_from_bot() for _ in said]
                await telegram.until(lambda: not telegram.world.queue.pending, "confirmation")
            finally:
                bot.kill()
                await bot.wait()
            assert [reply.text for reply in replies] == [f"You said: {word}" for word in words]
    assert len(telegram.refusals) == 0
