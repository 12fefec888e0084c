"""The line at the end of a test run that says whether the Bot API check ran."""

import pytest

from .validation import summary

NAME = "telegram-validation"


class _Report:
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        terminalreporter.write_line(summary())


def announce(config: pytest.Config) -> None:
    """Puts the line under pytest's own summary, once: a check that didn't run is no silent pass."""
    if not config.pluginmanager.has_plugin(NAME):
        config.pluginmanager.register(_Report(), NAME)
