"""Replies as Telegram's HTML: every verdict in both languages, and words that mean harm."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import InlineKeyboardButton

from adapters.telegram.links import press_in, press_payload, start_link
from adapters.telegram.markup import defused, escaped, units
from adapters.telegram.outbound import LIMIT, render
from adapters.telegram.queries import fact_payload
from bot.composing.fitting import COMFORTABLE
from bot.pressing.callbacks import LONGEST
from bot.replies import (
    Candidates,
    Declined,
    FactCard,
    FactList,
    NotFound,
    Pointer,
    Refusal,
    SourceList,
)
from factbase.model import Fact, LocalText, PartialDate, Speaker, Stance, Verdict
from tests.builders import a_fact, a_source, a_statement

from .server.formatted import with_detected
from .server.html import parse_html

TODAY = date(2026, 6, 18)
GOLDEN = Path(__file__).parent / "golden"
PINGS = {"mention", "text_mention", "bot_command", "url", "email", "hashtag"}


def a_card(fact: Fact) -> FactCard:
    return FactCard(fact, fact.timeline, TODAY, confidence=0.93)


def golden_fact(verdict: Verdict) -> Fact:
    return a_fact(
        verdict=verdict,
        claim=LocalText.of({"en": "The harbour bridge is closed.", "ru": "Мост закрыт."}),
        summary=LocalText.of({"en": "It is not.", "ru": "Это не так."}),
        statements=(
            a_statement("It is shut.", Stance.CLAIMS, said=PartialDate(2025, 2)),
            a_statement("It stays open.", quoted=True),
            a_statement(
                "It was closed for a day.",
                Stance.DEVELOPMENT,
                said=PartialDate(2025, 4, 2),
                source=a_source("Court", title="Ruling <7>", published=PartialDate(2025)),
            ),
        ),
        review_by=date(2026, 6, 1),
    )


@pytest.mark.parametrize("locale", ["en", "ru"])
@pytest.mark.parametrize("verdict", list(Verdict))
def test_a_card_looks_as_it_did(verdict: Verdict, locale: str) -> None:
    """To accept a change, delete the golden file and run again."""
    shown = render(a_card(golden_fact(verdict)), locale, "0123456789ab").text + "\n"
    file = GOLDEN / f"{verdict.value}.{locale}.html"
    if not file.exists():
        file.parent.mkdir(exist_ok=True)
        file.write_text(shown)
    assert shown == file.read_text()


hostile = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]),
        st.sampled_from(list("<>&\"'@/#.:_`*[]() ")),
    ),
    min_size=1,
    max_size=60,
).filter(lambda text: text.strip())
traps = st.sampled_from(
    [
        "@everyone @factbot @durov", "/start /stop@otherbot", "https://evil.example/?a=<b>",
        "evil.example", "mail@evil.example", "</b></a><a href='tg://user?id=1'>x</a>",
        "&lt;b&gt;&amp;&#60;", "tg://resolve?domain=durov", "<tg-spoiler>x", "#scandal",
    ]
)  # fmt: skip
words = st.one_of(hostile, traps, st.tuples(hostile, traps).map("".join))


@given(claim=words, summary=words, name=words, text=words, title=words)
def test_hostile_words_change_no_markup_and_ping_nobody(
    claim: str, summary: str, name: str, text: str, title: str
) -> None:
    statement = a_statement(
        text, speaker=Speaker(LocalText.of(name)), source=a_source(title=title.strip()[:100])
    )
    fact = a_fact(claim=claim, summary=summary, statements=(statement,), wordings=())
    for reply in (a_card(fact), SourceList(fact), FactList((fact,), claim), Candidates((fact,))):
        shown = render(reply, "en")
        parsed = parse_html(shown.text)
        assert parsed.text == shown.plain
        assert parsed.lost_links == ()
        links = {one["url"] for one in parsed.entities if "url" in one}
        assert links <= {"https://gazette.example/bridge"}
        found = {one["type"] for one in with_detected(parsed.trimmed()).entities}
        assert not found & (PINGS - {"hashtag"})


@given(words)
def test_defused_words_look_the_same(text: str) -> None:
    assert defused(text).replace("\u2060", "") == text.replace("\u2060", "")
    assert parse_html(escaped(text)).text == text


@given(st.integers(1, 40), st.integers(1, 990))
def test_a_card_is_comfortable_or_as_short_as_it_gets(count: int, size: int) -> None:
    statements = tuple(
        a_statement(
            ("word " * 200)[:size].strip(), Stance.CONTEXT, said=PartialDate(2020, 1, 1 + n % 28)
        )
        for n in range(count)
    )
    shown = render(a_card(a_fact(statements=statements)), "en")
    assert units(shown.plain) <= LIMIT
    if size < 300:
        assert len(shown.plain) <= COMFORTABLE
    assert parse_html(shown.text).text == shown.plain


@pytest.mark.parametrize("letter", ["x", "😀", "<", "слово "])
def test_no_message_is_ever_too_long(letter: str) -> None:
    long = LocalText.of((letter * 1_000)[:1_000].strip())
    statement = a_statement(
        long.original.text,
        speaker=Speaker(long, long, long),
        source=a_source((letter * 200)[:200].strip(), title=(letter * 300)[:300].strip()),
    )
    claim = (letter * 300)[:300].strip()
    summary = (letter * 600)[:600].strip()
    fact = a_fact(claim=claim, summary=summary, statements=(statement,) * 3)
    for reply in (a_card(fact), SourceList(fact)):
        for locale in ("en", "ru"):
            shown = render(reply, locale)
            assert units(shown.plain) <= LIMIT
            assert parse_html(shown.text).text == shown.plain


def test_the_preview_is_our_own_source_or_nothing() -> None:
    fact = a_fact()
    assert render(a_card(fact), "en").preview.url == "https://gazette.example/bridge"
    bare = a_fact(statements=(a_statement(source=a_source(url="")),))
    assert render(a_card(bare), "en").preview.is_disabled
    for reply in (NotFound(), Pointer(fact), Declined(Refusal.NOT_ALLOWED)):
        assert render(reply, "en").preview.is_disabled


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_buttons_fit_into_their_limits(locale: str) -> None:
    fact = a_fact(id="f" * 32)
    for reply in (a_card(fact), Candidates((fact, fact, fact))):
        keyboard = render(reply, locale, "0123456789ab").keyboard
        assert keyboard is not None
        for row in keyboard.inline_keyboard:
            assert len(row) <= 3
            for key in row:
                assert isinstance(key, InlineKeyboardButton)
                assert isinstance(key.callback_data, str)
                assert len(key.callback_data.encode()) <= LONGEST
                link = start_link("factbot", press_payload(key.callback_data))
                assert press_in(link.partition("=")[2]) is not None


def test_a_deep_link_takes_every_slug() -> None:
    for slug in ("a", "x" * 59, "x" * 64):
        payload = fact_payload(a_fact(slug, id="f" * 32))
        assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
    with pytest.raises(ValueError, match="deep link"):
        start_link("factbot", "not possible")
