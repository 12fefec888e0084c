"""A base that isn't there: made without set-up, never in silence where somebody named it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.commanding import CommandLine
from tests.cli.test_facts import DRAFT, pack
from tests.cli.test_processes import PATIENCE, start

LOOKING = [
    ("check", "Harbour bridge shut forever"),
    ("why", "Harbour bridge shut forever"),
    ("facts", "list"),
    ("facts", "show", "russia-taliban-alliance"),
    ("facts", "history", "russia-taliban-alliance"),
    ("facts", "lint"),
    ("facts", "export", "-"),
    ("facts", "retire", "russia-taliban-alliance"),
    ("review",),
    ("stats",),
    ("questions",),
    ("audit",),
    ("communities", "list"),
    ("roles", "list", "harbour"),
    ("pack", "list"),
    ("pack", "build", "edition.yaml"),
]
ABOUT_ONE_THAT_IS_THERE = [
    ("db", "status"),
    ("db", "copy", "sqlite:///other.sqlite3"),
    ("backup", "backup.sqlite3"),
    ("index", "save"),
]


def names(folder: Path) -> set[str]:
    """What is in a folder, its user's own folders aside."""
    return {path.name for path in folder.iterdir()} - {"data", "config", "state", "cache"}


@pytest.mark.parametrize("command", LOOKING, ids=" ".join)
def test_who_looks_for_facts_makes_no_folder(fresh: CommandLine, command: tuple[str, ...]) -> None:
    missing = fresh.home / "fcats" / "factbot.sqlite3"
    fresh.use(missing)
    ran = fresh(*command)
    ran.failed(f"there is no fact base at {missing}: check FACTBOT_DATABASE_URL", "db upgrade")
    assert (ran.out, ran.err.count("\n")) == ("", 1)
    assert names(fresh.home) == set()


@pytest.mark.parametrize("command", ABOUT_ONE_THAT_IS_THERE, ids=" ".join)
@pytest.mark.parametrize("named", [True, False], ids=["named", "default"])
def test_what_is_about_a_base_makes_none(
    fresh: CommandLine, command: tuple[str, ...], *, named: bool
) -> None:
    if named:
        fresh.use(fresh.base)
    fresh.patch.setenv("FACTBOT_INDEX_FILE", str(fresh.home / "index"))
    ran = fresh(*command)
    ran.failed("there is no fact base at", "factbot.sqlite3")
    assert ran.err.count("\n") == 1
    assert names(fresh.home) == set()
    assert not (fresh.home / "data").exists()


@pytest.mark.parametrize("how", ["variable", "file"])
def test_one_that_was_named_is_made_and_told_once(fresh: CommandLine, how: str) -> None:
    if how == "variable":
        fresh.use(fresh.base)
    else:
        fresh.write("factbot.toml", f"database_url = 'sqlite:///{fresh.base.name}'\n")
    first = fresh("facts", "list")
    assert first.code == 0
    assert len(first.out.splitlines()) == 8
    assert first.told.startswith(f"there was no fact base at {fresh.base}: a new one was made")
    assert fresh.base.is_file()
    assert fresh("facts", "list").err == ""


def test_nobody_is_told_of_the_first_start(fresh: CommandLine) -> None:
    for _ in range(2):
        ran = fresh("check", "Moscow's New Ally in Afghanistan")
        assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("command", ["import", "add"])
def test_what_brings_facts_makes_the_folder_too(fresh: CommandLine, command: str) -> None:
    base = fresh.home / "new" / "folder" / "base.sqlite3"
    fresh.use(base)
    if command == "import":
        ran = fresh("facts", "import", fresh.write("pack.yaml", pack(DRAFT)))
    else:
        ran = fresh("facts", "add", "--file", fresh.write("draft.yaml", DRAFT))
    assert ran.code == 0, ran.err
    assert f"there was no fact base at {base}: a new one was made" in ran.err
    assert "bridge-closed" in fresh.slugs()


def test_a_chat_makes_one_and_says_so(tmp_path: Path) -> None:
    base = tmp_path / "base.sqlite3"
    chat = start(base, "chat")
    out, err = chat.communicate(timeout=PATIENCE)
    assert (chat.returncode, b"8 facts at hand" in out) == (0, True)
    assert f"there was no fact base at {base}: a new one was made".encode() in err
    assert base.is_file()


def test_sqlites_own_form_of_a_name_is_left_to_who_wrote_it(fresh: CommandLine) -> None:
    fresh.use(f"sqlite:///file:{fresh.base}?mode=rw&uri=true")
    fresh("facts", "list").failed("can't be opened")
    assert names(fresh.home) == set()
