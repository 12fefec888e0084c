"""Replies as embeds: looked at piece by piece, without a server."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from adapters.discord import buttons, markup, outbound
from bot.composing.document import Block, Button, Document, Kind, Link, Press, Text, When
from bot.composing.fitting import COMFORTABLE
from bot.replies import FactCard, SourceList
from bot.wording import LANGUAGES, words_for
from bot.wording.verdicts import LOOKS
from factbase.model import LocalText, PartialDate, Stance, Verdict
from tests.builders import a_fact, a_source, a_statement

from .reading import read

TODAY = date(2026, 11, 22)
EN = words_for("en")
GOLDEN = Path(__file__).parent / "golden"


def card(verdict: Verdict = Verdict.FALSE, copies: int = 1) -> FactCard:
    statements = tuple(
        a_statement(said=PartialDate(2025, 1 + day // 28, day % 28 + 1)) for day in range(copies)
    )
    fact = replace(a_fact(), verdict=verdict, statements=statements)
    return FactCard(fact, fact.timeline, TODAY, confidence=0.93)


def golden_card(verdict: Verdict) -> FactCard:
    """A card with one of everything: a claim, a quoted denial, a later development."""
    fact = a_fact(
        verdict=verdict,
        claim=LocalText.of({"en": "The harbour bridge is closed.", "ru": "Мост закрыт."}),
        summary=LocalText.of({"en": "It is not.", "ru": "Это не так."}),
        statements=(
            a_statement("It is shut.", Stance.CLAIMS, said=PartialDate(2025, 2)),
            a_statement("It stays *open*.", quoted=True),
            a_statement(
                "It was closed for a day.",
                Stance.DEVELOPMENT,
                said=PartialDate(2025, 4, 2),
                source=a_source("Court", title="Ruling [7]", published=PartialDate(2025)),
            ),
        ),
        review_by=date(2026, 6, 1),
    )
    return FactCard(fact, fact.timeline, TODAY, confidence=0.93)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_a_card_is_drawn_as_it_was(verdict: Verdict, language: str) -> None:
    """To accept a change, delete the golden file and run again."""
    drawn = outbound.draw(golden_card(verdict), words_for(language), "0123456789ab")
    shown = buttons.view(drawn.buttons)
    assert shown is not None
    payload = {"embeds": [drawn.embed().to_dict()], "components": shown.to_components()}
    text = json.dumps(payload, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    file = GOLDEN / f"{verdict.value}.{language}.json"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
    assert text == file.read_text("utf-8")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_has_its_words_its_colour_and_its_footer(
    verdict: Verdict, language: str
) -> None:
    words = words_for(language)
    drawn = outbound.draw(card(verdict), words)
    look = LOOKS[verdict]
    assert read(drawn.title).text == f"{look.symbol} {words.say(look.words)}"
    assert drawn.colour == look.colour
    assert "bridge-closed" in drawn.footer
    assert "93" in drawn.footer
    assert [button.label for button in drawn.buttons] == [
        words.say(label)
        for label in ("Sources", "Why this?", "Not this claim", "Follow", "Dismiss")
    ]


def test_exact_days_are_timestamps_and_partial_dates_are_words() -> None:
    exact = markup.span(When("2 March 2025", PartialDate(2025, 3, 2)))
    assert exact == "<t:1740909600:D>"
    for partial in (PartialDate(2025, 3), PartialDate(2025), PartialDate(2025, 3, 2, exact=False)):
        assert markup.span(When("in spring", partial)) == "in spring"


def test_links_lead_where_they_say_and_cannot_be_broken_out_of() -> None:
    assert markup.span(Link("1", "https://a.example/x_(y)?q=[z]")) == (
        "[1](https://a.example/x_%28y%29?q=[z])"
    )
    assert markup.span(Link("[evil](x)", "https://a.example")) == (
        r"[\[evil\](x)](https://a.example)"
    )
    assert markup.span(Link("run me", "javascript:alert(1)")) == "run me"


TRICKS = (
    "<@1> <@&1> <#1> @everyone @here </fact:1> <id:guide>",
    "https://evil.example discord.gg/abc http://evil.example",
    "[click](https://evil.example)",
    "*a* _b_ **c** __d__ ~~e~~ ||f|| `g` ```h```",
    "# heading",
    "-# small",
    "> quote",
    "1. one",
    "- one",
    "<t:1700000000:R> <:smile:1> <a:smile:1>",
    "\\*a\\*",
    "one\n# two\n> three",
)


@pytest.mark.parametrize("text", TRICKS)
def test_each_trick_is_read_as_it_was_written(text: str) -> None:
    seen = read(markup.escape(text))
    assert seen.live == []
    assert seen.links == []
    assert seen.text == " ".join(text.split())


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.sampled_from("\\`*_~|<>[]()#@:/.-+ ahttps1!&\n"), max_size=60))
def test_no_mixture_of_marks_comes_alive(text: str) -> None:
    seen = read(markup.escape(text))
    assert seen.live == []
    assert seen.links == []
    assert seen.text.strip() == " ".join(text.split())


def test_what_turns_the_direction_turns_only_itself() -> None:
    assert markup.escape("\u202eкод") == "\u2068\u202eкод\u2069"


def test_a_long_card_loses_whole_statements_and_says_how_many() -> None:
    drawn = outbound.draw(card(copies=30), EN)
    seen = read(drawn.description).text
    assert "more statements under Sources" in seen
    assert seen.count("• ") == 0  # bullets are ours, and read as such
    assert len(seen) <= COMFORTABLE + len("• ") * 30
    whole = outbound.draw(card(copies=2), EN)
    assert "more statement" not in whole.description


@settings(max_examples=30, deadline=None)
@given(copies=st.integers(1, 60), verdict=st.sampled_from(Verdict))
def test_limits_hold_for_cards_and_sources_of_any_length(copies: int, verdict: Verdict) -> None:
    made = card(verdict, copies)
    for reply in (made, SourceList(made.fact)):
        drawn = outbound.draw(reply, EN, "0" * 12)
        embed = drawn.embed()
        assert len(embed) <= outbound.TOTAL
        assert len(embed.description or "") <= outbound.DESCRIPTION
        assert len(embed.title or "") <= outbound.TITLE
        assert all(len(button.custom_id) <= 64 for button in drawn.buttons)


def test_what_cannot_fit_loses_its_last_lines_and_never_half_of_one() -> None:
    blocks = tuple(Block(Kind.ITEM, (Text(f"{n} {'*' * 150}"),)) for n in range(40))
    drawn = outbound.drawn(Document(blocks))
    assert len(drawn.description) <= outbound.DESCRIPTION
    *lines, last = drawn.description.split("\n")
    assert last == "…"
    assert len({len(line) - len(line.split()[1]) for line in lines}) == 1
    for before, after in pairwise(lines):
        assert int(after.split()[1]) == int(before.split()[1]) + 1


def test_only_one_person_has_nothing_to_dismiss() -> None:
    words = Document((), (Button(Press.DISMISS, "f", "x"), Button(Press.SOURCES, "f", "y")))
    assert [one.press for one in outbound.for_one(words).buttons] == [Press.SOURCES]
