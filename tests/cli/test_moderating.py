"""`factbot facts add|publish|merge`, `check --as-of`: what is shown before anything is saved."""

from __future__ import annotations

import re

from tests.cli.commanding import CommandLine
from tests.cli.test_facts import DRAFT

SAME = DRAFT.replace("slug: bridge-closed", "slug: bridge-shut").replace(
    "claim: The harbour bridge is closed for good", "claim: Harbour bridge closed for good!"
)
OPPOSED = SAME.replace("verdict: denied", "verdict: true").replace(
    "stance: denies", "stance: confirms"
)


def published(factbot: CommandLine, draft: str, slug: str) -> None:
    assert factbot("facts", "add", "--file", factbot.write("draft.yaml", draft)).code == 0
    ran = factbot("facts", "publish", slug)
    assert ran.code == 0, ran.err


def test_neighbours_are_shown_with_scores(factbot: CommandLine) -> None:
    published(factbot, DRAFT, "bridge-closed")
    added = factbot("facts", "add", "--file", factbot.write("draft.yaml", SAME))
    assert added.code == 0
    assert re.search(r"near 1: [01]\.\d\d bridge-closed \(published, denied\)", added.err)
    assert "bridge-shut" in factbot.slugs()


def test_a_draft_becomes_a_wording_of_what_it_is_near(factbot: CommandLine) -> None:
    published(factbot, DRAFT, "bridge-closed")
    draft = factbot.write("draft.yaml", SAME)
    factbot("facts", "add", "--file", draft, "--as", "wording").failed("--of", "name the fact")
    added = factbot("facts", "add", "--file", draft, "--as", "wording", "--of", "bridge-closed")
    assert added.code == 0, added.err
    assert "bridge-closed holds this; it is at version 3" in added.err
    assert "bridge-shut" not in factbot.slugs()


def test_a_contradiction_is_held_back_until_it_is_confirmed(factbot: CommandLine) -> None:
    published(factbot, DRAFT, "bridge-closed")
    factbot("facts", "add", "--file", factbot.write("draft.yaml", OPPOSED))
    held = factbot("facts", "publish", "bridge-shut")
    held.failed("not saved", "on the same claim", "confirm")
    (seal,) = re.findall(r"--confirm (\w+)", held.err)
    assert factbot("facts", "publish", "bridge-shut", "--confirm", "0" * 12).code == 2
    assert factbot("facts", "publish", "bridge-shut", "--confirm", seal).code == 0
    linted = factbot("facts", "lint", "--all")
    assert "warning: bridge-closed: is rated 'denied' and bridge-shut 'true'" in linted.out


def test_merging_leads_the_old_slug_on(factbot: CommandLine) -> None:
    published(factbot, DRAFT, "bridge-closed")
    published(factbot, SAME, "bridge-shut")
    merged = factbot("facts", "merge", "bridge-shut", "bridge-closed", "--yes")
    assert merged.code == 0, merged.err
    assert "The harbour bridge is closed" in factbot("facts", "show", "bridge-shut").out
    assert "v3" in factbot("facts", "history", "bridge-shut").out


def test_a_merge_is_shown_and_done_only_once_somebody_said_yes(factbot: CommandLine) -> None:
    published(factbot, DRAFT, "bridge-closed")
    other = SAME.replace("The bridge stays open.", "It is open\n      to all.")
    published(factbot, other, "bridge-shut")
    merge = ("facts", "merge", "bridge-shut", "bridge-closed")
    shown = factbot(*merge)
    shown.failed("nothing was merged: to do it say --yes")
    for line in (
        "would retire: bridge-shut (published, denied): Harbour bridge closed for good!",
        "would stay: bridge-closed (published, denied): The harbour bridge is closed for good",
        "goes along, wordings: [en] Harbour bridge closed for good!",
        "goes along, statements: denies, Ann Ferry, 2025-03-01: It is open to all.",
        "said no longer: The harbour master denies it.",
    ):
        assert f"factbot: {line}\n" in shown.err
    assert "shut forever" not in shown.err
    assert factbot("facts", "list", "--status", "retired").out == ""
    assert factbot(*merge, "--yes").code == 0
    factbot(*merge, "--yes").failed("it is retired already")


def test_the_audit_holds_what_undoing_a_merge_takes(factbot: CommandLine) -> None:
    published(factbot, DRAFT, "bridge-closed")
    published(factbot, SAME, "bridge-shut")
    factbot("facts", "merge", "bridge-shut", "bridge-closed", "--yes", "--why", "the same")
    lines = factbot("audit", "--full").out.splitlines()
    (at,) = (n for n, line in enumerate(lines) if "took up bridge-shut: the same" in line)
    assert "correct fact" in lines[at]
    before, after = lines[at + 1 : at + 3]
    assert before.startswith("  before: ")
    assert "Harbour bridge closed for good!" not in before
    assert "Harbour bridge closed for good!" in after
    edited = factbot("facts", "edit", "bridge-closed", "--file", "-", stdin=DRAFT)
    assert edited.code == 0, edited.err
    assert factbot("facts", "reopen", "bridge-shut").code == 0
    assert factbot("facts", "publish", "bridge-shut").code == 0
    assert "closed for good!" in factbot("facts", "show", "bridge-shut").out


def test_what_was_known_on_a_day(factbot: CommandLine) -> None:
    published(factbot, DRAFT, "bridge-closed")
    asked = "Harbour bridge shut forever"
    before = factbot("check", asked, "--as-of", "2025-02-28").out
    assert "Nothing on record · as known on 28 February 2025" in before
    assert before.index("Since then") < before.index("The bridge stays open.")
    after = factbot("check", asked, "--as-of", "2025-03-01").out
    assert "Officially denied; a denial is no proof · as known on 1 March 2025" in after
    assert "Nothing on record has changed this since." in after
    (row,) = factbot("check", asked, "--as-of", "2025-02-28", "--json").rows()
    assert (row["as_of"], row["verdict_then"]) == ("2025-02-28", None)
    (row,) = factbot("check", asked, "--as-of", "2025-03-01", "--json").rows()
    assert (row["verdict_then"], row["facts"][0]["verdict"]) == ("denied", "denied")
    factbot("check", asked, "--as-of", "spring").failed("--as-of", "YYYY-MM-DD")


def test_a_community_that_is_not_there_is_an_error_and_nothing_is_done(
    fresh: CommandLine,
) -> None:
    pack = fresh.home / "edition.yaml"
    for command in (
        ("check", "--community", "nope", "Moscow's New Ally in Afghanistan"),
        ("why", "--community", "nope", "Moscow's New Ally in Afghanistan"),
        ("pack", "build", pack, "--community", "nope"),
        ("pack", "subscribe", pack, "--community", "nope"),
    ):
        fresh(*command).failed("no community has the id 'nope'")
    assert not pack.exists()
    assert fresh("pack", "list").out == ""
    fresh("communities", "bind", "discrod", "123", "nope").failed("must be one of console, discord")
