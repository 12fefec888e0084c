"""Settings that are wrong, bases that are new, and what to run."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path

import pytest

from bot.settings import Settings, load_settings
from tests.cli.commanding import CommandLine
from tests.stores import PostgresDatabases

SECRET = "correct-horse"


def test_the_version(fresh: CommandLine) -> None:
    ran = fresh("--version")
    assert (ran.code, ran.err) == (0, "")
    assert re.fullmatch(r"factbot \d+\.\d+\.\d+\S*\n", ran.out)


def test_the_first_start_makes_and_fills_its_base(fresh: CommandLine) -> None:
    assert len(fresh.slugs()) == 8
    assert (fresh.home / "data" / "factbot" / "factbot.sqlite3").is_file()
    assert fresh("facts", "retire", "afghan-drugs-russia").code == 0
    assert len(fresh("facts", "list", "--status", "published").out.splitlines()) == 7


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        (
            {"FACTBOT_DATABSE_URL": "x"},
            "FACTBOT_DATABSE_URL is no setting; did you mean FACTBOT_DATABASE_URL",
        ),
        (
            {"FACTBOT_LIMITS__QUESTION": "1"},
            "FACTBOT_LIMITS__QUESTION is no setting; did you mean FACTBOT_LIMITS__QUESTIONS",
        ),
        ({"FACTBOT_XYZZY": "1"}, "FACTBOT_XYZZY is no setting; here there are: "),
        ({"FACTBOT_LOCALE__X": "1"}, "locale has no parts"),
        ({"FACTBOT_LIMITS__QUESTIONS": "0"}, "FACTBOT_LIMITS__QUESTIONS"),
        ({"FACTBOT_LIMITS": "many"}, "can't be read"),
        ({"FACTBOT_LOCALE": "english"}, "FACTBOT_LOCALE: must be one of en, ru"),
        ({"FACTBOT_LOCALE": "xx"}, "FACTBOT_LOCALE: must be one of en, ru"),
        ({"FACTBOT_LOCALE": "de-DE"}, "FACTBOT_LOCALE: must be one of en, ru"),
        ({"FACTBOT_LOCALE": "ru-Russia"}, "FACTBOT_LOCALE: must be one of en, ru"),
        ({"FACTBOT_LOCALE": ""}, "FACTBOT_LOCALE: must be one of en, ru"),
        ({"FACTBOT_LOG_LEVEL": "loud"}, "FACTBOT_LOG_LEVEL"),
        ({"FACTBOT_DATABASE_URL": SECRET}, "must be a SQLAlchemy URL"),
        (
            {"FACTBOT_DATABASE_URL": f"postgresql://a:p@b:{SECRET}@host/x"},
            "must be a SQLAlchemy URL",
        ),
        ({"FACTBOT_DATABASE_URL": f"mysql://a:{SECRET}@host/x"}, "only SQLite and PostgreSQL"),
        ({"FACTBOT_DATABASE_URL": "sqlite://"}, "SQLite needs a file"),
        ({"FACTBOT_CONFIG": "nowhere.toml"}, "does not exist"),
    ],
)
def test_a_wrong_variable_stops_the_start_with_one_line(
    fresh: CommandLine, variables: dict[str, str], words: str
) -> None:
    for name, value in variables.items():
        fresh.patch.setenv(name, value)
    ran = fresh("facts", "list")
    ran.failed(words)
    assert ran.err.count("\n") == 1
    assert SECRET not in ran.err


def test_a_wrong_variable_beside_a_file_is_called_by_its_own_name(fresh: CommandLine) -> None:
    fresh.write("factbot.toml", b"locale = 'ru'\n")
    fresh.patch.setenv("FACTBOT_LOCALE", "xx")
    fresh("facts", "list").failed("FACTBOT_LOCALE: must be one of en, ru")


@pytest.mark.parametrize("locale", ["en", "ru", "en-GB", "ru-RU"])
def test_a_language_that_there_is_may_have_a_region(fresh: CommandLine, locale: str) -> None:
    fresh.patch.setenv("FACTBOT_LOCALE", locale)
    assert load_settings().locale == locale


@pytest.mark.parametrize(
    ("toml", "words"),
    [
        (b"locale = \n", "not valid TOML"),
        (b"locale = 'fr'\n", "factbot.toml: locale: must be one of en, ru"),
        (b"locale = 5\n", "factbot.toml: locale: "),
        (b"lokale = 'ru'\n", "factbot.toml: lokale: is no setting; did you mean locale"),
        (b"\xff\xfe", "not UTF-8"),
        (b"\x00", "not valid TOML"),
        (b"nonsense = 1\n", "factbot.toml: nonsense: is no setting"),
        (b"[limits]\nquestions = 'many'\n", "factbot.toml: limits.questions: "),
        (
            b"[limits]\nquestion = 3\n",
            "factbot.toml: limits.question: is no setting; did you mean questions",
        ),
        (b"[telegram]\ntokn = 'x'\n", "factbot.toml: telegram.tokn: is no setting; did you mean"),
    ],
)
def test_a_wrong_file_stops_the_start_with_one_line(
    fresh: CommandLine, toml: bytes, words: str
) -> None:
    fresh.write("factbot.toml", toml)
    ran = fresh("facts", "list")
    ran.failed(words)
    assert ran.err.count("\n") == 1


def test_variables_win_over_the_file(fresh: CommandLine) -> None:
    file = fresh.write("my.toml", 'locale = "ru"\nlog_level = "error"\n[limits]\nquestions = 3\n')
    fresh.patch.setenv("FACTBOT_CONFIG", str(file))
    fresh.patch.setenv("FACTBOT_LOG_LEVEL", "debug")
    found = load_settings()
    assert (found.locale, found.log_level, found.limits.questions) == ("ru", "debug", 3)
    assert found.limits.seconds == Settings.model_fields["limits"].default.seconds


def test_secrets_are_masked(fresh: CommandLine) -> None:
    fresh.patch.setenv("FACTBOT_DATABASE_URL", f"postgresql://a:{SECRET}@localhost/x")
    fresh.patch.setenv("FACTBOT_SECRET", SECRET)
    found = load_settings()
    assert SECRET not in f"{found!r} {found} {found.model_dump()}"
    with pytest.raises(Exception, match="frozen"):
        found.locale = "ru"


class TestBase:
    def test_a_new_sqlite_base_is_upgraded_in_a_new_folder(self, fresh: CommandLine) -> None:
        fresh.use(fresh.home / "new" / "folder" / "base.sqlite3")
        assert "was upgraded" in fresh("db", "upgrade").told
        assert "up to date" in fresh("db", "upgrade").told
        status = fresh("db", "status")
        assert status.code == 0
        assert "pending: none" in status.out

    def test_postgres_is_never_upgraded_silently(
        self, fresh: CommandLine, postgres: PostgresDatabases
    ) -> None:
        fresh.use(postgres.server.url("postgres"))
        ran = fresh("check", "anything at all")
        ran.failed("factbot db upgrade")
        status = fresh("db", "status")
        status.failed("factbot db upgrade")
        assert "current: empty" in status.out

    @pytest.mark.parametrize(
        ("content", "words"), [(b"not a database at all\n" * 99, "not a sound fact base")]
    )
    def test_a_file_that_is_no_base_is_left_alone(
        self, fresh: CommandLine, content: bytes, words: str
    ) -> None:
        fresh.write(fresh.base.name, content)
        fresh.use(fresh.base)
        fresh("facts", "list").failed(words)
        assert fresh.base.read_bytes() == content

    def test_a_base_of_a_newer_program_is_left_alone(self, factbot: CommandLine) -> None:
        with sqlite3.connect(factbot.base) as base:
            base.execute("UPDATE alembic_version SET version_num = '9999'")
        base.close()
        factbot("facts", "list").failed("newer factbot")

    def test_a_folder_is_no_base(self, fresh: CommandLine) -> None:
        fresh.use(Path(fresh.home))
        fresh("facts", "list").failed("can't be opened")


def test_run_needs_a_platform_that_is_there(factbot: CommandLine) -> None:
    told = factbot("run", "carrier-pigeon").failed("no platform is called 'carrier-pigeon'")
    assert "console" in told
    factbot("run").failed("no platform is configured")


def test_an_index_is_written_and_used_at_the_next_start(
    fresh: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    fresh("index", "save").failed("set FACTBOT_INDEX_FILE")
    file = fresh.home / "facts.index"
    monkeypatch.setenv("FACTBOT_INDEX_FILE", str(file))
    assert len(fresh.slugs()) == 8
    assert fresh("index", "save").told == f"an index of 8 facts was written to {file}"
    asked = fresh("check", "Moscow's New Ally in Afghanistan")
    assert asked.code == 0, asked.err
    file.write_bytes(b"no index")
    assert fresh("check", "Moscow's New Ally in Afghanistan").out == asked.out
