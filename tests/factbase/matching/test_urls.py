"""One page has one address."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factbase.matching.decision import Entry, Lane, Match
from factbase.matching.engine import Engine
from factbase.matching.urls import addresses, canonical
from factbase.model import Audience

PAGE = "example.org/news/story?id=7"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/news/story?id=7",
        "http://www.example.org/news/story/?id=7&utm_source=chat&fbclid=x#top",
        "https://m.example.org/news/story?utm_medium=social&id=7",
        "https://amp.example.org/news/story/amp?id=7",
        "https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2Fnews%2Fstory%3Fid%3D7&h=abc",
        "https://www.google.com/url?q=https://example.org/news/story?id=7",
    ],
)
def test_wrappers_and_trackers_are_stripped(url: str) -> None:
    assert canonical(url) == PAGE


def test_amp_caches_lead_to_the_page() -> None:
    assert canonical("https://www.google.com/amp/s/example.org/a.html") == "example.org/a.html"
    assert canonical("https://x-y.cdn.ampproject.org/c/s/example.org/a") == "example.org/a"


@pytest.mark.parametrize("url", ["https://example.org/", "http://", "https://[broken", "localhost"])
def test_what_names_no_page_has_no_address(url: str) -> None:
    assert canonical(url) == ""


@given(st.text(max_size=80))
def test_any_text_is_survived(text: str) -> None:
    for url in addresses("see https://" + text):
        assert canonical(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "youtu.be/",
        "https://youtu.be/a/b?t=1",
        "https://a.example/x/amp/amp",
        "https://a.example/amp/amp/x",
        "https://a.example/.amp/index.html",
        "https://a.example/%2525/100%/%2F%2Fx",
        "https://www.m.www.a.example/x",
        "https://a.m.amp.example/x",
        "https://m.google.com/url?q=https://a.example/x",
        "https://google.com/url?q=https://a.example/x&q=b",
        "https://youtube.com/%72edirect?q=https://a.example/x",
        "https://google.com/amp/google.com/amp/google.com/amp/google.com/amp/google.com/amp/a.example/x",
        "http://[::1.2.3.4]/x",
        "https://a.example/\ud800?q=\udc8c",
    ],
)
def test_a_canonical_address_is_its_own(url: str) -> None:
    found = canonical(url)
    assert not found or canonical(found) == found


def test_wrappers_within_wrappers_end_somewhere() -> None:
    assert canonical("https://google.com/amp/" * 50 + "a.example/x") == ""


def test_half_a_surrogate_pair_is_no_reason_to_break() -> None:
    assert canonical("https://a.example/x\ud83d?id=\udc8c") == ("a.example/x%EF%BF%BD?id=%EF%BF%BD")


def test_a_known_address_answers_first() -> None:
    engine = Engine()
    engine.add(Entry("one", ("Cats can fly",), appearances=("https://example.org/cats",)))
    text = "what about this? https://m.example.org/cats?utm_source=x)"
    decision = engine.decide(text, Lane.UNPROMPTED, Audience())
    assert isinstance(decision, Match)
    assert decision.trail.lane_used == "url"
    assert decision.best.id == "one"
