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


def test_a_known_address_answers_first() -> None:
    engine = Engine()
    engine.add(Entry("one", ("Cats can fly",), appearances=("https://example.org/cats",)))
    text = "what about this? https://m.example.org/cats?utm_source=x)"
    decision = engine.decide(text, Lane.UNPROMPTED, Audience())
    assert isinstance(decision, Match)
    assert decision.trail.lane_used == "url"
    assert decision.best.id == "one"
