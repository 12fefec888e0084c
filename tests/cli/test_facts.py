"""`factbot facts ...`: looking, changing, exporting, importing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.exchanging.first_pack import first_pack_text
from tests.cli.commanding import CommandLine

DRAFT = """\
slug: bridge-closed
claim: The harbour bridge is closed for good
verdict: denied
summary: The harbour master denies it.
wordings:
  en: [Harbour bridge shut forever]
statements:
  - stance: denies
    speaker: {name: Ann Ferry, office: harbour master}
    said: 2025-03-01
    text: The bridge stays open.
    source: {publisher: Gazette, url: "https://gazette.example/bridge", published: 2025-03-02}
"""
UNFOUNDED = DRAFT[: DRAFT.index("statements:")].replace("bridge-closed", "tunnel-closed")


def pack(*drafts: str) -> str:
    entries = ("  - " + draft.replace("\n", "\n    ").rstrip() + "\n" for draft in drafts)
    return "format: factbot-pack/1\nfacts:\n" + "".join(entries)


def test_list_show_and_history(factbot: CommandLine) -> None:
    listed = factbot("facts", "list")
    assert len(listed.out.splitlines()) == 8
    arms = factbot("facts", "list", "--topic", "arms", "--status", "published").out
    assert all(line.split("\t")[1] == "published" for line in arms.splitlines())
    assert factbot("facts", "list", "--status", "retired").out == ""
    shown = factbot("facts", "show", "russia-arms-taliban")
    assert "Officially denied; a denial is no proof" in shown.out
    told = factbot("facts", "history", "russia-arms-taliban")
    assert "v1" in told.out
    assert "first pack" in told.out
    for command in ("show", "history"):
        factbot("facts", command, "no-such-fact").failed("no fact is called 'no-such-fact'")


def test_a_fact_from_draft_to_retirement(factbot: CommandLine) -> None:
    draft = factbot.write("draft.yaml", DRAFT)
    added = factbot("facts", "add", "--file", draft, "--why", "heard it")
    assert added.code == 0, added.err
    assert "factbot facts publish bridge-closed" in added.err
    assert factbot("check", "Harbour bridge shut forever").code == 1
    assert "[proposed]" in factbot("facts", "show", "bridge-closed").out
    assert factbot("facts", "publish", "bridge-closed").code == 0
    assert factbot("check", "Harbour bridge shut forever").code == 0
    edited = factbot(
        "facts",
        "edit",
        "bridge-closed",
        "--file",
        "-",
        stdin=DRAFT.replace("verdict: denied", "verdict: unproven"),
    )
    assert edited.code == 0, edited.err
    assert "it is at version 3" in edited.err
    assert "Unproven" in factbot("check", "Harbour bridge shut forever").out
    assert factbot("facts", "retire", "bridge-closed", "--why", "over").code == 0
    assert factbot("check", "Harbour bridge shut forever").code == 1
    history = factbot("facts", "history", "bridge-closed").out
    for words in ("heard it", "over", "verdict", "v4"):
        assert words in history
    factbot("facts", "retire", "bridge-closed").failed("it is retired already")


def test_the_history_shows_old_and_new_values(factbot: CommandLine) -> None:
    factbot("facts", "add", "--file", factbot.write("draft.yaml", DRAFT))
    factbot("facts", "publish", "bridge-closed")
    long = "It is open, " + "and open " * 30 + "again."
    changed = DRAFT.replace("verdict: denied", "verdict: false").replace(
        "summary: The harbour master denies it.", f"summary: {{en: {long!r}, ru: Открыт.}}"
    )
    edited = factbot("facts", "edit", "bridge-closed", "--file", "-", stdin=changed)
    assert edited.code == 0, edited.err
    history = factbot("facts", "history", "bridge-closed").out
    newest, publishing, first = history.split("  • ")[1:]
    assert "verdict: denied → false\n" in newest
    assert "summary [en]: The harbour master denies it. → It is open, and open" in newest
    assert "summary [ru]: - → Открыт." in newest
    assert "status: proposed → published" in publishing
    assert "→" not in first
    assert all(len(line) < 260 for line in history.splitlines())


def test_a_retired_fact_is_reopened_and_published_again(factbot: CommandLine) -> None:
    factbot("facts", "add", "--file", factbot.write("draft.yaml", DRAFT))
    factbot("facts", "publish", "bridge-closed")
    factbot("facts", "reopen", "bridge-closed").failed("it is published, not retired")
    factbot("facts", "retire", "bridge-closed")
    factbot("facts", "publish", "bridge-closed").failed("factbot facts reopen")
    draft = factbot.write("changed.yaml", DRAFT.replace("stays open", "is open"))
    factbot("facts", "edit", "bridge-closed", "--file", draft).failed("factbot facts reopen")
    reopened = factbot("facts", "reopen", "bridge-closed", "--why", "by mistake")
    assert reopened.code == 0, reopened.err
    assert factbot("check", "Harbour bridge shut forever").code == 1
    assert factbot("facts", "publish", "bridge-closed").code == 0
    assert factbot("check", "Harbour bridge shut forever").code == 0
    assert "by mistake" in factbot("facts", "history", "bridge-closed").out
    assert any("reopen fact" in line for line in factbot("audit").out.splitlines())


def test_drafts_that_are_wrong_are_refused_with_their_line(factbot: CommandLine) -> None:
    before = factbot.slugs()
    wrong = factbot.write("wrong.yaml", DRAFT.replace("verdict: denied", "verdict: maybe"))
    factbot("facts", "add", "--file", wrong).failed("line 3", "verdict", "must be one of")
    factbot("facts", "add", "--file", "nowhere.yaml").failed("nowhere.yaml")
    factbot("facts", "add", "--file", "-", stdin=b"\xff\xfe").failed("is not UTF-8")
    taken = factbot.write("taken.yaml", DRAFT.replace("bridge-closed", "russia-arms-taliban"))
    factbot("facts", "add", "--file", taken).failed("is taken")
    bare = factbot.write("bare.yaml", UNFOUNDED)
    assert factbot("facts", "add", "--file", bare).code == 0
    unfounded = factbot("facts", "publish", "tunnel-closed")
    assert unfounded.code == 2
    assert "a statement with its source" in unfounded.err
    factbot("facts", "edit", "no-such-fact", "--file", bare).failed("no fact is called")
    assert factbot.slugs() == before | {"tunnel-closed"}


@pytest.mark.parametrize(("editor", "words"), [("false", "the editor failed"), ("true", "nothing")])
def test_an_editor_that_fails_or_changes_nothing_saves_nothing(
    factbot: CommandLine, editor: str, words: str
) -> None:
    factbot.patch.setenv("EDITOR", editor)
    factbot("facts", "add").failed(words)


def test_an_editor_changes_a_fact(factbot: CommandLine) -> None:
    factbot.patch.setenv("EDITOR", "sed -i s/shut.forever/gone/")
    factbot("facts", "add", "--file", factbot.write("draft.yaml", DRAFT))
    edited = factbot("facts", "edit", "bridge-closed")
    assert edited.code == 0, edited.err
    assert "version 2" in edited.err


def test_a_fact_that_is_saved_as_it_was_is_not_changed(factbot: CommandLine) -> None:
    draft = factbot.write("draft.yaml", DRAFT)
    factbot("facts", "add", "--file", draft)
    factbot("facts", "publish", "bridge-closed")
    before = factbot("facts", "history", "bridge-closed").out
    ran = factbot("facts", "edit", "bridge-closed", "--file", draft)
    assert (ran.code, ran.told) == (0, "bridge-closed says all of this already: nothing was saved")
    assert factbot("facts", "history", "bridge-closed").out == before
    again = DRAFT.replace("bridge-closed", "bridge-shut")
    onto = ("--as", "wording", "--of", "bridge-closed")
    ran = factbot("facts", "add", "--file", factbot.write("again.yaml", again), *onto)
    assert (ran.code, ran.told) == (0, "bridge-closed holds this; it is at version 2")
    assert factbot("facts", "history", "bridge-closed").out == before


def test_what_an_editor_left_wrong_is_kept(factbot: CommandLine) -> None:
    factbot.patch.setenv("EDITOR", "sed -i s/unproven/maybe/")
    ran = factbot("facts", "add")
    assert ran.code == 2
    (kept,) = (factbot.home / "data").rglob("new-fact.yaml")
    assert str(kept) in ran.err
    assert "verdict: maybe" in kept.read_text()
    assert "# ERROR: " in kept.read_text()


class TestTables:
    def test_one_that_comes_back_unedited_changes_nothing(self, factbot: CommandLine) -> None:
        file = factbot.home / "out.csv"
        assert "translations" in factbot("facts", "export", file).err
        for options in (("--dry-run",), ("--strict",), ()):
            back = factbot("facts", "import", file, *options)
            assert back.code == 0, back.err
            assert "0 added, 0 corrected, 8 unchanged, 0 rejected" in back.told
        assert "Москва" in factbot("facts", "show", SLUG, "--locale", "ru").out

    def test_what_an_edited_one_drops_is_named_beforehand(self, factbot: CommandLine) -> None:
        file = factbot.home / "out.csv"
        factbot("facts", "export", file)
        table = file.read_text(encoding="utf-8")
        assert table.count(",Russia has made the Taliban its new ally or friend.,") == 1
        file.write_text(table.replace("its new ally or friend.,", "its friend.,"), encoding="utf-8")
        for options in (("--dry-run",), ()):
            ran = factbot("facts", "import", file, *options)
            assert f"factbot: {SLUG}: 'claim' was changed: what it says in ru goes\n" in ran.err
            assert "1 corrected, 7 unchanged" in ran.told


SLUG = "russia-taliban-alliance"


class TestPacks:
    def test_an_import_names_what_it_takes_and_all_that_it_rejects(
        self, factbot: CommandLine
    ) -> None:
        drafts = [DRAFT.replace("bridge-closed", f"bridge-{number}") for number in range(23)]
        wrong = DRAFT.replace("verdict: denied", "verdict: maybe").replace("2025-03-01", "soon")
        file = factbot.write("pack.yaml", pack(*drafts, wrong))
        for options, begins in ((("--dry-run",), "would be added"), ((), "added")):
            ran = factbot("facts", "import", file, *options)
            ran.failed("23 added", "1 rejected")
            named = ", ".join(f"bridge-{number}" for number in range(20))
            assert f"factbot: {begins}: {named}, and 3 more\n" in ran.err
            for reason in ("verdict: must be one of", "date: write YYYY"):
                assert re.search(rf"factbot: {file}:\d+: bridge-closed: {reason}", ran.err)
        once = factbot("facts", "import", factbot.write("one.yaml", pack(DRAFT)))
        assert "factbot: added: bridge-closed\n" in once.err

    @pytest.mark.parametrize("command", ["import", "lint"])
    def test_an_error_about_a_whole_file_names_it(self, factbot: CommandLine, command: str) -> None:
        file = factbot.write("list.yaml", "- just\n- words\n")
        factbot("facts", command, file).failed(f"{file}:1: file: must be a mapping")

    def test_a_fact_that_was_retired_here_is_counted_apart(self, factbot: CommandLine) -> None:
        file = factbot.write("pack.yaml", pack(DRAFT))
        factbot("facts", "import", file)
        factbot("facts", "retire", "bridge-closed")
        changed = factbot.write("changed.yaml", pack(DRAFT.replace("stays open", "is open")))
        for given in (file, changed):
            for options in ((), ("--strict",), ("--dry-run",)):
                ran = factbot("facts", "import", given, *options)
                assert ran.code == 0, ran.err
                assert ran.told.endswith(
                    "0 added, 0 corrected, 0 unchanged, 0 rejected, 1 retired here, left as it is"
                )
        assert factbot("facts", "list", "--status", "retired").out.startswith("bridge-closed")

    def test_what_is_exported_can_be_imported_and_changes_nothing(
        self, factbot: CommandLine
    ) -> None:
        file = factbot.home / "out.yaml"
        assert factbot("facts", "export", file).told == f"8 facts written to {file}"
        again = factbot("facts", "import", file)
        assert again.code == 0, again.err
        assert again.told == "0 added, 0 corrected, 8 unchanged, 0 rejected"
        assert factbot("facts", "export", "-").out == file.read_text()
        assert list(factbot.home.glob("*.part")) == []

    def test_good_entries_are_taken_and_bad_ones_told_with_their_line(
        self, factbot: CommandLine
    ) -> None:
        bad = DRAFT.replace("bridge-closed", "bad-date").replace("2025-03-01", "2025-13")
        file = factbot.write("pack.yaml", pack(DRAFT, bad, UNFOUNDED, DRAFT))
        ran = factbot("facts", "import", file)
        assert ran.code == 2
        lines = ran.err.splitlines()
        line = file.read_text().splitlines().index("        said: 2025-13") + 1
        assert f"factbot: {file}:{line}: bad-date: date: no such date" in lines[0]
        assert f"{file}:" in lines[1]
        assert "is used by an earlier fact" in lines[1]
        assert "tunnel-closed: can't be published: it lacks a statement with its source" in lines[2]
        assert lines[3] == "factbot: added: bridge-closed"
        assert lines[4] == "factbot: 1 added, 0 corrected, 0 unchanged, 3 rejected"
        assert "bridge-closed" in factbot.slugs()
        assert "tunnel-closed" not in factbot.slugs()

    def test_strictly_all_or_none(self, factbot: CommandLine) -> None:
        before = factbot.slugs()
        bad = DRAFT.replace("bridge-closed", "bad-verdict").replace("denied", "so-so", 1)
        for wrong in (pack(DRAFT, bad), pack(DRAFT, UNFOUNDED)):
            ran = factbot("facts", "import", "--strict", "-", stdin=wrong)
            assert ran.code == 2
            assert "Traceback" not in ran.err
            assert factbot.slugs() == before
        assert factbot("facts", "import", "--strict", "-", stdin=pack(DRAFT)).code == 0
        assert factbot.slugs() == before | {"bridge-closed"}

    def test_as_drafts(self, factbot: CommandLine) -> None:
        assert factbot("facts", "import", "--draft", "-", stdin=pack(DRAFT)).code == 0
        assert "bridge-closed" in factbot("facts", "list", "--status", "proposed").out
        assert factbot("check", "Harbour bridge shut forever").code == 1

    def test_escape_codes_in_a_pack_reach_no_terminal(self, factbot: CommandLine) -> None:
        tricky = 'format: factbot-pack/1\nfacts:\n  - {"slug": "\\e[31mred", "\\e]0;x\\a": 1}\n'
        ran = factbot("facts", "import", "-", stdin=tricky)
        assert ran.code == 2
        assert not {char for char in ran.err if ord(char) < 32} - {"\n"}


class TestLint:
    def test_the_shipped_pack_has_no_errors_of_its_own(
        self, factbot: CommandLine, tmp_path: Path
    ) -> None:
        file = tmp_path / "pack.yaml"
        file.write_text(first_pack_text(), encoding="utf-8")
        for ran in (factbot("facts", "lint"), factbot("facts", "lint", file)):
            assert ran.code == 0
            assert "error" not in ran.out

    def test_examples_are_put_to_the_matcher(self, factbot: CommandLine) -> None:
        examples = "examples:\n  match: [I like turtles]\n  silent: [Harbour bridge shut forever]\n"
        file = factbot.write("pack.yaml", pack(DRAFT + examples))
        assert "example" not in factbot("facts", "lint", file).out
        ran = factbot("facts", "lint", "--all", file)
        assert ran.code == 1
        assert "error: bridge-closed: example 2 must not match and does" in ran.out

    def test_rejected_entries_are_errors(self, factbot: CommandLine) -> None:
        wrong = DRAFT.replace("denied", "so-so", 1)
        file = factbot.write("pack.yaml", pack(wrong))
        ran = factbot("facts", "lint", file)
        assert ran.code == 1
        assert f"error: {file}:5: bridge-closed: verdict: must be one of" in ran.out
