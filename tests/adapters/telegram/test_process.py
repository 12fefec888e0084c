"""The bot as a process of its own: SIGTERM, kill -9 in the middle, and a token in no log."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bench.load_telegram import Load, run
from tests.stores import PostgresDatabases

from .server import TelegramServer

ROOT = Path(__file__).resolve().parents[3]
HEADLINE = "Moscow's New Ally in Afghanistan"
FACTBOT = "from bot.cli import main; main()"


@asynccontextmanager
async def factbot(
    telegram: TelegramServer, folder: Path, *arguments: str, **more: str
) -> AsyncIterator[tuple[asyncio.subprocess.Process, Path]]:
    """`factbot ARGUMENTS`, with what it writes in a file."""
    log = folder / "log"
    environment = os.environ | {
        "FACTBOT_TELEGRAM__TOKEN": telegram.token,
        "FACTBOT_TELEGRAM__API_BASE_URL": telegram.base_url,
        "FACTBOT_DATABASE_URL": f"sqlite:///{folder / 'factbot.sqlite3'}",
        "FACTBOT_LOG_LEVEL": "debug",
        **more,
    }
    with log.open("ab") as lines:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", FACTBOT, *arguments,
            cwd=ROOT, env=environment, stdout=lines, stderr=lines,
        )  # fmt: skip
    try:
        yield process, log
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_it_answers_and_ends_when_told_to(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        ann = telegram.user("Ann")
        async with factbot(telegram, tmp_path, "run", "telegram") as (process, log):
            await ann.tells_bot(HEADLINE)
            card = await ann.chat.next_message_from_bot(60)
            assert "russia-taliban-alliance" in card.text
            telegram.faults.retry_after(600)
            await ann.tells_bot("/check The moon is made of cheese")
            await telegram.until(lambda: len(telegram.refusals) or None, "the refusal")
            process.terminate()
            async with asyncio.timeout(60):  # five on an idle machine: what waits is let go
                assert await process.wait() == 0
        written = log.read_text()
    assert "serving" in written
    assert telegram.token not in written
    assert telegram.token.partition(":")[2] not in written
    assert HEADLINE not in written


async def test_a_wrong_token_is_one_line_without_the_token(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        wrong = "7000000001:wrong-wrong-wrong"
        async with factbot(
            telegram, tmp_path, "run", "telegram", FACTBOT_TELEGRAM__TOKEN=wrong
        ) as (process, log):
            assert await process.wait() == 2
        last = log.read_text().strip().splitlines()[-1]
        telegram.refusals.take("Unauthorized")
    assert "FACTBOT_TELEGRAM__TOKEN" in last
    assert "wrong-wrong" not in log.read_text()


async def test_a_webhook_without_a_secret_is_refused(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        hook = {"FACTBOT_TELEGRAM__WEBHOOK_URL": "https://bot.example/hook"}
        async with factbot(telegram, tmp_path, "run", "telegram", **hook) as (process, log):
            assert await process.wait() == 2
    assert "FACTBOT_TELEGRAM__WEBHOOK_SECRET" in log.read_text()


async def test_the_doctor_says_what_to_change(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        telegram.world.settings.inline = False
        async with factbot(telegram, tmp_path, "telegram", "doctor") as (process, log):
            assert await process.wait() == 0
        told = log.read_text()
    assert "belongs to @factbot" in told
    assert "privacy mode: on" in told
    assert "/setinline" in told
    assert "polling; 0 waiting" in told


async def test_an_operator_joins_chats_and_tells_commands(tmp_path: Path) -> None:
    async with TelegramServer() as telegram:
        for arguments in (
            ("communities", "add", "harbour", "Harbour Watch"),
            ("telegram", "join", "--", "-1002200000001", "harbour"),
            ("telegram", "commands"),
        ):
            async with factbot(telegram, tmp_path, *arguments) as (process, _):
                assert await process.wait() == 0
        assert "addfact" in telegram.commands("all_chat_administrators", "ru")


@pytest.mark.parametrize("kill_at", [0.0, 3.0])
async def test_under_load_everybody_is_answered_once(kill_at: float) -> None:
    came = await run(Load(rate=60, seconds=6.0, groups=40, people=400, kill_at=kill_at))
    assert came.problems == []
    assert came.asked > 20
    assert came.answered_twice == 0
    assert came.refused_for_flood == 0
    # A reply that was on the wire when the process died may have arrived; it is never sent again.
    assert came.unanswered <= (3 if kill_at else 0)


async def test_when_the_one_that_polls_is_killed_another_goes_on(
    tmp_path: Path, postgres: PostgresDatabases
) -> None:
    async with TelegramServer() as telegram, postgres.store() as store:
        ann = telegram.user("Ann")
        address = {"FACTBOT_DATABASE_URL": store.url}
        folders = [tmp_path / "one", tmp_path / "other"]
        for folder in folders:
            folder.mkdir()
        async with factbot(telegram, folders[0], "run", "telegram", **address) as (first, _):
            await telegram.until(
                lambda: telegram._endpoint.polling.waiting, "the first to poll", 60
            )
            async with factbot(telegram, folders[1], "run", "telegram", **address) as (other, log):
                await ann.tells_bot("/help")
                assert "Send me a headline" in (await ann.chat.next_message_from_bot(60)).text
                first.kill()
                await first.wait()
                await ann.tells_bot("/privacy")
                assert "What is kept" in (await ann.chat.next_message_from_bot(60)).text
                other.terminate()
                async with asyncio.timeout(60):
                    assert await other.wait() == 0
                assert "lease_held" in log.read_text()
        assert len(ann.chat.messages_from_bot) == 2
