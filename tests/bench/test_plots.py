"""Plots: where points land."""

from __future__ import annotations

import re
from pathlib import Path

from bench import plots


def _points(path: Path) -> list[tuple[float, float]]:
    found = re.search(r'<polyline points="([^"]+)"', path.read_text(encoding="utf-8"))
    assert found is not None
    pairs = (pair.split(",") for pair in found[1].split())
    return [(float(x), float(y)) for x, y in pairs]


def test_equal_steps_of_powers_are_equally_far(tmp_path: Path) -> None:
    held = {"time": [(1_000.0, 0.1), (10_000.0, 1.0), (100_000.0, 10.0)]}
    plots.powers(tmp_path / "p.svg", "growth", ("claims", "ms"), held, ((3, 6), (-1, 3)))
    (x0, y0), (x1, y1), (x2, y2) = _points(tmp_path / "p.svg")
    assert x0 < x1 < x2
    assert y0 > y1 > y2
    assert abs((x2 - x1) - (x1 - x0)) < 0.2
    assert abs((y2 - y1) - (y1 - y0)) < 0.2


def test_both_kinds_begin_and_end_at_the_same_places(tmp_path: Path) -> None:
    plots.lines(tmp_path / "l.svg", "all", ("x", "y"), {"one": [(0.0, 0.0), (1.0, 1.0)]})
    ends = {"one": [(10.0, 1.0), (100.0, 1_000.0)]}
    plots.powers(tmp_path / "p.svg", "all", ("x", "y"), ends, ((1, 2), (0, 3)))
    assert _points(tmp_path / "l.svg") == _points(tmp_path / "p.svg")
