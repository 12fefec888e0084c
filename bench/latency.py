"""CPU time per message against the size of the base, beside rapidfuzz in the same run.

    python -m bench latency --sizes 1000,10000,100000

Claims are invented from a fixed vocabulary with a realistic spread of word frequencies; pass
`--data FOLDER` to take the claims of a data set first.
"""

from __future__ import annotations

import argparse
import math
import random
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

from bench import plots
from bench.data import NoData, rows
from factbase.matching import snapshot
from factbase.matching.decision import Entry, Lane
from factbase.matching.engine import Engine
from factbase.model import Audience

PUBLIC = Audience()
_WORDS = 60_000
_LENGTH = 15
_PEER_LARGEST = 100_000
_QUERIES = 200
_PASSES = 3
_MS = (-1, 3)
"""Powers of ten of the milliseconds that the plot spans."""


def resident() -> float:
    """Resident memory of this process in MB (Linux; 0 elsewhere)."""
    status = Path("/proc/self/statm")
    if not status.exists():
        return 0.0
    return int(status.read_text(encoding="ascii").split()[1]) * 4096 / 1e6


def claims(count: int, data: Path | None, seed: int = 1) -> list[str]:
    """Claims of the data set, then invented ones, `count` in all."""
    found: list[str] = []
    if data is not None:
        found = [row["text"] for row in rows(data / "facts.jsonl") if row.get("text")][:count]
    pick = random.Random(seed)  # noqa: S311 - a repeatable draw, not a secret
    while len(found) < count:
        # Word ranks by Zipf's law: log-uniform over the vocabulary.
        ranks = (int(math.exp(pick.random() * math.log(_WORDS))) for _ in range(_LENGTH))
        found.append("the " + " ".join(_word(rank) for rank in ranks))
    return found


@lru_cache(maxsize=_WORDS)
def _word(rank: int) -> str:
    """An invented word of three to nine letters for a rank."""
    pick = random.Random(rank)  # noqa: S311 - the same word for the same rank
    return "".join(pick.choice("bcdfglmnprst") + pick.choice("aeiou") for _ in range(2 + rank % 3))


def messages(texts: list[str], seed: int = 2) -> list[str]:
    """Claims with a fifth of their words dropped, inside twenty words of another kind."""
    pick = random.Random(seed)  # noqa: S311 - a repeatable draw, not a secret
    made = []
    for _ in range(_QUERIES):
        words = [word for word in pick.choice(texts).split() if pick.random() > 0.2]
        made.append(" ".join(["did anyone hear about this thing", *words, "is it real or what"]))
    return made


@dataclass(frozen=True, slots=True)
class Spent:
    """Median and 99th percentile, in ms."""

    p50: float
    p99: float

    def __str__(self) -> str:
        return f"{self.p50:9.3f}{self.p99:9.3f}"


def timed(call: Callable[[str], object], texts: list[str], passes: int = _PASSES) -> Spent:
    """p50 and p99 in ms of this thread's CPU, the best of several passes for each message."""
    best = np.full(len(texts), np.inf)
    for _ in range(passes):
        for at, text in enumerate(texts):
            begun = time.thread_time()
            call(text)
            best[at] = min(best[at], 1_000 * (time.thread_time() - begun))
    return Spent(float(np.percentile(best, 50)), float(np.percentile(best, 99)))


def long_ones(texts: list[str]) -> list[str]:
    """Messages of 700 words, made of the others."""
    words = " ".join(texts).split()
    return [" ".join(words[at : at + 700]) for at in range(0, len(words) - 700, 350)]


def started(engine: Engine) -> float:
    """Seconds of CPU that reading the index from a file takes."""
    with tempfile.TemporaryDirectory() as folder:
        snapshot.save(engine, Path(folder) / "index")
        begun = time.process_time()
        snapshot.load(Path(folder) / "index")
        return time.process_time() - begun


def run(size: int, data: Path | None) -> dict[str, float]:
    """Measure one size; the times in ms that the plot shows, by name."""
    texts = claims(size, data)
    asked = messages(texts)
    before = resident()
    engine = Engine()
    begun = time.process_time()
    engine.load(Entry(f"f{number}", (text,)) for number, text in enumerate(texts))
    built, grown = time.process_time() - begun, resident() - before

    def decide(text: str) -> object:
        return engine.decide(text, Lane.UNPROMPTED, PUBLIC, briefly=True)  # as the bot does

    first = timed(decide, asked, 1)
    ours, long = timed(decide, asked), timed(decide, long_ones(asked))
    idle = timed(decide, claims(_QUERIES, None, seed=3))
    shown = {
        "message, p50": ours.p50,
        "p99": ours.p99,
        "about nothing, p50": idle.p50,
        "700 words, p50": long.p50,
    }
    print(f"{size:>9,d} factbot           {ours}   build {built:.1f} s, {grown:.0f} MB")
    print(f"{size:>9,d} first seen        {first}")
    print(f"{size:>9,d} about nothing     {idle}")
    print(f"{size:>9,d} 700 words         {long}")
    print(f"{size:>9,d} start             {started(engine):.2f} s from a snapshot")
    if size <= _PEER_LARGEST:
        fewer = asked[: max(3, 2_000_000 // size // 10)]

        def brute(text: str) -> object:
            return process.extractOne(text, texts, scorer=fuzz.token_set_ratio)

        peer = timed(brute, fewer, 1)
        shown["rapidfuzz, p50"] = peer.p50
        print(f"{size:>9,d} rapidfuzz one     {peer}")
    added = timed(lambda text: engine.add(Entry(text, (text,))), asked, 1)
    removed = timed(engine.remove, asked, 1)
    print(f"{size:>9,d} add               {added}\n{size:>9,d} remove            {removed}")
    return shown


def report(points: dict[int, dict[str, float]], folder: Path | None) -> None:
    """Print how the median grows with the base, and draw the times into a folder."""
    logs = [(math.log10(size), math.log10(shown["message, p50"])) for size, shown in points.items()]
    slope = np.polyfit([x for x, _ in logs], [y for _, y in logs], 1)[0]
    print(f"slope of log time against log size: {slope:.2f}")
    if folder is None:
        return
    series: dict[str, list[tuple[float, float]]] = {}
    for size, shown in points.items():
        for name, spent in shown.items():
            series.setdefault(name, []).append((size, spent))
    ends = math.floor(logs[0][0]), math.ceil(logs[-1][0])
    title = f"Time of a message: slope {slope:.2f}"
    axes = ("claims in the base", "ms of CPU")
    plots.powers(folder / "latency.svg", title, axes, series, (ends, _MS))


def main(arguments: list[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m bench latency", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--data", type=Path, help="folder of a data set whose claims come first")
    parser.add_argument("--plots", type=Path, help="folder for the plot (SVG)")
    chosen = parser.parse_args(arguments)
    print(f"{'claims':>9s} {'':18s}{'p50 ms':>9s}{'p99 ms':>9s}")
    try:
        points = {size: run(size, chosen.data) for size in map(int, chosen.sizes.split(","))}
    except NoData as missing:
        print(missing)
        return 2
    if len(points) > 1:
        report(points, chosen.plots)
    return 0
