"""Line plots as SVG, written by hand: no plotting library is needed."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

Points = Sequence[tuple[float, float]]
Ticks = Sequence[tuple[float, str]]

_WIDE, _HIGH, _EDGE = 420, 320, 46
_COLOURS = ("#1b6ca8", "#c8553d", "#4a7c59", "#8a5a83", "#777777")
_LETTER = 7
"""About as wide as a digit, in pixels."""

_FIFTHS = [(step / 5, f"{step / 5:.1f}") for step in range(6)]


def lines(path: Path, title: str, axes: tuple[str, str], series: Mapping[str, Points]) -> None:
    """Write a plot of points in 0..1 by 0..1, one line a series, named at the lower right."""
    _write(path, [*_frame(title, axes, _FIFTHS, _FIFTHS), *_drawn(series, _HIGH - _EDGE - 10, -15)])


def powers(
    path: Path,
    title: str,
    axes: tuple[str, str],
    series: Mapping[str, Points],
    ranges: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    """Write a plot of positive numbers, both axes by their logarithm, named at the upper left.

    `ranges` are the first and the last power of ten of each axis.
    """
    across, up = ranges

    def share(value: float, within: tuple[int, int]) -> float:
        return (math.log10(value) - within[0]) / (within[1] - within[0])

    shares = {
        name: [(share(x, across), share(y, up)) for x, y in points]
        for name, points in series.items()
    }
    ticks = (
        [
            (share(10.0**power, within), f"{10**power:,}" if power >= 0 else f"{10.0**power:g}")
            for power in range(within[0], within[1] + 1)
        ]
        for within in ranges
    )
    _write(path, [*_frame(title, axes, *ticks), *_drawn(shares, 44, 15, _EDGE + 110)])


def _frame(title: str, axes: tuple[str, str], across: Ticks, up: Ticks) -> list[str]:
    """The empty plot with its title, axes and grid."""
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{_WIDE}" height="{_HIGH}" '
            'font-family="sans-serif" font-size="11">'
        ),
        f'<rect width="{_WIDE}" height="{_HIGH}" fill="white"/>',
        f'<text x="{_WIDE / 2}" y="18" text-anchor="middle" font-size="13">{title}</text>',
        f'<text x="{_WIDE / 2}" y="{_HIGH - 8}" text-anchor="middle">{axes[0]}</text>',
        (
            f'<text x="12" y="{_HIGH / 2}" text-anchor="middle" '
            f'transform="rotate(-90 12 {_HIGH / 2})">{axes[1]}</text>'
        ),
    ]
    for share, text in up:
        y = _place(0, share)[1]
        parts += [
            f'<line x1="{_EDGE}" x2="{_WIDE - 16}" y1="{y}" y2="{y}" stroke="#ddd"/>',
            f'<text x="{_EDGE - 5}" y="{y + 4}" text-anchor="end">{text}</text>',
        ]
    for share, text in across:
        x = _place(share, 0)[0]
        at, anchor = (_WIDE - 4, "end") if x + _LETTER * len(text) / 2 > _WIDE else (x, "middle")
        parts.append(
            f'<text x="{at:.1f}" y="{_HIGH - _EDGE + 16}" text-anchor="{anchor}">{text}</text>'
        )
    return parts


def _drawn(
    series: Mapping[str, Points], begin: float, step: float, x: float = _WIDE - 20
) -> list[str]:
    """One line a series; their names end at `x`, from `begin` down or up by `step`."""
    parts = []
    for number, (name, points) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_place(*point) for point in points))
        parts += [
            f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>',
            (
                f'<text x="{x}" y="{begin + step * number}" text-anchor="end" '
                f'fill="{colour}">{name}</text>'
            ),
        ]
    return parts


def _write(path: Path, parts: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def _place(x: float, y: float) -> tuple[float, float]:
    wide, high = _WIDE - _EDGE - 16, _HIGH - _EDGE - 30
    return _EDGE + x * wide, _HIGH - _EDGE - y * high
