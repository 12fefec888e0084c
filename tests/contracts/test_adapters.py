"""One contract for all platforms: every reply is drawn, fits, escapes, and pings nobody."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.replies import FactCard
from bot.wording import LANGUAGES, words_for
from bot.wording.verdicts import LOOKS, look_of
from factbase.model import Stance, Verdict
from tests.contracts.adapters import ADAPTERS, Drawn
from tests.contracts.specimens import (
    HOSTILE,
    a_card,
    a_rich_fact,
    every_reply,
    hostile_texts,
    valid,
)

pytestmark = pytest.mark.parametrize("adapter", ADAPTERS, ids=str)
locales = st.sampled_from(LANGUAGES)


def seen(text: str) -> str:
    """Words alone: platforms may fold spaces, and hide a joiner in what would be a mention."""
    return re.sub(r"[\s\u200b\u2060]+", " ", text).strip()


@pytest.mark.parametrize("locale", LANGUAGES)
def test_every_kind_of_reply_is_drawn_and_fits(adapter: Drawn, locale: str) -> None:
    words = words_for(locale)
    for reply in every_reply():
        assert adapter.visible(reply, words).strip(), reply
        assert 0 < adapter.size(reply, words) <= adapter.limit, reply


@settings(max_examples=40, deadline=None)
@given(text=hostile_texts().filter(valid), locale=locales)
def test_hostile_texts_are_shown_as_they_are_and_ping_nobody(
    adapter: Drawn, text: str, locale: str
) -> None:
    words = words_for(locale)
    for reply in every_reply(text):
        assert adapter.pings(reply, words) == [], reply
        assert 0 < adapter.size(reply, words) <= adapter.limit, reply
    assert seen(text) in seen(adapter.visible(a_card(a_rich_fact(text)), words))


@pytest.mark.parametrize("text", [text for text in HOSTILE if valid(f"w {text}")])
def test_each_trick_alone_is_shown_as_it_is(adapter: Drawn, text: str) -> None:
    words = words_for("en")
    card = a_card(a_rich_fact(f"w {text}"))
    assert seen(f"w {text}") in seen(adapter.visible(card, words))
    assert adapter.pings(card, words) == []


@pytest.mark.parametrize("locale", LANGUAGES)
@pytest.mark.parametrize("verdict", Verdict)
def test_the_verdict_is_said_in_words(adapter: Drawn, verdict: Verdict, locale: str) -> None:
    words = words_for(locale)
    fact = a_rich_fact("The bridge is closed", verdict)
    plain = adapter.visible(a_card(fact), words)
    assert words.say(look_of(fact).words) in plain.splitlines()[0]
    untouched = replace(fact, statements=fact.of(Stance.CONFIRMS, Stance.DENIES))
    plain = adapter.visible(a_card(untouched), words)
    assert words.say(LOOKS[verdict].words) in plain.splitlines()[0]


@settings(max_examples=8, deadline=None)
@given(
    copies=st.integers(1, 6),
    text=st.sampled_from(["x" * 290, "word " * 55 + "end", "\U0001f3f4" * 140, "<&>" * 90]),
    verdict=st.sampled_from(Verdict),
    locale=locales,
)
def test_the_longest_facts_fit_and_keep_what_matters(
    adapter: Drawn, copies: int, text: str, verdict: Verdict, locale: str
) -> None:
    words = words_for(locale)
    fact = a_rich_fact(text, verdict, copies)
    card = a_card(fact)
    assert adapter.size(card, words) <= adapter.limit
    visible = adapter.visible(card, words)
    assert words.say(look_of(fact).words) in visible
    assert seen(text) in seen(visible)
    assert fact.slug in visible


def test_the_denial_does_not_come_first_once_it_is_past(adapter: Drawn) -> None:
    words = words_for("en")
    fact = a_rich_fact("The bridge is closed", Verdict.OVERTAKEN, 3)
    card: FactCard = a_card(fact)
    assert fact.timeline[-1].stance is Stance.DEVELOPMENT
    visible = adapter.visible(card, words)
    assert visible.index("Since then") < visible.index("Denied at the time")
    assert not re.search(r"^\W*Denied\W*$", visible, re.MULTILINE)
