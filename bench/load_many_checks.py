"""What many processes told of a load: numbers, and whether each message was answered once."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text

from factbase.storage.engine import open_engine


@dataclass(frozen=True, slots=True)
class Told:
    """What one process tells: seconds for each message it handled, what came of them, the ids of
    those it recorded a reply to, how many it dropped; processor seconds of its bot and of making
    its messages; seconds from the start until the last was handled.
    """

    took: NDArray[np.float64]
    outcomes: Counter[str]
    recorded: list[str]
    dropped: int
    used: float
    fed: float
    lasted: float


def spent_by(pid: int) -> float:
    """Processor seconds of a process, its children and those that it has buried (Linux; 0
    elsewhere). PostgreSQL's processes are all children of the first.
    """
    if not Path("/proc/self/stat").exists():
        return 0.0
    ticks = sum(_fields(pid)[11:15])
    for entry in Path("/proc").glob("[0-9]*"):
        fields = _fields(int(entry.name))
        if fields and fields[1] == pid:
            ticks += sum(fields[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def _fields(pid: int) -> list[int]:
    """The numbers after a process's name and state in /proc/PID/stat, empty when it is gone.
    In the list: parent at 1, utime, stime, cutime and cstime from 11 (proc(5), the state counts).
    """
    try:
        after = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return []
    return [0, *(int(field) for field in after[1:])]


def report(told: list[Told], database: float, rate: int, cores: int) -> None:
    """Print what it took, and how many a second would take all cores."""
    ms = np.concatenate([one.took for one in told]) * 1_000
    lasted = max(one.lasted for one in told)
    outcomes: Counter[str] = Counter()
    for one in told:
        outcomes += one.outcomes
    passed_over = outcomes["overloaded"]
    handled = max(len(ms) - passed_over, 1)
    dropped = sum(one.dropped for one in told)
    print(
        f"{rate} messages/s offered: {handled} handled, {passed_over} passed over by the bots"
        f" because they can't keep up, {dropped} dropped before"
    )
    print(f"handled a second, all together: {handled / lasted:.0f}")
    p50, p99 = (float(np.percentile(ms, share)) if len(ms) else 0.0 for share in (50, 99))
    print(f"receive to decision, ms: p50 {p50:.1f}  p99 {p99:.1f}")
    spent = {
        "bots": sum(one.used for one in told),
        "PostgreSQL": database,
        "making messages": sum(one.fed for one in told),
    }
    print(f"processor seconds in {lasted:.1f} s of {cores} cores:", _named(spent, 1.0, "s"))
    print("for one message handled:", _named(spent, 1_000 / handled, "ms"))
    served = (spent["bots"] + spent["PostgreSQL"]) / handled
    print(f"so {cores} cores handle {cores / served:.0f} a second at the most, doing nothing else")
    print("outcomes:", dict(outcomes.most_common()))


def _named(values: dict[str, float], factor: float, unit: str) -> str:
    return ", ".join(f"{name} {value * factor:.2f} {unit}" for name, value in values.items())


async def answered_once(url: str, told: list[Told]) -> bool:
    """Whether no message was answered twice, and the base holds a record of each answer."""
    answered = Counter(number for one in told for number in one.recorded)
    engine = open_engine(url)
    async with engine.connect() as connection:
        rows = await connection.execute(text("SELECT message_id, count(*) FROM replies GROUP BY 1"))
        kept = {str(message): int(times) for message, times in rows}
    await engine.dispose()
    twice = sum(times > 1 for times in (*answered.values(), *kept.values()))
    missing = sum(number not in kept for number in answered)
    shared = sum(number.startswith("all-") for number in answered)
    print(
        f"answered and recorded: {len(answered)}, of them {shared} that every process was handed;"
        f" twice: {twice}, without a record: {missing}"
    )
    return not twice and not missing
