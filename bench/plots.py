"""Line plots as SVG, written by hand: no plotting library is needed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

Points = Sequence[tuple[float, float]]

_WIDE, _HIGH, _EDGE = 420, 320, 46
_COLOURS = ("#1b6ca8", "#c8553d", "#4a7c59", "#8a5a83")


def lines(path: Path, title: str, axes: tuple[str, str], series: Mapping[str, Points]) -> None:
    """Write a plot of points in 0..1 by 0..1, one line a series."""
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
    for step in range(6):
        x, y = _place(step / 5, step / 5)
        parts += [
            f'<line x1="{_EDGE}" x2="{_WIDE - 16}" y1="{y}" y2="{y}" stroke="#ddd"/>',
            f'<text x="{_EDGE - 5}" y="{y + 4}" text-anchor="end">{step / 5:.1f}</text>',
            f'<text x="{x}" y="{_HIGH - _EDGE + 16}" text-anchor="middle">{step / 5:.1f}</text>',
        ]
    for number, (name, points) in enumerate(series.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in (_place(*point) for point in points))
        parts += [
            f'<polyline points="{drawn}" fill="none" stroke="{colour}" stroke-width="2"/>',
            (
                f'<text x="{_WIDE - 20}" y="{_HIGH - _EDGE - 10 - 15 * number}" text-anchor="end" '
                f'fill="{colour}">{name}</text>'
            ),
        ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*parts, "</svg>"]) + "\n", encoding="utf-8")


def _place(x: float, y: float) -> tuple[float, float]:
    wide, high = _WIDE - _EDGE - 16, _HIGH - _EDGE - 30
    return _EDGE + x * wide, _HIGH - _EDGE - y * high
