"""The fuzzer's targets, with what has broken others before and with what Hypothesis thinks of."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.hostile import SEEDS, TARGETS


@pytest.mark.parametrize("name", TARGETS)
@pytest.mark.parametrize("number", range(len(SEEDS)))
def test_known_attacks(name: str, number: int) -> None:
    TARGETS[name](SEEDS[number])


@pytest.mark.parametrize("name", ["packs", "facts", "callbacks", "documents", "messages"])
@given(st.one_of(st.binary(max_size=400), st.text(max_size=300).map(lambda text: text.encode())))
def test_anything(name: str, data: bytes) -> None:
    TARGETS[name](data)
