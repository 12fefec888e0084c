"""A line in pytest's summary about the OpenAPI check.

A `conftest.py` takes it over with `from .server.summary import pytest_terminal_summary`.
"""

import pytest

from .openapi import COUNTS


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many requests were checked against openapi.json, or that none were."""
    terminalreporter.write_line(COUNTS.line())
