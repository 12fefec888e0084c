"""Silence: recall against false alarms, calibration, and who is answered unasked."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from bench import measure
from bench.data import DataSet
from bench.openset import Base, Labelled, bases, without
from factbase.matching.decision import Entry, Lane, Match
from factbase.matching.engine import Engine
from factbase.model import Audience

PUBLIC = Audience()
Build = Callable[[Sequence[Entry]], Engine]
THRESHOLDS = (0.5, 0.7, 0.8, 0.85, 0.9, 0.92, 0.93, 0.94, 0.95, 0.96, 0.97, 0.98)


@dataclass(slots=True)
class OpenSet:
    """First candidate's confidence with the fact there, and with it gone."""

    present: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)
    absent: list[float] = field(default_factory=list)
    answered: int = 0
    answered_right: int = 0
    answered_absent: int = 0
    idle: dict[str, list[float]] = field(default_factory=dict)
    idle_answered: int = 0


def open_set(
    data: DataSet,
    messages: Labelled,
    size: int | None,
    build: Build,
    idle: dict[str, list[str]],
) -> OpenSet:
    """Run the protocol on bases of a size."""
    out = OpenSet()
    for number, base in enumerate(bases(data.facts, messages, size, seed=1)):
        engine = build(base.facts)
        _messages(engine, base, out)
        if number == 0:
            for name, texts in idle.items():
                judged = [engine.judge(text, PUBLIC, 3) for text in texts]
                out.idle[name] = [j.ranked[0].confidence if j.ranked else 0.0 for j in judged]
                spoken = [isinstance(j.by_lane[Lane.UNPROMPTED], Match) for j in judged]
                out.idle_answered += sum(spoken)
    return out


def _messages(engine: Engine, base: Base, out: OpenSet) -> None:
    for text, relevant in base.messages:
        judged = engine.judge(text, PUBLIC, 3)
        best = judged.ranked[0] if judged.ranked else None
        out.present.append(best.confidence if best else 0.0)
        out.right.append(best is not None and best.id in relevant)
        said = judged.by_lane[Lane.UNPROMPTED]
        if isinstance(said, Match):
            out.answered += 1
            out.answered_right += said.best.id in relevant
        for left in without(engine, base, relevant):
            gone = left.judge(text, PUBLIC, 3)
            out.absent.append(gone.ranked[0].confidence if gone.ranked else 0.0)
            out.answered_absent += isinstance(gone.by_lane[Lane.UNPROMPTED], Match)


def report(one: OpenSet, size: int | None) -> dict[str, float]:
    """Print the open-set table of one base size; the numbers, too."""
    present, absent = np.asarray(one.present), np.asarray(one.absent)
    right = np.asarray(one.right)
    both = np.concatenate([present, absent])
    correct = np.concatenate([right, np.zeros(len(absent), bool)])
    values = {
        "acc@1": float(right.mean()),
        "R@1%": measure.recall_at(present, right, absent, 0.01)[0],
        "R@5%": measure.recall_at(present, right, absent, 0.05)[0],
        "ECE": measure.calibration_error(both, correct),
        "unprompted right": one.answered_right / len(present),
        "unprompted wrong": (one.answered - one.answered_right) / len(present),
        "unprompted absent": one.answered_absent / len(absent),
    }
    if one.idle:
        total = sum(map(len, one.idle.values()))
        values["ordinary spoken, per 1,000"] = 1_000 * one.idle_answered / total
    print(
        f"open set, base of {size or 'all'}: "
        + ", ".join(f"{k} {v:.3f}" for k, v in values.items())
    )
    return values


def curve(one: OpenSet) -> None:
    """Print what each threshold for the first candidate would have answered."""
    present, absent, right = np.asarray(one.present), np.asarray(one.absent), np.asarray(one.right)
    idle = np.asarray([sure for said in one.idle.values() for sure in said])
    print("  threshold    right    wrong   absent   ordinary per 1,000")
    for least in THRESHOLDS:
        told = present >= least
        shares = ((told & right).mean(), (told & ~right).mean(), (absent >= least).mean())
        idly = f"{1_000 * (idle >= least).mean():11.2f}" if len(idle) else "          -"
        print(f"  {least:9.2f}" + "".join(f"{share:9.3f}" for share in shares) + idly)
