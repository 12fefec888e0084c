"""The numbers of a wording, worked out at once, against what they mean word by word."""

from __future__ import annotations

import numpy as np
import pytest

from factbase.matching.closely import closely
from factbase.matching.columns import Ids, Reals
from factbase.matching.postings import Postings
from factbase.matching.retrieve import KEPT, Accumulator, Sought, candidates

_NEAR, _ROOM, _STRONGEST = 3, 4, 24


def _together(shared: Reals, place: Ids) -> float:
    """The most that stands within one passage, begun at each of the strongest shared words."""
    held = [at for at in np.argsort(-shared, kind="stable") if shared[at] > 0]
    longest = _ROOM + 2 * len(held)
    held = held[:_STRONGEST]
    sums = [
        sum(float(shared[two]) for two in held if 0 <= place[two] - place[one] <= longest)
        for one in held
    ]
    return max(sums, default=0.0)


@pytest.mark.parametrize("seed", range(25))
@pytest.mark.parametrize("width", [1, 2, 9, 40])
def test_every_number_is_what_its_name_says(width: int, seed: int) -> None:
    pick = np.random.default_rng(seed)
    idf = pick.uniform(0.5, 9, (12, width)).astype(np.float32)
    place = pick.integers(0, 60, (12, width)).astype(np.int32)
    place[pick.random((12, width)) < pick.random()] = 0
    kin = pick.random((12, width)) < 0.2
    found = closely(idf, place, kin)
    for row in range(12):
        total = float(idf[row].sum())
        shared = np.where(place[row] > 0, idf[row], np.float32(0))
        there = (place[row] > 0) | kin[row]
        neighbours = sum(
            min(float(shared[at]), float(shared[at + 1]))
            for at in range(width - 1)
            if 1 <= place[row, at + 1] - place[row, at] <= _NEAR
        )
        highest = np.sort(shared)[::-1]
        wanted = {
            "cover_soft": float(idf[row][there].sum()) / total,
            "terms": np.log1p(np.count_nonzero(shared)),
            "adjacent": neighbours / total,
            "together": _together(shared, place[row]) / total,
            "rarest": highest[0],
            "second": highest[min(1, width - 1)],
            "missing": float(idf[row][~there].max(initial=0)),
        }
        for name, value in wanted.items():
            assert found[name][row] == pytest.approx(value, abs=1e-4), name


@pytest.mark.parametrize("facts", [5, KEPT, 300, 3_000])
@pytest.mark.parametrize("fresh", [False, True])
def test_the_highest_sums_are_kept_whatever_the_size(facts: int, *, fresh: bool) -> None:
    pick = np.random.default_rng(facts)
    impacts = pick.integers(1, 256, (facts, 2))
    postings = Postings()
    for slot, (one, two) in enumerate(impacts.tolist()):
        postings.add(slot, [(0, one), (1, two)])
    if not fresh:
        postings.freeze(2)
    both = (Accumulator(), Accumulator())
    for each in both:
        each.room(facts)
    weights = np.asarray([0.7, 1.9], np.float32)
    nothing = Sought(np.zeros(0, np.int32), np.zeros(0, np.float32))
    for _ in range(2):  # nothing may be left over for the next search
        sought = Sought(np.asarray([0, 1], np.int32), weights)
        slots, sums, _ = candidates(postings, both, sought, nothing, None)
        told = impacts @ weights / 255
        assert np.sort(sums)[::-1] == pytest.approx(np.sort(told)[::-1][:KEPT], rel=1e-4)
        assert sums == pytest.approx(told[slots], rel=1e-4)
        assert len(set(slots.tolist())) == min(facts, KEPT)
