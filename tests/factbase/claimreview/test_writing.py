"""What we publish is ClaimReview by schema.org's own definitions, and reads back as ours."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from factbase.claimreview import Publisher, Refused, Reviewing, facts_in, write_reviews
from factbase.claimreview.writing import review_data
from factbase.model import Fact, PartialDate, Stance, Verdict
from tests.builders import a_change, a_fact, a_statement
from tests.factbase.claimreview.test_facts import one
from tests.factbase.claimreview.vocabulary import problems
from tests.strategies import facts

QUAY = Publisher("Quay Checkers", "https://quay.example/facts/")


def feed(*given_facts: Fact, publisher: Publisher = QUAY) -> dict[str, Any]:
    data: dict[str, Any] = json.loads("".join(write_reviews(given_facts, publisher)))
    return data


@settings(deadline=None, max_examples=60)
@given(facts())
def test_any_fact_is_valid(fact: Fact) -> None:
    assert problems(feed(fact)) == []
    assert problems(feed(fact, fact, publisher=Publisher("nobody"))) == []


def test_the_check_bites() -> None:
    bad = feed(a_fact())
    review = bad["dataFeedElement"][0]["item"]
    review["verdict"] = "false"
    review["datePublished"] = "yesterday"
    del review["claimReviewed"]
    review["reviewRating"] = {"@type": "Rating", "ratingValue": 1}
    assert len(problems(bad)) == 4


def test_an_empty_feed() -> None:
    assert problems(feed()) == []
    assert feed()["dataFeedElement"] == []


def test_the_parts_of_a_review() -> None:
    claimed = a_statement("It is shut.", Stance.CLAIMS, said=PartialDate(2025, 2, exact=False))
    review = review_data(a_fact(statements=(claimed, a_statement())), QUAY)
    assert review["url"] == "https://quay.example/facts/bridge-closed"
    assert review["author"] == {
        "@type": "Organization",
        "name": "Quay Checkers",
        "url": "https://quay.example/facts/",
    }
    assert review["itemReviewed"]["author"] == {
        "@type": "Person",
        "name": "Ann Ferry",
        "jobTitle": "harbour master",
    }
    assert review["itemReviewed"]["datePublished"] == "2025-02"


@pytest.mark.parametrize("verdict", list(Verdict))
def test_ratings(verdict: Verdict) -> None:
    rating = review_data(a_fact(verdict=verdict), QUAY)["reviewRating"]
    assert rating["alternateName"] == verdict.rating.name
    assert rating.get("ratingValue") == verdict.rating.value


@pytest.mark.parametrize("verdict", [Verdict.DENIED, Verdict.FALSE, Verdict.UNPROVEN])
def test_what_may_be_overtaken_is_not_rated_as_if_it_stood(verdict: Verdict) -> None:
    newer = a_statement(stance=Stance.CONFIRMS, said=PartialDate(2025, 8))
    fact = a_fact(verdict=verdict, statements=(a_statement(), newer))
    rating = review_data(fact, QUAY)["reviewRating"]
    assert "at the time" in rating["alternateName"]
    assert "ratingValue" not in rating


def test_an_imported_review_keeps_its_author_address_words_and_date() -> None:
    review = review_data(one(), QUAY)
    assert review["author"] == {"@type": "Organization", "name": "Quay Checkers"}
    assert review["url"] == "https://quay.example/bridge"
    assert review["reviewRating"]["alternateName"] == "Pants on Fire!"
    assert review["datePublished"] == "2025-03-04"


def test_an_imported_review_comes_back_as_the_same_fact() -> None:
    fact = one()
    refused: list[Refused] = []
    text = io.StringIO("".join(write_reviews([replace(fact, slug="local-name")], QUAY)))
    (back,) = facts_in(text, Reviewing(a_change()), refused.append)
    assert refused == []
    assert (back.id, back.claim, back.verdict) == (fact.id, fact.claim, fact.verdict)
    assert back.origin == fact.origin
