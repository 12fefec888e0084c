"""The fuzzer's targets, with what has broken others before and with what Hypothesis thinks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bench.fuzz_twisted import twisted
from bench.hostile import TARGETS, bounded, seeds

PATIENCE = 10.0
"""Seconds of a processor: what is catastrophic takes many more, the rest far less than one."""
KNOWN = [(name, number) for name in TARGETS for number in range(len(seeds(name)))]


@pytest.mark.parametrize(("name", "number"), KNOWN)
def test_known_attacks(name: str, number: int) -> None:
    bounded(name, PATIENCE)(seeds(name)[number])


@pytest.mark.parametrize("name", TARGETS)
@hypothesis(max_examples=50)
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda text: text.encode())))
def test_anything(name: str, data: bytes) -> None:
    TARGETS[name](data)


@pytest.mark.parametrize("name", ["reviews", "webhooks"])
def test_values_that_nobody_expects_there(name: str) -> None:
    made = list(twisted(name))
    assert len(made) > 500
    with capture_logs():  # what broke is logged with a traceback, which takes its time
        for data in made:
            TARGETS[name](data)
