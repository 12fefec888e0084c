"""A line in pytest's summary about the OpenAPI check, also when the tests run in several processes.

`tests/conftest.py` takes these over.
"""

from typing import Any

import pytest

from .openapi import COUNTS

_SENT = "discord_openapi"
"""What a process of pytest-xdist sends to the one that prints the summary."""


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand the counts over, in a process that only runs tests."""
    sent: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if sent is not None:
        sent[_SENT] = [COUNTS.checked, COUNTS.unchecked]


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take over what such a process has counted."""
    checked, unchecked = getattr(node, "workeroutput", {}).get(_SENT, (0, 0))
    COUNTS.checked += checked
    COUNTS.unchecked += unchecked


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many requests were checked against openapi.json, or that none were."""
    if COUNTS.checked or COUNTS.unchecked:
        terminalreporter.write_line(COUNTS.line())
