"""Load on Telegram: so many updates a second, some of them addressed, with or without a kill -9.

`python -m bench.load_telegram --rate 200 --seconds 60 --kill-at 30` runs `factbot run telegram`
against the fake Bot API server, with Telegram's limits on sending in force, and says how many
questions were answered once, more than once and not at all, how long it took from the update to
the reply's arrival, and what CPU and memory it cost.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tests.adapters.telegram.server import FloodLimits, Group, TelegramServer

ROOT = Path(__file__).resolve().parents[1]
QUESTIONS = (
    "Moscow's New Ally in Afghanistan",
    "Has Russia taken the Taliban off its terrorist list?",
    "Russia supplies the Taliban with weapons",
    "The moon is made of cheese",
)
CHATTER = ("lunch at noon?", "see you tomorrow", "what a goal that was", "my train is late again")


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of the bot. `kill_at` is in seconds after the beginning, 0 for never."""

    rate: int = 200
    seconds: float = 60.0
    addressed: float = 0.1
    groups: int = 100
    people: int = 2_000
    kill_at: float = 0.0
    patience: float = 90.0


@dataclass(slots=True)
class Result:
    """What came of it; times are in milliseconds, memory in MiB, CPU in seconds."""

    updates: int = 0
    asked: int = 0
    answered_once: int = 0
    answered_twice: int = 0
    unanswered: int = 0
    refused_for_flood: int = 0
    p50: float = 0.0
    p99: float = 0.0
    worst: float = 0.0
    cpu: float = 0.0
    memory: float = 0.0
    took: float = 0.0
    warnings: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


class BotProcess:
    """`factbot run telegram`, started, killed and measured from outside."""

    def __init__(self, telegram: TelegramServer, folder: Path) -> None:
        self._environment = os.environ | {
            "FACTBOT_TELEGRAM__TOKEN": telegram.token,
            "FACTBOT_TELEGRAM__API_BASE_URL": telegram.base_url,
            "FACTBOT_DATABASE_URL": f"sqlite:///{folder / 'factbot.sqlite3'}",
            "FACTBOT_LIMITS__QUESTIONS": "1000",
            "FACTBOT_LOG_LEVEL": "warning",
            "FACTBOT_LOG_FORMAT": "json",
        }
        self._log = folder / "log"
        self._process: asyncio.subprocess.Process | None = None
        self.cpu = 0.0
        self.memory = 0.0

    async def start(self) -> None:
        """Start it; it is not ready yet."""
        with self._log.open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", "from bot.cli import main; main()", "run", "telegram",
                cwd=ROOT, env=self._environment, stderr=log, stdout=log,
            )  # fmt: skip

    @property
    def log(self) -> str:
        """What it wrote."""
        return self._log.read_text()

    async def kill(self) -> None:
        """`kill -9`."""
        self._measure()
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def terminate(self) -> int:
        """`kill`; gives the exit code."""
        self._measure()
        assert self._process is not None
        self._process.terminate()
        return await self._process.wait()

    def _measure(self) -> None:
        """Add up what Linux knows of the process."""
        assert self._process is not None
        folder = Path("/proc") / str(self._process.pid)
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
        self.cpu += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        status = (folder / "status").read_text()
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
        self.memory = max(self.memory, int(peak.split()[1]) / 1024)


class Crowd:
    """People in groups, some of whom ask."""

    def __init__(self, telegram: TelegramServer, load: Load) -> None:
        self._random = random.Random(7)  # noqa: S311 - the same crowd each time
        self._load = load
        self._people = [telegram.user(f"Person {number}") for number in range(load.people)]
        self._groups = [
            telegram.supergroup(f"Group {number}", bot="administrator")
            for number in range(load.groups)
        ]
        self.asked: dict[tuple[int, int], float] = {}
        self.said = 0

    @property
    def groups(self) -> list[Group]:
        """Where they talk."""
        return self._groups

    async def talk(self) -> None:
        """Keep the rate for the whole time, whatever the bot does."""
        started = time.perf_counter()
        total = int(self._load.rate * self._load.seconds)
        while self.said < total:
            due = int((time.perf_counter() - started) * self._load.rate)
            while self.said < min(due, total):
                await self._say_one()
            await asyncio.sleep(0.005)

    async def _say_one(self) -> None:
        person, group = (
            self._random.choice(self._people),
            self._groups[self.said % len(self._groups)],
        )
        self.said += 1
        if self._random.random() < self._load.addressed:
            text = f"/check@factbot {self._random.choice(QUESTIONS)}"
            message = await person.says(group, text)
            self.asked[group.id, message.id] = time.perf_counter()
        else:
            await person.says(group, self._random.choice(CHATTER))


async def run(load: Load) -> Result:
    """Run it all."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        telegram = TelegramServer(flood=FloodLimits())
        await telegram.start()
        bot = BotProcess(telegram, Path(folder))
        try:
            crowd = Crowd(telegram, load)
            await bot.start()
            await telegram.bot_is_polling()
            talking = asyncio.create_task(crowd.talk())
            if load.kill_at:
                await asyncio.sleep(load.kill_at)
                await bot.kill()
                await bot.start()
            await talking
            await _all_answered(telegram, crowd, load.patience)
            await bot.terminate()
            return _judge(telegram, crowd, bot, time.perf_counter() - started)
        finally:
            await telegram.stop()


async def _all_answered(telegram: TelegramServer, crowd: Crowd, patience: float) -> None:
    """Wait until everybody has an answer, or for so long."""
    end = time.perf_counter() + patience
    while time.perf_counter() < end:
        if sum(len(group.messages_from_bot) for group in crowd.groups) >= len(crowd.asked):
            break
        await asyncio.sleep(0.25)
    await telegram.until(lambda: not telegram.journal.in_flight, "calls to end")


def _judge(telegram: TelegramServer, crowd: Crowd, bot: BotProcess, took: float) -> Result:
    answers: Counter[tuple[int, int]] = Counter()
    for group in crowd.groups:
        for message in group.messages_from_bot:
            if message.reply_to is not None:
                answers[group.id, message.reply_to.id] += 1
    waits = sorted(_waits(telegram, crowd))
    return Result(
        updates=len(telegram.updates),
        asked=len(crowd.asked),
        answered_once=sum(1 for key in crowd.asked if answers[key] == 1),
        answered_twice=sum(1 for key in crowd.asked if answers[key] > 1),
        unanswered=sum(1 for key in crowd.asked if not answers[key]),
        refused_for_flood=telegram._endpoint.flood.refused,  # noqa: SLF001 - the server is ours
        p50=round(statistics.median(waits) * 1_000, 1) if waits else 0.0,
        p99=round(waits[int(len(waits) * 0.99)] * 1_000, 1) if waits else 0.0,
        worst=round(waits[-1] * 1_000, 1) if waits else 0.0,
        cpu=round(bot.cpu, 1),
        memory=round(bot.memory, 1),
        took=round(took, 1),
        warnings=dict(Counter(_events(bot.log))),
        problems=[*telegram.problems[:5], *(str(call) for call in telegram.refusals.mistakes[:5])],
    )


def _events(log: str) -> list[str]:
    """The names of what the bot logged."""
    lines = [line for line in log.splitlines() if line.startswith("{")]
    return [f"{one['event']} {one.get('reason', '')}".strip() for one in map(json.loads, lines)]


def _waits(telegram: TelegramServer, crowd: Crowd) -> list[float]:
    """Seconds from saying something to the arrival of the call that answers it."""
    found = []
    for call in telegram.journal.named("sendMessage"):
        if call.refusal is not None:
            continue
        replied = call.params.decoded("reply_parameters") or {}
        key = int(call.params.text("chat_id")), int(replied.get("message_id", 0))
        if key in crowd.asked:
            found.append(call.began - crowd.asked[key])
    return found


def main() -> None:
    """Read the arguments and print the result as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    usual = Load()
    parser.add_argument("--rate", type=int, default=usual.rate)
    parser.add_argument("--seconds", type=float, default=usual.seconds)
    parser.add_argument("--addressed", type=float, default=usual.addressed)
    parser.add_argument("--kill-at", type=float, default=0.0)
    given = parser.parse_args()
    load = Load(given.rate, given.seconds, given.addressed, kill_at=given.kill_at)
    print(json.dumps({"load": asdict(load), "result": asdict(asyncio.run(run(load)))}, indent=1))


if __name__ == "__main__":
    main()
