"""What only a process of its own can show: signals, limits of the system, closed streams."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.test_facts import DRAFT, pack

RUN = "from bot.cli import main; main()"
HEEDING = "import signal as s; s.signal(s.SIGINT, s.default_int_handler); " + RUN
"""Whoever runs the tests in the background of a shell has interrupts ignored, children, too."""
EARLY = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
class Interrupting:
    def find_spec(self, name, path=None, target=None):
        if name == {0!r}:
            sys.meta_path.remove(self)
            os.kill(os.getpid(), signal.SIGINT)
sys.meta_path.insert(0, Interrupting())
from bot.cli import main; main()
"""
"""An interrupt while this module is being loaded, which is where the first second goes."""
CRAMPED = "import resource as r; r.setrlimit(r.RLIMIT_FSIZE, ({0}, {0})); " + RUN
PATIENCE = 120.0
"""Seconds until a test gives up; what it waits for takes about two on an idle machine."""
MANY = 1_500
"""Facts in a pack that takes far longer to import than a signal takes to arrive."""


@pytest.fixture
def base(tmp_path: Path, stocked_base: Path) -> Path:
    return Path(shutil.copy(stocked_base, tmp_path / "factbot.sqlite3"))


def start(base: Path, *arguments: str | Path, code: str = RUN) -> subprocess.Popen[bytes]:
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "HOME": str(base.parent),
        "FACTBOT_DATABASE_URL": f"sqlite:///{base}",
    }
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-c", code, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=base.parent,
        env=environment | {"PYTHONPATH": str(Path(__file__).parents[2])},
    )


def big_pack(folder: Path) -> Path:
    drafts = (
        DRAFT.replace("bridge-closed", f"bridge-{number}").replace("forever", f"for {number} days")
        for number in range(MANY)
    )
    file = folder / "pack.yaml"
    file.write_text(pack(*drafts), encoding="utf-8")
    return file


def count(base: Path) -> int:
    connection = sqlite3.connect(base, timeout=PATIENCE)
    try:
        return int(connection.execute("SELECT count(*) FROM facts").fetchone()[0])
    finally:
        connection.close()


def whole(base: Path) -> None:
    """Nothing is broken, and every fact is there with all of its history."""
    connection = sqlite3.connect(base)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        half = connection.execute(
            "SELECT count(*) FROM facts WHERE status <> 'published' OR version <> "
            "(SELECT count(*) FROM fact_versions WHERE fact_id = facts.id)"
        ).fetchone()
        assert half == (0,)
    finally:
        connection.close()


def test_an_interrupt_during_an_import_keeps_what_was_done(base: Path) -> None:
    running = start(base, "facts", "import", big_pack(base.parent), code=HEEDING)
    deadline = time.monotonic() + PATIENCE
    while count(base) <= 8 and running.poll() is None and time.monotonic() < deadline:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130, err
    assert err == b"factbot: interrupted; what was not reported as done was not done\n"
    assert 8 < count(base) < 8 + MANY
    whole(base)


@pytest.mark.parametrize("loaded", ["typer", "bot.wiring", "sqlalchemy.orm", "bot.cli.serving"])
def test_an_interrupt_while_the_program_is_still_loading(base: Path, loaded: str) -> None:
    running = start(base, "facts", "list", code=EARLY.format(loaded))
    out, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130, err
    assert (out, err) == (b"", b"factbot: interrupted; nothing was done\n")


def test_an_interrupt_while_a_benchmark_is_loading(base: Path) -> None:
    running = start(base, "bench", "pairs", code=EARLY.format("bench.pairs"))
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 130, err
    assert b"Traceback" not in err


def test_interrupts_that_a_shell_shut_off_stay_off(base: Path) -> None:
    ignoring = EARLY.replace("default_int_handler", "SIG_IGN").format("typer")
    running = start(base, "facts", "list", code=ignoring)
    out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, err) == (0, b"")
    assert b"russia-taliban-alliance" in out


def test_a_full_disk_during_an_import_keeps_what_was_done(base: Path) -> None:
    size = base.stat().st_size
    cramped = CRAMPED.format(size + 100_000)
    running = start(base, "facts", "import", big_pack(base.parent), code=cramped)
    _, err = running.communicate(timeout=PATIENCE)
    assert running.returncode == 2, err
    assert err.startswith(b"factbot: ")
    assert err.count(b"\n") == 1
    assert 8 <= count(base) < 8 + MANY
    whole(base)


def test_a_signal_ends_a_chat_that_waits_for_a_line(base: Path) -> None:
    running = start(base, "chat")
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"I like turtles\n")
    running.stdin.flush()
    while b"The fact base holds nothing on this." not in running.stdout.readline():
        assert running.poll() is None
    running.send_signal(signal.SIGTERM)
    # The input stays open: the chat must not wait for it.
    assert running.wait(PATIENCE) == 0
    assert running.stderr is not None
    assert running.stderr.read() == b""
    for stream in (running.stdin, running.stdout, running.stderr):
        stream.close()


def test_a_terminal_without_our_letters(base: Path) -> None:
    ascii_only = "import sys; sys.stdout.reconfigure(encoding='ascii'); " + RUN
    running = start(base, "check", "Moscow's New Ally in Afghanistan", code=ascii_only)
    out, err = running.communicate(timeout=PATIENCE)
    assert (running.returncode, err) == (0, b"")
    assert b"Earlier finding overtaken by later events" in out
