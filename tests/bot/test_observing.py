"""What the log may say of an error: a code, and nobody's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.observing import code, code_of


class BadRequest(Exception):
    """As a platform's library names it."""


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (BadRequest("somebody's words"), "bad-request"),
        (TimeoutError(), "timeout-error"),
        (OSError(), "oserror"),
    ],
)
def test_an_error_is_told_by_its_type(error: Exception, told: str) -> None:
    assert code_of(error) == told


@given(st.text())
def test_what_is_no_code_is_not_told(reason: str) -> None:
    told = code(reason)
    assert told in {reason, "other"}
    assert told.isascii()
    assert not any(sign.isspace() or sign.isupper() for sign in told)
