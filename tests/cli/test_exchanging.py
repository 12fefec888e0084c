"""Reviews, tables and signed packs in and out at the command line."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.commanding import CommandLine
from tests.cli.test_facts import DRAFT, pack
from tests.factbase.claimreview.test_facts import REVIEW

SECOND = REVIEW | {"url": "https://quay.example/2", "claimReviewed": "The ferry sank on Sunday"}


def feed(*reviews: object) -> str:
    return "[\n" + ",\n".join(json.dumps(review) for review in reviews) + "\n]"


class TestReviews:
    def test_in_and_again(self, factbot: CommandLine) -> None:
        file = factbot.write("feed.json", feed(REVIEW, SECOND))
        dry = factbot("facts", "import", file, "--dry-run")
        assert dry.told.startswith("dry run, nothing was changed: 2 added")
        assert len(factbot.slugs()) == 8
        assert factbot("facts", "import", file).told.startswith("2 added, 0 corrected")
        again = factbot("facts", "import", file)
        assert again.told == "0 added, 0 corrected, 2 unchanged, 0 rejected"
        assert factbot("check", "The ferry sank on Sunday").code == 0

    def test_rejects_with_line_entry_and_reason(self, factbot: CommandLine) -> None:
        bad = SECOND | {"datePublished": "yesterday"}
        file = factbot.write("feed.json", feed(REVIEW, bad))
        ran = factbot("facts", "import", file, "--rejects", factbot.home / "rejects.txt")
        assert ran.failed("1 added", "1 rejected")
        report = (factbot.home / "rejects.txt").read_text()
        assert report.startswith(f"{file}:3: entry 2: datePublished: must begin with a date")

    def test_out_and_in_elsewhere(self, factbot: CommandLine) -> None:
        factbot("facts", "import", factbot.write("feed.json", feed(REVIEW, SECOND)))
        out = factbot.home / "out.json"
        site = ("--publisher", "Quay", "--site", "https://quay.example/facts")
        assert factbot("facts", "export", out, "--format", "claimreview", *site).code == 0
        factbot.use(factbot.home / "other.sqlite3")
        assert factbot("facts", "import", out).told.startswith("10 added")

    @pytest.mark.parametrize("site", [(), ("--site", "https://quay.example/facts")])
    def test_out_and_in_again_makes_no_second_facts(
        self, factbot: CommandLine, site: tuple[str, ...]
    ) -> None:
        factbot("facts", "import", factbot.write("feed.json", feed(REVIEW)))
        before = factbot("facts", "list").out
        out = factbot.home / "out.json"
        exported = factbot("facts", "export", out, *site)
        told = "8 reviews have names (urn:factbot:...) and no address: give --site"
        assert (told in exported.err) == (not site)
        for options in (("--dry-run",), ()):
            back = factbot("facts", "import", out, *options)
            assert back.code == 0, back.err
            assert back.told.endswith(
                "0 added, 0 corrected, 1 unchanged, 0 rejected, "
                "8 written from facts of this base, left as they are"
            )
        assert factbot("facts", "list").out == before

    def test_the_name_of_a_fact_that_is_not_here_means_nothing(self, factbot: CommandLine) -> None:
        named = SECOND | {"@id": "urn:factbot:0123"}
        nameless = SECOND | {"url": "urn:factbot:0123"}
        file = factbot.write("feed.json", feed(named, nameless))
        ran = factbot("facts", "import", file)
        ran.failed("1 added, 0 corrected, 0 unchanged, 1 rejected")
        assert "entry 2: url: must be a full http or https address" in ran.err

    def test_strict_is_for_what_is_read_as_a_whole(self, factbot: CommandLine) -> None:
        file = factbot.write("feed.json", feed(REVIEW))
        factbot("facts", "import", file, "--strict").failed("--strict", "--dry-run")

    def test_an_address_that_is_not_public(self, factbot: CommandLine) -> None:
        for address in ("https://127.0.0.1/feed.json", "https://[::1]:9/feed.json"):
            factbot("facts", "import", address).failed("private network")
        factbot("facts", "import", "http://quay.example/feed.json").failed("only https")


class TestTables:
    def test_out_and_in_changes_nothing_that_a_table_can_hold(self, factbot: CommandLine) -> None:
        factbot("facts", "add", "--file", factbot.write("draft.yaml", DRAFT))
        factbot("facts", "publish", "bridge-closed")
        table = factbot.home / "facts.csv"
        ran = factbot("facts", "export", table, "--format", "csv")
        assert "russia-arms-taliban: not in the table: translations" in ran.err
        assert "bridge-closed: not in the table" not in ran.err
        rows = table.read_text(encoding="utf-8").splitlines(keepends=True)
        alone = [row for row in rows if row.startswith(("slug", "bridge-closed"))]
        table.write_text("".join(alone), encoding="utf-8")
        assert factbot("facts", "import", table).told.startswith("0 added, 0 corrected, 1 unch")


class TestFormsByName:
    """What an export is called says what it holds, unless somebody says so."""

    @pytest.mark.parametrize(
        ("name", "begins"),
        [
            ("out.yaml", "format: factbot-pack/1"),
            ("out.YML", "format: factbot-pack/1"),
            ("out.json", '{"@context": "https://schema.org"'),
            ("out.jsonld", '{"@context": "https://schema.org"'),
            ("out.csv", "slug,"),
            ("out", "format: factbot-pack/1"),
        ],
    )
    def test_the_ending_says(self, factbot: CommandLine, name: str, begins: str) -> None:
        out = factbot.home / name
        assert factbot("facts", "export", out).code == 0
        assert out.read_text(encoding="utf-8").startswith(begins)

    def test_what_somebody_says_wins(self, factbot: CommandLine) -> None:
        out = factbot.home / "out.csv"
        assert factbot("facts", "export", out, "--format", "claimreview").code == 0
        assert json.loads(out.read_text(encoding="utf-8"))["@type"] == "DataFeed"
        assert factbot("facts", "export", factbot.home / "out.txt", "--format", "csv").code == 0

    def test_a_file_that_is_there_is_written_over_only_when_told_to(
        self, factbot: CommandLine
    ) -> None:
        out = factbot.write("out.csv", "mine")
        factbot("facts", "export", out).failed(str(out), "exists already", "--force")
        assert out.read_text(encoding="utf-8") == "mine"
        assert factbot("facts", "export", out, "--force").code == 0
        assert out.read_text(encoding="utf-8").startswith("slug,")
        assert factbot("facts", "export", "-").code == 0

    @pytest.mark.parametrize("name", ["out.xlsx", "out.jsonl", "out.csv.gz"])
    def test_an_ending_that_nobody_knows_writes_nothing(
        self, factbot: CommandLine, name: str
    ) -> None:
        out = factbot.home / name
        factbot("facts", "export", out).failed(".yaml", ".json", ".csv", "--format")
        assert not out.exists()


class TestPacks:
    def test_a_path_holds_from_any_folder(self, factbot: CommandLine, pack: Path) -> None:
        factbot.use(factbot.home / "other.sqlite3")
        assert factbot("pack", "subscribe", "quay.yaml").code == 0
        assert factbot("pack", "list").out.startswith(f"{pack}\t")
        (factbot.home / "elsewhere").mkdir()
        factbot.patch.chdir(factbot.home / "elsewhere")
        updated = factbot("pack", "update")
        assert updated.code == 0, updated.err
        factbot.patch.chdir(factbot.home)
        assert factbot("pack", "update", "quay.yaml").code == 0
        pack.unlink()
        factbot("pack", "update").failed(f"{pack}: No such file or directory")
        assert factbot("pack", "unsubscribe", "quay.yaml").code == 0

    def test_what_an_edition_revokes_says_so_in_its_history(
        self, factbot: CommandLine, pack: Path
    ) -> None:
        mine = factbot.base
        factbot("facts", "add", "--file", factbot.write("draft.yaml", DRAFT))
        factbot("facts", "publish", "bridge-closed")
        again = ("pack", "build", pack, "--name", "quay")
        sign = ("pack", "sign", pack, "--key", factbot.home / "key.pem")
        assert factbot(*again).code == factbot(*sign).code == 0
        factbot.use(factbot.home / "other.sqlite3")
        assert factbot("pack", "subscribe", pack).code == 0
        factbot.use(mine)
        factbot("facts", "retire", "bridge-closed")
        assert factbot(*again).code == factbot(*sign).code == 0
        factbot.use(factbot.home / "other.sqlite3")
        assert "1 revoked" in factbot("pack", "update").told
        history = factbot("facts", "history", "bridge-closed").out
        assert re.search(r"revoked by edition \d+, taken over by operator \(status\)", history)

    @pytest.fixture
    def pack(self, factbot: CommandLine) -> Path:
        pack = factbot.home / "quay.yaml"
        assert factbot("pack", "build", pack, "--name", "quay").code == 0
        assert factbot("pack", "sign", pack, "--key", factbot.home / "key.pem").code == 0
        return pack

    def test_sign_and_verify(self, factbot: CommandLine, pack: Path) -> None:
        fingerprint = factbot("pack", "verify", pack).out.strip()
        assert len(fingerprint) == 32
        assert factbot("pack", "verify", pack, "--key", fingerprint).code == 0
        factbot("pack", "verify", pack, "--key", "0" * 32).failed("another key")
        pack.write_text(pack.read_text() + "\n")
        factbot("pack", "verify", pack).failed("changed")

    def test_the_key_is_readable_by_its_owner_alone(self, factbot: CommandLine, pack: Path) -> None:
        assert pack.exists()
        assert (factbot.home / "key.pem").stat().st_mode & 0o777 == 0o600

    def test_no_key_is_made_for_a_file_that_is_not_there(self, factbot: CommandLine) -> None:
        key = factbot.home / "new.pem"
        for wrong in ("nowhere.yaml", str(factbot.home)):
            factbot("pack", "sign", wrong, "--key", key).failed(wrong)
            assert not key.exists()

    def test_follow_update_and_leave(self, factbot: CommandLine, pack: Path) -> None:
        factbot("facts", "import", factbot.write("feed.json", feed(REVIEW)))
        factbot("pack", "build", pack, "--name", "quay")
        factbot("pack", "sign", pack, "--key", factbot.home / "key.pem")
        factbot.use(factbot.home / "other.sqlite3")
        followed = factbot("pack", "subscribe", pack)
        assert "quay: 1 added" in followed.told
        assert "8 kept as changed here" in followed.told
        address, *_, key = factbot("pack", "list").out.strip().split("\t")
        assert (address, key) == (str(pack), factbot("pack", "verify", pack).out.strip())
        assert "0 added" in factbot("pack", "update").told
        (factbot.home / "quay.yaml.sig").write_text("{}")
        assert factbot("pack", "update").code == 2
        assert factbot("pack", "unsubscribe", pack).code == 0
        assert factbot("pack", "list").out == ""
        factbot("pack", "update", pack).failed("nobody here follows")


CONFIRMED = (
    DRAFT
    + """\
  - stance: confirms
    speaker: {name: Ann Ferry, office: harbour master}
    said: 2025-08-10
    text: We did close it.
    source: {publisher: Gazette, url: "https://gazette.example/shut", published: 2025-08-11}
"""
)


def test_a_denial_that_a_confirmation_overtook_is_warned_of_and_not_said_unasked(
    factbot: CommandLine,
) -> None:
    file = factbot.write("facts.yaml", pack(CONFIRMED))
    for ran in (factbot("facts", "lint", file), factbot("facts", "import", file)):
        assert ran.code == 0
        told = ran.out + ran.err
        assert "bridge-closed: has a confirmation newer than every denial" in told
        assert "set it to 'true' or 'overtaken'" in told
    shown = factbot("check", "Harbour bridge shut forever").out
    assert shown.index("Confirmed since") < shown.index("Denied at the time\n")
    silent = factbot("check", "--lane", "unprompted", "Harbour bridge shut forever")
    assert (silent.code, silent.out) == (1, "Nothing is said unasked: maybe-overtaken.\n\n")


@pytest.mark.parametrize("day", ["2999-01-10", "2999-01", "2999"])
def test_what_lies_ahead_is_refused_wherever_it_comes_in(factbot: CommandLine, day: str) -> None:
    ahead = DRAFT.replace("said: 2025-03-01", f"said: {day}")
    file = factbot.write("facts.yaml", pack(ahead))
    draft = factbot.write("draft.yaml", ahead)
    why = f"a statement of {day}, which is after today"
    linted = factbot("facts", "lint", file)
    assert linted.code == 1
    assert f"error: bridge-closed: has {why}" in linted.out
    for options in ((), ("--dry-run",), ("--draft",), ("--strict",)):
        ran = factbot("facts", "import", file, *options)
        assert ran.code == 2
        assert why in ran.err
    added = factbot("facts", "add", "--file", draft, "--why", "heard it")
    assert added.code == 2
    assert why in added.err
    assert "bridge-closed" not in factbot.slugs()
    assert factbot("facts", "import", factbot.write("good.yaml", pack(DRAFT))).code == 0
    edited = factbot("facts", "edit", "bridge-closed", "--file", draft, "--why", "again")
    assert edited.code == 2
    assert why in edited.err
