"""Numbers of ranking, silence and calibration."""

from __future__ import annotations

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def average_precision(ranked: Sequence[str], relevant: AbstractSet[str], depth: int) -> float:
    """Average precision at a depth, as in the CheckThat! lab's scorer."""
    hits, total = 0, 0.0
    for place, one in enumerate(ranked[:depth], 1):
        if one in relevant:
            hits += 1
            total += hits / place
    return total / min(len(relevant), depth)


def reciprocal_rank(ranked: Sequence[str], relevant: AbstractSet[str]) -> float:
    """1 / place of the first relevant fact, 0 when there is none."""
    return next((1 / place for place, one in enumerate(ranked, 1) if one in relevant), 0.0)


def recall(ranked: Sequence[str], relevant: AbstractSet[str], depth: int) -> float:
    """Share of the relevant facts among the first `depth`."""
    return len(relevant & set(ranked[:depth])) / len(relevant)


def calibration_error(sure: Floats, right: NDArray[np.bool_], bins: int = 10) -> float:
    """Expected calibration error with bins of equal width (Naeini et al., 2015)."""
    return float(
        sum(share * abs(said - was) for said, was, share in reliability(sure, right, bins))
    )


def reliability(
    sure: Floats, right: NDArray[np.bool_], bins: int = 10
) -> list[tuple[float, float, float]]:
    """For each bin in use: mean confidence, share that was right, share of the messages."""
    where = np.minimum((sure * bins).astype(int), bins - 1)
    return [
        (
            float(sure[where == b].mean()),
            float(right[where == b].mean()),
            float((where == b).mean()),
        )
        for b in range(bins)
        if (where == b).any()
    ]


def recall_at(
    present: Floats, right: NDArray[np.bool_], absent: Floats, alarms: float
) -> tuple[float, float]:
    """Share of messages answered rightly when at most `alarms` of the absent are answered.

    Returns that share and the threshold.
    """
    allowed = int(alarms * len(absent))
    ordered = np.sort(absent)[::-1]
    threshold = float(ordered[allowed]) if allowed < len(ordered) else 0.0
    return float(((present > threshold) & right).mean()), threshold
