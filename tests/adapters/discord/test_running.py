"""The program itself: run, told to stop, killed, started again, asked what is wrong."""

from __future__ import annotations

import asyncio
import signal
import socket
from pathlib import Path

import pytest

from .life import ALLY, ALLY_SLUG, ARMS, ARMS_SLUG
from .processes import finished, running
from .server import DiscordServer, RealClock

SOON = 60.0
"""Seconds until a process that was told to end is given up. An idle machine takes under five, the
bot's own limit for what it is sending; a busy one must not fail for that."""


async def test_sigterm_ends_it_soon_and_what_is_being_sent_arrives(tmp_path: Path) -> None:
    async with DiscordServer(clock=RealClock()) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, tmp_path) as process:
            gate = server.rest.hold("create_message")
            await ann.says(general, f"@factbot {ALLY}")
            await gate.reached.wait()
            process.send_signal(signal.SIGTERM)
            gate.open()
            async with asyncio.timeout(SOON):
                _, errors = await process.communicate()
            assert process.returncode == 0, errors.decode()
            assert ALLY_SLUG in (await general.next_message_from_bot()).text
            assert server.token.encode() not in errors
            assert b"Ally" not in errors


async def test_sigterm_ends_it_soon_though_discord_hangs(tmp_path: Path) -> None:
    async with DiscordServer(clock=RealClock()) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, tmp_path) as process:
            gate = server.rest.hold("create_message")
            await ann.says(general, f"@factbot {ALLY}")
            await gate.reached.wait()
            process.send_signal(signal.SIGTERM)
            async with asyncio.timeout(SOON):
                await process.communicate()
            assert process.returncode == 0
            gate.open()


async def test_a_killed_bot_leaves_nothing_said_twice(tmp_path: Path) -> None:
    async with DiscordServer(clock=RealClock()) as server:
        general = server.guild("News").channel("general")
        ann = general.town.member("Ann")
        async with running(server, tmp_path) as process:
            await ann.says(general, f"@factbot {ALLY}")
            card = await general.next_message_from_bot()
            process.kill()
            await process.wait()
        async with running(server, tmp_path):
            server.gateway.repeat(general.messages[0])
            await ann.says(general, f"@factbot {ARMS}")
            other = await general.next_message_from_bot()
            while other is card:
                other = await general.next_message_from_bot()
            assert ARMS_SLUG in other.text
            assert general.from_bot == [card, other]


async def test_a_wrong_token_and_a_missing_intent_end_in_one_line(tmp_path: Path) -> None:
    async with DiscordServer(clock=RealClock()) as server:
        server.guild("News").channel("general")
        code, _, errors = await finished(
            server, tmp_path, "run", "discord", FACTBOT_DISCORD__TOKEN="wrong"
        )
        assert code == 2
        assert "FACTBOT_DISCORD__TOKEN is not accepted" in errors
        code, _, errors = await finished(
            server, tmp_path, "run", "discord", FACTBOT_DISCORD__MESSAGE_CONTENT="true"
        )
        assert code == 2
        assert "Message Content Intent" in errors
        assert "Traceback" not in errors
        server.take_refusals()


@pytest.mark.parametrize("command", [("run", "discord"), ("discord", "doctor")], ids=" ".join)
async def test_a_discord_that_is_not_there_ends_in_one_line(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    async with DiscordServer(clock=RealClock()) as server:
        with socket.socket() as deaf:  # bound, and nobody listens: connections are refused
            deaf.bind(("127.0.0.1", 0))
            nowhere = f"http://127.0.0.1:{deaf.getsockname()[1]}"
            code, _, errors = await finished(
                server, tmp_path, *command, FACTBOT_DISCORD__API_BASE_URL=nowhere
            )
    assert code == 2
    assert "factbot: Discord can't be reached or refused to answer (" in errors
    assert "Traceback" not in errors


async def test_doctor_and_sync_from_the_command_line(tmp_path: Path) -> None:
    async with DiscordServer(clock=RealClock()) as server:
        server.guild("News").channel("general")
        code, out, errors = await finished(server, tmp_path, "discord", "sync")
        assert (code, out) == (0, "8 commands registered\n"), errors
        code, out, errors = await finished(server, tmp_path, "discord", "doctor")
        assert code == 0, out + errors
        assert "ok  commands: 8 registered" in out
        code, out, _ = await finished(server, tmp_path, "discord", "invite")
        assert code == 0
        assert f"client_id={server.bot.id}" in out
        assert "applications.commands" in out
