"""What breaks programs: each gets one clear line, and nothing is lost."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest

from factbase import life
from factbase.model import Change, Fact
from factbase.storage import engine
from tests.cli.commanding import CommandLine
from tests.cli.test_facts import DRAFT, pack
from tests.postgres import Postgres
from tests.stores import IMPATIENT


def sound(factbot: CommandLine) -> None:
    """The base is whole, and holds what it held."""
    with sqlite3.connect(factbot.base) as base:
        assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    base.close()
    assert len(factbot.slugs()) == 8


def test_a_message_of_a_megabyte(factbot: CommandLine) -> None:
    huge = "Moscow's new ally " + "blah " * 200_000
    ran = factbot("check", "--json", stdin=f"{huge}\n{'x' * (1 << 20)}\nlol\n")
    assert ran.err == ""
    assert len(ran.rows()) == 3
    assert ran.rows()[1]["decision"] == ran.rows()[2]["decision"] == "none"


def test_binary_on_standard_input(factbot: CommandLine) -> None:
    noise = b"".join(hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(2_000))
    factbot("check", "--json", stdin=noise).failed("standard input:1: is not UTF-8 text")
    for command in (("facts", "import", "-"), ("facts", "add", "--file", "-")):
        factbot(*command, stdin=noise).failed("is not UTF-8")
    sound(factbot)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "format: factbot-pack/1\nfacts:\n  - slug: [\n",
            "standard input:4: file: is not valid YAML",
        ),
        ("", "standard input:1: file: is empty"),
        ("\x00", "standard input:1: file: is not valid YAML"),
        ("a: &a [*a]", "standard input:1: file: uses a YAML alias"),
        ("[" * 100_000, "nested deeper"),
        ("x: 1", "is no known field"),
        ("format: factbot-pack/1\nfacts: " + "9" * 1_000_000, "must be a list"),
    ],
)
def test_broken_yaml(factbot: CommandLine, text: str, words: str) -> None:
    for strict in ((), ("--strict",)):
        ran = factbot("facts", "import", *strict, "-", stdin=text)
        ran.failed(words)
        assert ran.err.count("\n") == 1
        assert len(ran.err) < 400
    sound(factbot)


def test_duplicate_slugs(factbot: CommandLine) -> None:
    other = DRAFT.replace("for good", "for a day")
    ran = factbot("facts", "import", "-", stdin=pack(DRAFT, other))
    ran.failed("1 added, 0 corrected, 0 unchanged, 1 rejected")
    assert "bridge-closed: slug: is used by an earlier fact of this file" in ran.err
    assert "for good" in factbot("facts", "show", "bridge-closed").out


def test_a_locked_base(factbot: CommandLine) -> None:
    other = sqlite3.connect(factbot.base, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        # The command's own patience is five seconds, which would be five seconds of every run.
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(engine, "Patience", lambda: IMPATIENT)
            ran = factbot("facts", "import", "-", stdin=pack(DRAFT))
        ran.failed("busy with another change")
    finally:
        other.execute("ROLLBACK")
        other.close()
    sound(factbot)


def test_a_base_that_may_only_be_read(factbot: CommandLine) -> None:
    # A file that even root can't write to: SQLite is told by its own kind of address.
    factbot.use(f"sqlite:///file:{factbot.base}?mode=ro&uri=true")
    ran = factbot("facts", "import", "-", stdin=pack(DRAFT))
    ran.failed()
    assert "read" in ran.told or "opened" in ran.told
    factbot.use(factbot.base)
    sound(factbot)


def test_postgres_that_is_not_there(fresh: CommandLine, tmp_path: Path) -> None:
    fresh.use(f"postgresql://factbot@/none?host={tmp_path}")
    for command in (("check", "x y"), ("db", "upgrade"), ("facts", "import", "-")):
        fresh(*command, stdin=pack(DRAFT)).failed("can't be reached")


def test_postgres_going_away_in_the_middle(fresh: CommandLine) -> None:
    server = Postgres.create()
    publish = life.publish

    def publish_as_the_server_dies(fact: Fact, change: Change) -> Fact:
        server.stop()
        return publish(fact, change)

    try:
        server.start()
        fresh.use(server.url("postgres"))
        assert fresh("db", "upgrade").code == 0
        assert fresh("facts", "import", "-", stdin=pack(DRAFT)).code == 0
        other = DRAFT.replace("bridge-closed", "tunnel-closed")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(life, "publish", publish_as_the_server_dies)
            ran = fresh("facts", "import", "-", stdin=pack(DRAFT, other))
        ran.failed("can't be reached")
        assert ran.err.count("\n") == 1
        server.start()
        assert fresh.slugs() == {"bridge-closed"}
    finally:
        server.remove()


def test_a_disk_without_room_for_an_export(factbot: CommandLine) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("only Linux has a full disk to try")
    old = factbot.home / "out.yaml"
    old.write_text("what was there")
    (factbot.home / "out.yaml.part").symlink_to("/dev/full")
    factbot("facts", "export", old, "--force").failed("No space left on device")
    assert old.read_text() == "what was there"
