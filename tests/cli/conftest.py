"""The command line in this process, with a home, a base and streams of the test's own."""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog

from tests.cli.commanding import CommandLine


def _alone(patch: pytest.MonkeyPatch, home: Path) -> None:
    """Settings and folders of this test and of nobody else."""
    for name in [name for name in os.environ if name.startswith("FACTBOT_")]:
        patch.delenv(name)
    patch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "STATE", "CACHE"):
        patch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    patch.setenv("NO_COLOR", "1")
    patch.delenv("EDITOR", raising=False)
    patch.delenv("VISUAL", raising=False)
    patch.chdir(home)


@pytest.fixture(autouse=True)
def _logging_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> CommandLine:
    """Nothing has been run on this machine yet."""
    _alone(monkeypatch, tmp_path)
    return CommandLine(monkeypatch, tmp_path)


@pytest.fixture(scope="session")
def stocked_base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite base that the first start has filled with the pack that ships."""
    folder = tmp_path_factory.mktemp("stocked")
    file = folder / "factbot.sqlite3"
    with pytest.MonkeyPatch.context() as patch:
        _alone(patch, folder)
        patch.setenv("FACTBOT_DATABASE_URL", f"sqlite:///{file}")
        assert CommandLine(patch, folder)("facts", "list").code == 0
    # One file, so that it can be copied.
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return file


@pytest.fixture
def factbot(fresh: CommandLine, stocked_base: Path) -> CommandLine:
    """A base with the first pack in it."""
    shutil.copy(stocked_base, fresh.base)
    fresh.use(fresh.base)
    return fresh
