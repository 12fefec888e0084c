"""`factbot check` and `factbot why`."""

from __future__ import annotations

import pytest

from tests.cli.commanding import CommandLine
from tests.cli.test_facts import DRAFT, pack

ALLY = "Moscow's New Ally in Afghanistan"
ARMS = "Taliban Fighters Claim Russia is Giving Them Weapons"


def test_a_known_headline_gets_its_card(factbot: CommandLine) -> None:
    ran = factbot("check", ALLY)
    assert ran.code == 0
    assert ran.err == ""
    assert "Earlier finding overtaken by later events" in ran.out
    assert ran.out.index("Since then") < ran.out.index("Denied at the time")
    assert "2025" in ran.out
    assert "\x1b" not in ran.out


def test_nothing_known_is_exit_code_1(factbot: CommandLine) -> None:
    for text in ("lol", "Russia", "I like turtles", "😀" * 50, "\u200b", "<b>&amp;</b>"):
        ran = factbot("check", text)
        assert (ran.code, ran.err) == (1, ""), text
        assert "The fact base holds nothing on this." in ran.out


def test_the_answer_in_russian(factbot: CommandLine) -> None:
    ran = factbot("check", "--locale", "ru", "Россия поставляет оружие талибам")
    assert ran.code == 0
    assert "Официально" in ran.out
    assert "Sources" not in ran.out


def test_messages_from_standard_input_are_answered_a_line_each(factbot: CommandLine) -> None:
    ran = factbot("check", "--json", stdin=f"{ALLY}\n\nlol\r\n{ARMS}")
    assert ran.code == 0
    first, second, third = ran.rows()
    assert first["decision"] == third["decision"] == "match"
    assert second == {"line": 3, "decision": "none", "facts": [], "card": second["card"]}
    assert first["facts"][0]["slug"] == "russia-taliban-alliance"
    assert first["facts"][0]["verdict"] == "overtaken"
    assert 0.5 < first["facts"][0]["confidence"] <= 1
    assert third["facts"][0]["slug"] == "russia-arms-taliban"
    assert set(first) == {"line", "decision", "facts", "card"}
    assert first["card"].startswith("🔄 Earlier finding overtaken by later events\nClaim: ")


def test_answers_to_lines_are_told_apart(factbot: CommandLine) -> None:
    long = "turtles " * 20
    ran = factbot("check", stdin=f"\ufeff{ALLY}\n\n{long}\nlol \x1b[31m\n")
    lines = ran.out.splitlines()
    first, second, third = (lines.index(f"1: {ALLY}"), *(
        at for at, line in enumerate(lines) if line.startswith(("3: ", "4: "))
    ))  # fmt: skip
    assert lines[second] == "3: " + ("turtles " * 20)[:59].rstrip() + "…"
    assert lines[third].startswith("4: lol")
    assert "\x1b" not in ran.out
    assert lines[first + 1].startswith("🔄 ")
    assert lines[second + 1] == lines[third + 1] != ""
    assert f"1: {ALLY}" not in factbot("check", ALLY).out


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_line_that_is_no_text_is_an_error_with_its_number(
    factbot: CommandLine, options: tuple[str, ...]
) -> None:
    ran = factbot("check", *options, stdin=f"{ALLY}\n".encode() + b"\xff\xfe caf\xe9\nlol\n")
    ran.failed("standard input:2: is not UTF-8 text: save it as UTF-8")
    assert "russia-taliban-alliance" in ran.out
    cut = "й".encode() * 100_000  # cut within a letter where a message is cut
    assert factbot("check", *options, stdin=b"x" + cut).code == 1


def test_results_can_be_joined_with_the_lines_they_answer(factbot: CommandLine) -> None:
    lines = ["", ALLY, "  ", "\t", "lol", "x" * 200_000, ARMS, ""]
    rows = factbot("check", "--json", stdin="\r\n".join(lines)).rows()
    assert [row["line"] for row in rows] == [2, 5, 6, 7]
    assert [row["decision"] for row in rows] == ["match", "none", "none", "match"]
    (alone,) = factbot("check", "--json", f"{ALLY}\n{ARMS}").rows()
    assert alone["line"] == 1


def test_no_line_no_answer(factbot: CommandLine) -> None:
    ran = factbot("check", "--json", stdin="\n \n")
    assert (ran.code, ran.out) == (1, "")


def test_a_headline_is_answered_unprompted_too(factbot: CommandLine) -> None:
    assert factbot("check", "--lane", "unprompted", ALLY).code == 0
    silent = factbot("check", "--json", "--lane", "unprompted", "what about russia?")
    assert silent.code == 1


SHUT = "Harbour bridge shut forever"
SAID_OFTEN = DRAFT.replace("verdict: denied", "verdict: false")


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (SAID_OFTEN + "asked_only: true\n", "asked-only"),
        (SAID_OFTEN + "review_by: 2025-06-01\n", "review-due"),
    ],
)
def test_what_waits_to_be_asked_for_is_not_said_unprompted(
    factbot: CommandLine, draft: str, reason: str
) -> None:
    factbot("facts", "import", factbot.write("facts.yaml", pack(draft)))
    assert factbot("check", SHUT).code == 0
    silent = factbot("check", "--json", "--lane", "unprompted", SHUT)
    (row,) = silent.rows()
    assert silent.code == 1
    assert row == {"line": 1, "decision": "none", "facts": [], "silent": reason, "card": ""}
    shown = factbot("check", "--lane", "unprompted", SHUT)
    assert (shown.code, shown.out) == (1, f"Nothing is said unasked: {reason}.\n\n")
    explained = factbot("why", "--lane", "unprompted", SHUT)
    assert explained.code == 1
    assert "Match: bridge-closed" in explained.out
    assert f"Nothing is said unasked: {reason}." in explained.out


def test_a_fact_without_such_a_mark_is_said_unprompted(factbot: CommandLine) -> None:
    factbot("facts", "import", factbot.write("facts.yaml", pack(SAID_OFTEN)))
    (row,) = factbot("check", "--json", "--lane", "unprompted", SHUT).rows()
    assert row["decision"] == "match"
    assert "silent" not in row
    assert "Nothing is said" not in factbot("why", "--lane", "unprompted", SHUT).out


def test_unprompted_nobody_is_asked_to_choose(factbot: CommandLine) -> None:
    other = SAID_OFTEN.replace("bridge-closed", "bridge-shut").replace("harbour bridge", "bridge")
    factbot("facts", "import", factbot.write("facts.yaml", pack(SAID_OFTEN, other)))
    (row,) = factbot("check", "--json", SHUT).rows()
    assert row["decision"] == "ambiguous"
    (row,) = factbot("check", "--json", "--lane", "unprompted", SHUT).rows()
    assert (row["decision"], row["facts"], row["card"]) == ("none", [], "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("",), "write the claim to check"),
        (("  ",), "write the claim to check"),
        (("--lane", "loud", "x y"), "loud"),
        (("--locale", "xx", "x y"), "--locale: must be one of en, ru"),
        (("--community", "No Such", "x y"), "community"),
        (("--nonsense", "x y"), "--nonsense"),
        (("x", "y"), "unexpected extra argument"),
    ],
)
def test_what_makes_no_sense_is_exit_code_2(
    factbot: CommandLine, arguments: tuple[str, ...], words: str
) -> None:
    ran = factbot("check", *arguments)
    assert ran.code == 2
    assert words in ran.err
    assert "Traceback" not in ran.err


def test_why_shows_the_trail(factbot: CommandLine) -> None:
    ran = factbot("why", ALLY)
    assert ran.code == 0
    assert "Match: russia-taliban-alliance" in ran.out
    assert "threshold" in ran.out
    assert "What would change it" in ran.out
    nothing = factbot("why", "I like turtles")
    assert nothing.code == 1
    assert "No match" in nothing.out
