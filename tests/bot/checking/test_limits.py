"""How often one may ask, also when the clock jumps."""

from __future__ import annotations

import itertools
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.checking.limits import Allowance, Allowed, RateLimiter, Wait
from tests.builders import NOON

TWICE = Allowance(times=2, seconds=60)


def asked(limiter: RateLimiter, key: str, seconds: float) -> Allowed | Wait:
    return limiter.ask(key, NOON + timedelta(seconds=seconds))


def test_so_many_then_a_wait_that_is_told_once() -> None:
    limiter = RateLimiter(TWICE)
    assert asked(limiter, "ann", 0) == Allowed()
    assert asked(limiter, "ann", 10) == Allowed()
    assert asked(limiter, "ann", 20) == Wait(40, tell=True)
    assert asked(limiter, "ann", 30) == Wait(30, tell=False)
    assert asked(limiter, "bob", 30) == Allowed()
    assert asked(limiter, "ann", 59.9) == Wait(1, tell=False)
    assert asked(limiter, "ann", 60) == Allowed()
    assert asked(limiter, "ann", 61) == Wait(9, tell=False)
    assert asked(limiter, "ann", 71) == Allowed()
    assert asked(limiter, "ann", 90) == Wait(30, tell=True)


def test_a_clock_set_back_locks_nobody_out() -> None:
    limiter = RateLimiter(TWICE)
    for seconds in (0, 1, 2):
        asked(limiter, "ann", seconds)
    assert asked(limiter, "ann", -3_600) == Allowed()
    assert asked(limiter, "ann", -3_599) == Allowed()
    assert asked(limiter, "ann", -3_598) == Wait(58, tell=True)


def test_a_clock_set_forward_forgets() -> None:
    limiter = RateLimiter(TWICE)
    for seconds in (0, 1, 2):
        asked(limiter, "ann", seconds)
    assert asked(limiter, "ann", 86_400) == Allowed()


def test_only_so_many_people_are_remembered() -> None:
    limiter = RateLimiter(TWICE, keys=3)
    for seconds in (0, 1, 2):
        asked(limiter, "ann", seconds)
    for number in range(10):
        asked(limiter, f"other-{number}", 3)
    assert asked(limiter, "ann", 4) == Allowed()
    assert len(limiter._asked) <= 4
    assert set(limiter._told) <= set(limiter._asked)


@given(st.lists(st.floats(0, 600), max_size=60).map(sorted), st.integers(1, 4))
def test_never_more_than_allowed_in_any_window(moments: list[float], times: int) -> None:
    limiter = RateLimiter(Allowance(times, 60))
    passed: list[float] = []
    told: list[float] = []
    for moment in moments:
        found = asked(limiter, "ann", moment)
        if isinstance(found, Allowed):
            passed.append(moment)
        else:
            assert 1 <= found.seconds <= 60
            told += [moment] if found.tell else []
    for start in passed:
        # Half a microsecond is what a timestamp can't tell.
        assert sum(start <= other < start + 59.999 for other in passed) <= times
    assert all(later - earlier >= 59.999 for earlier, later in itertools.pairwise(told))


@given(st.lists(st.integers(-10_000, 10_000), max_size=40))
def test_any_clock_is_survived(moments: list[int]) -> None:
    limiter = RateLimiter(TWICE)
    for moment in moments:
        found = asked(limiter, "ann", moment)
        assert isinstance(found, Allowed) or 1 <= found.seconds <= 60
