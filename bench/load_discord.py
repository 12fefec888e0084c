"""Load on the Discord adapter: many messages a second over the fake Discord, a tenth mentions.

Usage: python -m bench.load_discord [--rate 200] [--seconds 60] [--kill] [--unprompted]

The bot is `factbot run discord` in a process of its own on a SQLite file; Discord is
`tests/adapters/discord/server` in this one. Time is taken from when the message is handed to the
gateway until the reply arrives by REST. `--kill` ends the bot with SIGKILL half-way and starts it
again; `--unprompted` has it read every message.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from bot.places.behaviour import Mode, PlaceSettings
from bot.settings import Settings
from bot.wiring import open_bot
from tests.adapters.discord.processes import start
from tests.adapters.discord.server import (
    DiscordServer,
    Message,
    NothingCame,
    Person,
    Place,
    RealClock,
)

PEOPLE, CHANNELS = 600, 60
MENTIONS = 10
"""Every tenth message is one."""
CLAIMS = (
    "Moscow's New Ally in Afghanistan: the Taliban",
    "Russia supplies the Taliban with weapons",
    "Russia and the Taliban share common interests",
    "Is the moon made of cheese?",
)
CHATTER = ("good morning", "did you see the match yesterday?", "the bridge is open again, I think")
SWEPT = 35.0
"""Seconds until what a dead process left behind is picked up: the lease, and a little."""


@dataclass
class Crowd:
    """Who speaks where, and what was asked."""

    server: DiscordServer
    people: list[Person]
    channels: list[Place]
    asked: list[Message] = field(default_factory=list)

    @classmethod
    def gather(cls, server: DiscordServer) -> Crowd:
        """One server with its people and channels."""
        town = server.guild("News")
        channels = [town.channel(f"channel-{n}") for n in range(CHANNELS)]
        return cls(server, [town.member(f"Person {n}") for n in range(PEOPLE)], channels)

    async def speak(self, rate: int, seconds: float) -> None:
        """So many messages a second, evenly."""
        begun = time.perf_counter()
        for number in range(int(rate * seconds)):
            await self._say(number)
            late = begun + number / rate - time.perf_counter()
            if late > 0:
                await asyncio.sleep(late)

    async def _say(self, number: int) -> None:
        place = self.channels[number % CHANNELS]
        if number % MENTIONS:
            person = self.people[number % PEOPLE]
            await person.says(place, CHATTER[number % len(CHATTER)])
            return
        asker = self.people[(number // MENTIONS) % PEOPLE]
        claim = CLAIMS[(number // MENTIONS) % len(CLAIMS)]
        self.asked.append(await asker.says(place, f"<@{self.server.bot.id}> {claim}"))

    def replies(self) -> list[tuple[Message, list[Message]]]:
        """Each question with its replies."""
        answers: dict[str, list[Message]] = {one.id: [] for one in self.asked}
        for channel in self.channels:
            for one in channel.from_bot:
                if one.referenced is not None and one.referenced.id in answers:
                    answers[one.referenced.id].append(one)
        return [(one, answers[one.id]) for one in self.asked]


@dataclass(frozen=True)
class Usage:
    """What a process has used: CPU seconds, and its largest size in MB."""

    cpu: float
    memory: float

    @classmethod
    def of(cls, pid: int) -> Usage:
        """Of a running process, from /proc."""
        stat = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
        cpu = (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
        status = Path(f"/proc/{pid}/status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        return cls(cpu, int(peak.split()[1]) / 1024)


async def prepare(folder: Path, crowd: Crowd, mode: Mode) -> None:
    """Make the base, so that starting takes no time, and set the mode everywhere."""
    url = SecretStr(f"sqlite:///{folder / 'factbot.sqlite3'}")
    async with open_bot(Settings(database_url=url)) as bot, bot.base.begin() as unit:
        server = crowd.channels[0].town.state.id
        await unit.places.put("discord", server, PlaceSettings(mode=mode))
        await unit.commit()


async def run(rate: int, seconds: float, *, kill: bool, unprompted: bool) -> None:
    """One load run, with its numbers printed."""
    server = DiscordServer(clock=RealClock(), message_content=unprompted)
    more = {"FACTBOT_LOG_LEVEL": "error"}
    if unprompted:
        more["FACTBOT_DISCORD__MESSAGE_CONTENT"] = "true"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        async with server:
            crowd = Crowd.gather(server)
            await prepare(folder, crowd, Mode.UNPROMPTED if unprompted else Mode.ADDRESSED)
            process = await start(server, folder, "run", "discord", **more)
            await server.ready()
            before = Usage.of(process.pid)
            await crowd.speak(rate, seconds / 2)
            dead = 0
            if kill:
                process.kill()
                await process.communicate()
                dead = len(crowd.asked)
                process = await start(server, folder, "run", "discord", **more)
                await server.ready()
                before = Usage.of(process.pid)
            await crowd.speak(rate, seconds / 2)
            await settle(crowd, SWEPT if kill else 5.0)
            used = Usage.of(process.pid)
            process.terminate()
            await process.communicate()
            report(crowd, before, used, seconds / (2 if kill else 1))
            if kill:
                unanswered = [not replies for _, replies in crowd.replies()]
                print(f"unanswered: asked before the kill {sum(unanswered[:dead])}", end=", ")
                print(f"after it {sum(unanswered[dead:])}", end=", ")
                print(f"recorded and not said {await left(folder)}")


async def left(folder: Path) -> int:
    """Replies that are on record as not said yet."""
    url = SecretStr(f"sqlite:///{folder / 'factbot.sqlite3'}")
    async with open_bot(Settings(database_url=url)) as bot:
        return len(await bot.deliveries.unfinished("discord"))


async def settle(crowd: Crowd, patience: float) -> None:
    """Until every question has its reply, or patience ends."""
    with contextlib.suppress(NothingCame):
        await crowd.server.hub.pulse.until(
            lambda: all(replies for _, replies in crowd.replies()), "last reply", patience
        )


def report(crowd: Crowd, before: Usage, used: Usage, seconds: float) -> None:
    """The numbers."""
    replies = crowd.replies()
    waits = sorted(
        (answers[0].created - one.created).total_seconds() for one, answers in replies if answers
    )
    print(f"questions {len(replies)}, answered {len(waits)}", end=", ")
    print(f"more than once {sum(len(answers) > 1 for _, answers in replies)}")
    if waits:
        p50, p99 = waits[len(waits) // 2], waits[int(len(waits) * 0.99)]
        print(f"receive to send: p50 {p50 * 1000:.0f} ms, p99 {p99 * 1000:.0f} ms", end=", ")
        print(f"longest {waits[-1] * 1000:.0f} ms")
    print(f"bot: CPU {(used.cpu - before.cpu) / seconds:.0%} of one core", end=", ")
    print(f"memory {used.memory:.0f} MB at most")
    print(f"refused by the fake Discord: {len(crowd.server.take_refusals())}")


def main(arguments: list[str] | None = None) -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rate", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--kill", action="store_true")
    parser.add_argument("--unprompted", action="store_true")
    given = parser.parse_args(arguments)
    asyncio.run(run(given.rate, given.seconds, kill=given.kill, unprompted=given.unprompted))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
