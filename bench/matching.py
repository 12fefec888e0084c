"""Ranking, silence and calibration on labelled data, beside the peers in the same run.

python -m bench matching --data FOLDER/SET --split dev [--ordinary FOLDER] [--peers]
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from bench import measure, plots
from bench.data import DataSet, NoData, load, ordinary, unfitted
from bench.openset import Labelled
from bench.peers import PEERS, Rank
from bench.semantic import SemanticBuild
from bench.silence import Build, OpenSet, curve, open_set, report
from factbase.matching.decision import Entry
from factbase.matching.engine import Engine
from factbase.matching.semantic_scoring import read_weights, weights_for
from factbase.matching.weights import Weights, parse
from factbase.model import Audience

PUBLIC = Audience()
_HEADS = ("MAP@1", "MAP@5", "MRR", "R@5", "R@20", "p50ms", "p99ms")
SIZES: tuple[int | None, ...] = (None, 1_000)


@dataclass(slots=True)
class Ranking:
    """Rankings of one system over the labelled messages."""

    name: str
    lists: list[list[str]] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)

    def line(self, messages: Labelled) -> str:
        """One row of the table."""
        pairs = list(zip(self.lists, (relevant for _, relevant in messages), strict=True))
        values = (
            np.mean([measure.average_precision(got, want, 1) for got, want in pairs]),
            np.mean([measure.average_precision(got, want, 5) for got, want in pairs]),
            np.mean([measure.reciprocal_rank(got, want) for got, want in pairs]),
            np.mean([measure.recall(got, want, 5) for got, want in pairs]),
            np.mean([measure.recall(got, want, 20) for got, want in pairs]),
            np.percentile(self.spent, 50),
            np.percentile(self.spent, 99),
        )
        return f"{self.name:28s}" + "".join(f"{value:9.3f}" for value in values)


def building(weights: Weights | None) -> Build:
    """Builds engines over facts, as the bot has them."""

    def build(facts: Sequence[Entry]) -> Engine:
        engine = Engine(weights=weights)
        engine.load(facts)
        return engine

    return build


def rank_engine(engine: Engine, messages: Labelled, name: str = "factbot") -> Ranking:
    """The engine's rankings."""
    out = Ranking(name)
    for text, _ in messages:
        begun = time.perf_counter()
        found = engine.rank(text, PUBLIC, 20)
        out.spent.append(1_000 * (time.perf_counter() - begun))
        out.lists.append([one.id for one in found])
    return out


def rank_peer(name: str, rank: Rank, messages: Labelled) -> Ranking:
    """A peer's rankings."""
    out = Ranking(name)
    for text, _ in messages:
        begun = time.perf_counter()
        found = rank(text)
        out.spent.append(1_000 * (time.perf_counter() - begun))
        out.lists.append([one for one, _ in found])
    return out


def draw(folder: Path, name: str, runs: dict[str, OpenSet]) -> None:
    """Plot recall against false alarms, and said against true confidence."""
    curves, said = {}, {}
    for size, one in runs.items():
        present, absent = np.asarray(one.present), np.asarray(one.absent)
        right = np.asarray(one.right)
        steps = [step / 100 for step in range(0, 101, 2)]
        curves[size] = [(a, measure.recall_at(present, right, absent, a)[0]) for a in steps]
        correct = np.concatenate([right, np.zeros(len(absent), bool)])
        bins = measure.reliability(np.concatenate([present, absent]), correct)
        said[size] = [(told, was) for told, was, _ in bins]
    axes = ("share of absent facts answered", "recall")
    plots.lines(folder / f"{name}-recall.svg", f"{name}: recall, false alarms", axes, curves)
    said["perfect"] = [(0.0, 0.0), (1.0, 1.0)]
    axes = ("confidence", "share that was right")
    plots.lines(folder / f"{name}-reliability.svg", f"{name}: reliability", axes, said)


def _ranked(chosen: argparse.Namespace, data: DataSet, messages: Labelled) -> Build:
    """Print the engine's ranking, without and with the encoder; what to go on with."""
    weights = None
    if chosen.weights and not chosen.semantic:
        weights = parse(json.loads(chosen.weights.read_text(encoding="utf-8")))
    build = building(weights)
    print(rank_engine(build(data.facts), messages).line(messages), flush=True)
    if not chosen.semantic:
        return build
    asked = read_weights(chosen.weights) if chosen.weights else weights_for(chosen.semantic)
    meant = SemanticBuild(chosen.semantic, asked)
    engine = meant(data.facts, timed=True)
    print(rank_engine(engine, messages, "factbot[semantic]").line(messages), flush=True)
    return meant


def main(arguments: list[str]) -> int:
    """Run and print."""
    parser = argparse.ArgumentParser(prog="python -m bench matching", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder of one data set")
    parser.add_argument("--split", default="dev")
    parser.add_argument("--ordinary", type=Path, help="ordinary messages; the fit's are left out")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--no-signatures", action="store_true", help="cut the tweets' signatures")
    parser.add_argument("--third", action="store_true", help="only what the fit held back")
    parser.add_argument("--limit", type=int)
    parser.add_argument("--weights", type=Path, help="another weights file")
    parser.add_argument("--semantic", type=Path, help="folder of a sentence encoder")
    parser.add_argument("--plots", type=Path, help="folder for plots (SVG)")
    chosen = parser.parse_args(arguments)
    try:
        data = load(chosen.data, chosen.split, signatures=not chosen.no_signatures)
        idle = unfitted(ordinary(chosen.ordinary)) if chosen.ordinary else {}
    except NoData as missing:
        print(missing)
        return 2
    messages = data.labelled()[:: 3 if chosen.third else 1][: chosen.limit]
    print(f"{data.name} {chosen.split}: {len(data.facts)} facts, {len(messages)} messages")
    print(f"{'':28s}" + "".join(f"{h:>9s}" for h in _HEADS))
    build = _ranked(chosen, data, messages)
    for peer in PEERS if chosen.peers else ():
        try:
            print(rank_peer(peer.name, peer.build(data.facts), messages).line(messages), flush=True)
        except ImportError:
            print(f"{peer.name:28s} not installed")
    runs: dict[str, OpenSet] = {}
    for size in SIZES:
        if size is None or size < len(data.facts):
            run = open_set(data, messages, size, build, idle)
            report(run, size)
            curve(run)
            runs[f"base of {size or len(data.facts):,d}"] = run
    if chosen.plots:
        draw(chosen.plots, data.name, runs)
    return 0
