"""What somebody mistyped is told in one line, and nothing is answered in its stead."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.cli.commanding import CommandLine
from tests.cli.test_facts import DRAFT

SLUG = "russia-taliban-alliance"


@pytest.mark.parametrize(
    "command",
    [
        ("check", "a claim"),
        ("why", "a claim"),
        ("facts", "list"),
        ("facts", "show", SLUG),
        ("facts", "history", SLUG),
        ("facts", "lint"),
        ("facts", "export", "out.yaml"),
        ("stats",),
        ("audit",),
    ],
    ids=" ".join,
)
def test_a_community_that_there_is_not(factbot: CommandLine, command: tuple[str, ...]) -> None:
    ran = factbot(*command, "--community", "habour")
    ran.failed("no community has the id 'habour'")
    assert ran.out == ""


@pytest.mark.parametrize(
    "command",
    [
        ("communities", "rules", "habour", "--two-people"),
        ("communities", "bind", "discord", "1", "habour"),
        ("telegram", "join", "--", "-100", "habour"),
        ("roles", "list", "habour"),
        ("roles", "grant", "habour", "discord:1", "admin"),
        ("roles", "revoke", "habour", "discord:1"),
    ],
    ids=" ".join,
)
def test_nobody_governs_one_that_there_is_not(
    factbot: CommandLine, command: tuple[str, ...]
) -> None:
    factbot(*command).failed("no community has the id 'habour'", "factbot communities list")
    assert factbot("communities", "list").out == ""


def test_a_chat_is_put_under_a_community_and_taken_out_again(factbot: CommandLine) -> None:
    assert factbot("communities", "add", "harbour", "Harbour Watch").code == 0
    joined = factbot("telegram", "join", "--", "-100", "harbour")
    assert (joined.code, joined.told) == (0, "telegram:-100 belongs to harbour")
    left = factbot("telegram", "join", "--", "-100")
    assert left.code == 0
    assert "bound to no community" in left.told
    lines = factbot("audit").out.splitlines()
    assert sum("bind place" in line and "telegram:-100" in line for line in lines) == 2


def test_a_server_without_a_community_has_numbers_and_an_audit(factbot: CommandLine) -> None:
    for command in ("stats", "audit"):
        assert factbot(command, "--community", "discord:8035").code == 0
    assert factbot("audit", "--community", "").code == 0


def test_an_id_of_a_community_is_called_that(factbot: CommandLine) -> None:
    for text in ("", "Harbour Watch"):
        factbot("communities", "add", text, "Harbour").failed("community: use lower-case letters")


@pytest.mark.parametrize(
    "command", [("check", "a claim"), ("why", "a claim"), ("facts", "show", SLUG)]
)
def test_a_language_that_nobody_speaks(factbot: CommandLine, command: tuple[str, ...]) -> None:
    ran = factbot(*command, "--locale", "fr")
    ran.failed("--locale: must be one of en, ru")
    assert ran.out == ""


def test_a_text_without_a_word(factbot: CommandLine) -> None:
    for command in ("check", "why"):
        factbot(command, "  ").failed("write the claim to check")


def test_a_day_that_is_still_to_come(factbot: CommandLine) -> None:
    today = datetime.now(UTC).date()
    assert factbot("check", "a claim", "--as-of", today.isoformat()).code == 1
    for day in (today + timedelta(days=2), today.replace(month=1, day=1, year=9999)):
        factbot("check", "a claim", "--as-of", day.isoformat()).failed("--as-of: is still to come")


def test_an_item_or_a_choice_that_there_is_not(factbot: CommandLine) -> None:
    factbot("review", "nope", "publish").failed("none has the id 'nope': factbot review lists")
    assert "nothing to decide" in factbot("review").told
    draft = factbot.write("draft.yaml", DRAFT)
    assert factbot("facts", "add", "--file", draft).code == 0
    *_, item = (
        line for line in factbot("review").out.splitlines() if line.strip() and "|" not in line
    )
    for choice in ("", "keep"):
        factbot("review", item.strip(), choice).failed("choice: must be one of publish, retire")
    assert factbot("review", item.strip(), "publish").code == 0
    again = factbot("review", item.strip(), "publish").out
    assert again.strip() == "You decided this already; nothing was done twice."


def test_a_file_that_can_not_be_written_is_called_as_it_was_typed(
    factbot: CommandLine, tmp_path: Path
) -> None:
    (tmp_path / "folder").mkdir()
    for target in ("nowhere/out.yaml", "folder"):
        factbot("facts", "export", target).failed(f": {target}")
        factbot("pack", "build", target).failed(f": {target}")
    factbot("backup", "nowhere/backup.sqlite3").failed(": nowhere/backup.sqlite3")
    left = [
        path.name for path in tmp_path.iterdir() if "part" in path.name or "backup" in path.name
    ]
    assert left == []


@pytest.mark.parametrize("name", ["pack.yaml", "feed.json", "table.csv"])
def test_an_empty_file(factbot: CommandLine, name: str) -> None:
    factbot("facts", "import", factbot.write(name, b"")).failed(name, "is empty")


def test_an_address_that_is_none(factbot: CommandLine) -> None:
    ran = factbot("facts", "export", "out.json", "--site", "example.org")
    ran.failed("--site: must begin with https:// or http://")
    assert not (factbot.home / "out.json").exists()


def test_a_backup_of_a_base_whose_name_would_be_an_address_elsewhere(factbot: CommandLine) -> None:
    odd = factbot.home / "50% #1"
    odd.mkdir()
    factbot.base.rename(odd / "base.sqlite3")
    factbot.use(f"sqlite:///{odd}/base.sqlite3".replace("%", "%25"))
    assert factbot("backup", odd / "backup.sqlite3").code == 0
    factbot.use(factbot.home / "again.sqlite3")
    assert factbot("restore", odd / "backup.sqlite3").code == 0
    assert SLUG in factbot.slugs()


def test_a_backup_into_a_base_that_holds_something(factbot: CommandLine) -> None:
    assert factbot("backup", "backup.sqlite3").code == 0
    told = factbot("restore", "backup.sqlite3").failed("is not empty", "FACTBOT_DATABASE_URL")
    assert "db copy" not in told


@pytest.mark.parametrize("command", ["show", "history", "edit", "publish", "retire"])
def test_a_slug_that_there_is_not(factbot: CommandLine, command: str) -> None:
    ran = factbot("facts", command, "russia-taliban-aliance")
    ran.failed("no fact is called 'russia-taliban-aliance' here: factbot facts list")


GROUPS = ("", "facts", "pack", "db", "index", "communities", "roles", "discord", "telegram")


@pytest.mark.parametrize("group", GROUPS)
def test_the_help_says_in_whole_sentences_what_each_command_does(
    fresh: CommandLine, group: str
) -> None:
    fresh.patch.setenv("COLUMNS", "80")
    ran = fresh(*group.split(), "--help")
    assert ran.code == 0
    _, listed = ran.out.split("Commands:\n")
    lines = listed.splitlines()
    assert lines
    assert [line for line in lines if not line.endswith(".") or line.endswith("...")] == []


def test_a_benchmark_that_there_is_not(factbot: CommandLine) -> None:
    ran = factbot("bench", "nonsense")
    assert ran.code == 2
    assert "no benchmark is called 'nonsense'" in ran.err


def test_a_benchmark_tells_its_own_options(factbot: CommandLine) -> None:
    ran = factbot("bench", "matching", "--help")
    assert ran.code == 0
    assert "--ordinary" in ran.out
    assert "--ordinary" not in factbot("bench", "--help").out


def test_telegram_is_told_nothing_without_a_token(factbot: CommandLine) -> None:
    factbot("telegram", "commands").failed("FACTBOT_TELEGRAM__TOKEN is not set")


def test_a_telegram_that_is_not_there(factbot: CommandLine) -> None:
    factbot.patch.setenv("FACTBOT_TELEGRAM__TOKEN", "7000000001:token")
    with socket.socket() as deaf:  # bound, and nobody listens: connections are refused
        deaf.bind(("127.0.0.1", 0))
        nowhere = f"http://127.0.0.1:{deaf.getsockname()[1]}/bot"
        factbot.patch.setenv("FACTBOT_TELEGRAM__API_BASE_URL", nowhere)
        factbot("telegram", "commands").failed("Telegram can't be reached", "check the network")
