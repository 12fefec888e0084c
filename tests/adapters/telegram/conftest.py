"""Transcripts run by polling and by webhook: what people see is the same."""

from __future__ import annotations

import pytest

from . import running


@pytest.fixture(params=["polling", "webhook"])
def delivery(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """How updates reach the bot in this test."""
    monkeypatch.setattr(running, "BY_WEBHOOK", request.param == "webhook")
    return str(request.param)
