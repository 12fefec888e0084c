"""Packs that are wrong: every refusal names its line, good entries are still read."""

from __future__ import annotations

import pytest

from factbase.model import PartialDate
from factbase.packs import PackError, read_fact, read_pack
from factbase.packs.faults import MOST
from tests.builders import a_change

HEAD = "format: factbot-pack/1\nfacts:\n"
GOOD = """\
  - slug: bridge-closed
    claim: The bridge is closed
    verdict: unproven
    summary: Nobody knows.
    statements:
      - stance: claims
        speaker: {name: Ann}
        said: 2025-03
        text: It is closed.
        source: {publisher: Gazette, published: 2025-03-02}
"""


def rejected(entry: str) -> tuple[int, str]:
    """Line and reason of the one reject of a pack that holds a good fact and this entry."""
    reading = read_pack(HEAD + GOOD + entry, a_change())
    assert [fact.slug for fact in reading.facts] == ["bridge-closed"]
    (reject,) = reading.rejects
    return reject.line - len((HEAD + GOOD).splitlines()), reject.reason


def changed(old: str, new: str) -> str:
    assert old in GOOD
    return GOOD.replace("bridge-closed", "tunnel-closed").replace(old, new)


@pytest.mark.parametrize(
    ("entry", "line", "reason"),
    [
        (GOOD, 1, "is used by an earlier fact"),
        (changed("verdict: unproven", "verdict: maybe"), 3, "must be one of false, denied"),
        (changed("said: 2025-03", "said: 2025-13"), 8, "no such date"),
        (changed("stance: claims", "stance: shouts"), 6, "must be one of claims"),
        (changed("    summary: Nobody knows.\n", ""), 1, "lacks 'summary'"),
        (changed("summary: Nobody knows.", "summary: ''"), 4, "must not be empty"),
        (changed("summary: Nobody knows.", "smmary: Nobody knows."), 4, "is no known field"),
        (changed("{publisher: Gazette, published: 2025-03-02}", "gazette"), 10, "names a source"),
        (changed("{publisher: Gazette, published: 2025-03-02}", "{publisher: Me}"), 10, "needs an"),
        (changed("{name: Ann}", "{office: mayor}"), 7, "needs a name or an organisation"),
        (changed("text: It is closed.", "text: [It is closed]"), 9, "must be a mapping"),
        (changed("text: It is closed.", 'text: "\\e[31mclosed"'), 9, "control characters"),
        (changed("claim: The", "claim: {english: The}\n    x: The"), 3, "is no known field"),
        ("  - just words\n", 1, "must be a mapping"),
        ("  - \n", 1, "must be a mapping"),
        ("  - {slug: [a]}\n", 1, "must be a text"),
        (changed("summary: Nobody knows.", "summary: " + "x" * 5_000_000), 4, "are allowed"),
    ],
)
def test_one_bad_entry_is_told_with_its_line(entry: str, line: int, reason: str) -> None:
    told_line, told_reason = rejected(entry)
    assert reason in told_reason
    assert told_line == line
    assert len(told_reason) < 400


FAULTY = """\
  - slug: Tunnel Closed
    claim: The tunnel is closed. It is open.
    verdict: maybe
    colour: red
    review_by: tomorrow
    statements:
      - stance: shouts
        speaker: {office: mayor}
        said: 2025-13
        text: It is closed.
        source: {publisher: Gazette}
      - just words
      - {stance: claims, speaker: {name: Ann}, said: 2025-13, text: Shut., source: {publisher: A}}
"""


def test_everything_that_is_wrong_with_an_entry_is_told() -> None:
    reading = read_pack(HEAD + GOOD + FAULTY, a_change())
    (reject,) = reading.rejects
    above = len((HEAD + GOOD).splitlines())
    told = [(reject.line, reject.reason), *((one.line, one.reason) for one in reject.more)]
    found = {(line - above, reason.split(":")[0]) for line, reason in told}
    assert found == {
        (1, "slug"), (1, "facts"), (2, "claim"), (3, "verdict"), (4, "colour"), (5, "review_by"),
        (7, "stance"), (8, "speaker"), (9, "date"), (11, "source"), (12, "statements"),
        (13, "date"), (13, "source"),
    }  # fmt: skip
    assert len(told) == len(found)


def test_of_very_many_faults_some_are_told() -> None:
    many = "".join(f"    x{number}: y\n" for number in range(1_000))
    (reject,) = read_pack(HEAD + GOOD.replace("bridge", "tunnel") + many, a_change()).rejects
    assert len(reject.more) <= MOST


def test_a_pack_whose_language_is_none_is_told_once_an_entry() -> None:
    (reject,) = read_pack("language: english\n" + HEAD + GOOD, a_change()).rejects
    assert (reject.more, "language" in reject.reason) == ((), True)


def deep(levels: int) -> str:
    return HEAD + "  - " + "[" * levels + "]" * levels + "\n"


BOMB = """\
format: factbot-pack/1
a: &a [x, x, x, x, x, x, x, x, x]
b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a]
facts: []
"""


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        (BOMB, 3, "alias"),
        (HEAD + "  - &me [*me]\n", 3, "alias"),
        (HEAD + "  - !!python/object/apply:os.system [ls]\n", 3, "tag"),
        (HEAD + "  - slug: !!binary aGVsbG8=\n", 3, "tag"),
        (HEAD + "  - slug: !secret x\n", 3, "tag"),
        (deep(50), 3, "nested deeper"),
        (deep(50_000), 3, "nested deeper"),
        (HEAD + "  - slug: a\n    slug: b\n", 4, "given twice"),
        (HEAD + "facts: []\n", 3, "given twice"),
        (HEAD + "  - ? [a, b]\n    : c\n", 3, "no plain text"),
        (HEAD + "  - slug: 'never closed\n", 4, "not valid YAML"),
        (HEAD + "\t- slug: a\n", 3, "not valid YAML"),
        ("a: b: c\n", 1, "not valid YAML"),
        ("\x00\x01\x02", 1, "not valid YAML"),
        ("\x7fELF\x02\x01", 1, "not valid YAML"),
        (HEAD + "---\nformat: factbot-pack/1\n", 3, "not valid YAML"),
        ("", 1, "is empty"),
        ("# nothing\n", 1, "is empty"),
        ("just words", 1, "must be a mapping"),
        ("[a, list]", 1, "must be a mapping"),
        ("facts: []\n", 1, "must begin with"),
        ("format: factbot-pack/2\nfacts: []\n", 1, "must begin with"),
        ("format: factbot-pack/1\n", 1, "lacks 'facts'"),
        ("format: factbot-pack/1\nfacts: none\n", 2, "must be a list"),
        ("format: factbot-pack/1\nfacs: []\n", 2, "is no known field"),
        ("format: factbot-pack/1\nsources: {a: {url: nowhere}}\nfacts: []\n", 2, "publisher"),
    ],
)
def test_files_that_can_not_be_read_say_where(text: str, line: int, reason: str) -> None:
    with pytest.raises(PackError, match=reason) as told:
        read_pack(text, a_change())
    assert told.value.line == line


def test_a_name_is_quoted_short() -> None:
    with pytest.raises(PackError) as told:
        read_pack("format: factbot-pack/1\n" + "x" * 100_000 + ": 1\n", a_change())
    assert len(str(told.value)) < 300


def test_yaml_words_stay_words() -> None:
    text = GOOD.replace("The bridge is closed", "'yes'").replace("name: Ann", "name: {no: On}")
    (fact,) = read_pack(HEAD + text, a_change()).facts
    assert str(fact.claim) == "yes"
    speaker = fact.statements[0].speaker
    assert speaker.name is not None
    assert speaker.name.original.language == "no"
    assert fact.statements[0].said == PartialDate(2025, 3)


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    plain = read_pack(HEAD + GOOD, a_change(), new_id=lambda: "1")
    windows = "\ufeff" + (HEAD + GOOD).replace("\n", "\r\n")
    assert read_pack(windows, a_change(), new_id=lambda: "1") == plain


def test_a_single_fact_fails_with_its_line() -> None:
    with pytest.raises(PackError) as told:
        read_fact("slug: a-b\nclaim: It is so\nverdict: perhaps\nsummary: S.\n", a_change())
    assert (told.value.line, told.value.field) == (3, "verdict")


def test_every_entry_gets_an_id_of_its_own_and_the_importers_name() -> None:
    other = GOOD.replace("bridge-closed", "tunnel-closed")
    one, two = read_pack(HEAD + GOOD + other, a_change(by="console:juno"), "harbour").facts
    assert one.id != two.id
    assert (one.scope, one.created_by, one.version) == ("harbour", "console:juno", 1)


BELL = '"ding \\a dong"'


@pytest.mark.parametrize(
    ("old", "new", "line", "field"),
    [
        ("claim: The bridge is closed", f"claim: {BELL}", 2, "claim"),
        (
            "claim: The bridge is closed",
            f"claim:\n      en: It is closed\n      ru: {BELL}",
            4,
            "claim",
        ),
        ("summary: Nobody knows.", f"summary: {BELL}", 4, "summary"),
        ("summary: Nobody knows.", 'summary: " "', 4, "summary"),
        ("text: It is closed.", f"text: {BELL}", 9, "text"),
        ("{name: Ann}", f"{{name: {BELL}}}", 7, "name"),
        ("{name: Ann}", f"{{name: Ann, office: {BELL}}}", 7, "office"),
        ("{name: Ann}", f"{{organisation: {BELL}}}", 7, "organisation"),
        ("{publisher: Gazette,", f"{{publisher: {BELL},", 10, "publisher"),
        ("{publisher: Gazette,", f"{{publisher: Gazette, title: {BELL},", 10, "title"),
        ("    statements:", f"    wordings: [{BELL}]\n    statements:", 5, "wording"),
        ("    statements:", f"    topics: [{BELL}]\n    statements:", 1, "topic"),
        ("    statements:", f"    examples: {{match: [{BELL}]}}\n    statements:", 1, "example"),
    ],
)
def test_an_error_names_the_field_that_holds_it(old: str, new: str, line: int, field: str) -> None:
    at, reason = rejected(changed(old, new))
    assert (at, reason.partition(":")[0]) == (line, field)
