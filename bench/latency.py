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
from functools import lru_cache
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz, process

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


def timed(call: Callable[[str], object], texts: list[str], passes: int = _PASSES) -> str:
    """p50 and p99 in ms of this thread's CPU, the best of several passes for each message."""
    best = np.full(len(texts), np.inf)
    for _ in range(passes):
        for at, text in enumerate(texts):
            begun = time.thread_time()
            call(text)
            best[at] = min(best[at], 1_000 * (time.thread_time() - begun))
    return f"{np.percentile(best, 50):9.3f}{np.percentile(best, 99):9.3f}"


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


def run(size: int, data: Path | None) -> tuple[float, float]:
    """Measure one size; its log10 and the log10 of the median time."""
    texts = claims(size, data)
    asked = messages(texts)
    before = resident()
    engine = Engine()
    begun = time.process_time()
    engine.load(Entry(f"f{number}", (text,)) for number, text in enumerate(texts))
    built, grown = time.process_time() - begun, resident() - before

    def decide(text: str) -> object:
        return engine.decide(text, Lane.UNPROMPTED, PUBLIC)

    ours = timed(decide, asked)
    print(f"{size:>9,d} factbot           {ours}   build {built:.1f} s, {grown:.0f} MB")
    print(f"{size:>9,d} 700 words         {timed(decide, long_ones(asked))}")
    print(f"{size:>9,d} start             {started(engine):.2f} s from a snapshot")
    if size <= _PEER_LARGEST:
        fewer = asked[: max(3, 2_000_000 // size // 10)]

        def brute(text: str) -> object:
            return process.extractOne(text, texts, scorer=fuzz.token_set_ratio)

        print(f"{size:>9,d} rapidfuzz one     {timed(brute, fewer, 1)}")
    added = timed(lambda text: engine.add(Entry(text, (text,))), asked, 1)
    removed = timed(engine.remove, asked, 1)
    print(f"{size:>9,d} add               {added}\n{size:>9,d} remove            {removed}")
    return math.log10(size), math.log10(float(ours.split()[0]))


def main(arguments: list[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m bench latency", description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--data", type=Path, help="folder of a data set whose claims come first")
    chosen = parser.parse_args(arguments)
    print(f"{'claims':>9s} {'':18s}{'p50 ms':>9s}{'p99 ms':>9s}")
    try:
        points = [run(int(size), chosen.data) for size in chosen.sizes.split(",")]
    except NoData as missing:
        print(missing)
        return 2
    if len(points) > 1:
        slope = np.polyfit([x for x, _ in points], [y for _, y in points], 1)[0]
        print(f"slope of log time against log size: {slope:.2f}")
    return 0
