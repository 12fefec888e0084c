"""Reviews as they are published, and the facts they become."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factbase.claimreview import Refused, Reviewing, facts_in
from factbase.claimreview.ratings import verdict_of
from factbase.life import missing_to_publish
from factbase.model import Fact, Origin, PartialDate, Stance, Verdict
from factbase.model.history import changed_fields
from tests.builders import a_change

# The shape of the Data Commons feed, the wording our own.
REVIEW: dict[str, Any] = {
    "@context": "http://schema.org",
    "@type": "ClaimReview",
    "author": {"@type": "Organization", "name": "Quay Checkers", "url": "https://quay.example"},
    "claimReviewed": "The harbour bridge is closed for good",
    "datePublished": "2025-03-04",
    "itemReviewed": {
        "@type": "Claim",
        "author": {"@type": "Person", "name": "Jo Doe"},
        "datePublished": "2025-03-01",
        "appearance": [{"@type": "CreativeWork", "url": "https://rumour.example/1"}],
    },
    "reviewRating": {
        "@type": "Rating",
        "alternateName": "Pants on Fire!",
        "bestRating": "5",
        "ratingValue": "1",
        "worstRating": "1",
    },
    "url": "https://quay.example/bridge",
}
SEARCH = {
    "claims": [
        {
            "text": "The harbour bridge is closed for good",
            "claimant": "Jo Doe",
            "claimDate": "2025-03-01T00:00:00Z",
            "claimReview": [
                {
                    "publisher": {"name": "Quay Checkers", "site": "quay.example"},
                    "url": "https://quay.example/bridge",
                    "title": "No, the bridge stays open",
                    "reviewDate": "2025-03-04T10:00:00Z",
                    "textualRating": "Pants on Fire!",
                    "languageCode": "en",
                }
            ],
        }
    ],
    "nextPageToken": "x",
}


def read(data: Any, **how: str) -> tuple[list[Fact], list[Refused]]:
    refused: list[Refused] = []
    file = io.StringIO(data if isinstance(data, str) else json.dumps(data))
    facts = list(facts_in(file, Reviewing(a_change(), **how), refused.append))
    return facts, refused


def one(**changed: Any) -> Fact:
    facts, refused = read(REVIEW | changed)
    assert not refused
    return facts[0]


class TestShapes:
    def test_a_review(self) -> None:
        fact = one()
        assert str(fact.claim) == "The harbour bridge is closed for good"
        assert fact.verdict is Verdict.FALSE
        assert fact.origin == Origin(
            "Quay Checkers", "https://quay.example/bridge", "Pants on Fire!"
        )
        assert fact.appearances == ("https://rumour.example/1",)
        claimed, found = fact.timeline
        assert (claimed.stance, str(claimed.speaker.name)) == (Stance.CLAIMS, "Jo Doe")
        assert (found.stance, found.said) == (Stance.CONTEXT, PartialDate(2025, 3, 4))
        assert found.source.url == "https://quay.example/bridge"

    def test_every_shape_gives_the_same_fact(self) -> None:
        feed = {
            "@type": "DataFeed",
            "dataFeedElement": [{"@type": "DataFeedItem", "item": [REVIEW], "url": "x"}],
        }
        graph = {"@context": "https://schema.org", "@graph": [REVIEW]}
        for shape in (feed, graph, [REVIEW], json.dumps(REVIEW) + "\n"):
            assert read(shape)[0] == [one()]
        (searched,), refused = read(SEARCH)
        assert not refused
        assert (searched.id, searched.verdict) == (one().id, one().verdict)

    def test_json_ld_in_its_looser_spellings(self) -> None:
        fact = one(
            **{"@type": ["ClaimReview", "Review"]},
            author=[{"name": "Quay Checkers"}],
            claimReviewed={"@value": "The harbour bridge is closed for good"},
            itemReviewed=[REVIEW["itemReviewed"]],
        )
        assert fact == one()

    def test_two_reviews_of_one_claim_are_two_facts(self) -> None:
        other = REVIEW | {"author": {"name": "Pier Checkers"}}
        facts, _ = read([{"@type": "DataFeedItem", "item": [REVIEW, other]}])
        assert len({fact.id for fact in facts}) == len({fact.slug for fact in facts}) == 2


class TestIdentity:
    def test_publisher_address_and_claim_make_a_review_what_it_is(self) -> None:
        assert one(reviewRating={"alternateName": "True"}).id == one().id
        assert one(url="https://quay.example/2").id != one().id
        assert one(claimReviewed="The ferry sank").id != one().id
        assert read(REVIEW, scope="harbour")[0][0].id != one().id

    def test_the_same_review_twice_counts_once(self) -> None:
        facts, refused = read([REVIEW, REVIEW | {"reviewRating": {"alternateName": "True"}}])
        assert [fact.verdict for fact in facts] == [Verdict.FALSE]
        assert (refused[0].entry, "earlier in this file" in refused[0].reason) == (2, True)

    def test_reading_again_changes_nothing(self) -> None:
        assert changed_fields(one(), one()) == ()


class TestRejects:
    @pytest.mark.parametrize(
        ("changed", "reason"),
        [
            ({"claimReviewed": ""}, "claimReviewed: is missing"),
            ({"claimReviewed": "x" * 301}, "301 characters"),
            ({"url": "javascript:alert(1)"}, "http or https"),
            ({"url": None}, "url: is missing"),
            ({"author": {}}, "publisher: is missing"),
            ({"datePublished": "yesterday"}, "datePublished"),
            ({"datePublished": None}, "datePublished: is missing"),
            ({"datePublished": "2025-02-31"}, "no such date"),
            ({"@type": "Article"}, "no ClaimReview"),
            ({"claimReviewed": "half a pair: \ud83d"}, "control characters"),
        ],
    )
    def test_say_what_is_wrong(self, changed: dict[str, Any], reason: str) -> None:
        facts, refused = read([REVIEW | changed, REVIEW])
        assert len(facts) == 1
        assert (refused[0].line, refused[0].entry) == (1, 1)
        assert reason in refused[0].reason

    def test_a_broken_end_keeps_what_came_before(self) -> None:
        facts, refused = read(json.dumps(REVIEW) + "\n{broken")
        assert len(facts) == 1
        assert (refused[0].line, refused[0].entry) == (2, 2)

    def test_a_claim_of_several_sentences_is_kept_as_it_was(self) -> None:
        fact = one(claimReviewed="The bridge is shut. Ships wait! Really?")
        assert str(fact.claim) == "The bridge is shut; Ships wait; Really?"
        assert [wording.text for wording in fact.wordings] == [
            "The bridge is shut. Ships wait! Really?"
        ]

    @settings(deadline=None, max_examples=150)
    @given(
        st.dictionaries(
            st.sampled_from([*REVIEW, "name"]),
            st.recursive(
                st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
                lambda inner: (
                    st.lists(inner, max_size=2)
                    | st.dictionaries(st.sampled_from(["name", "url", "@value", "author"]), inner)
                ),
                max_leaves=5,
            ),
        )
    )
    def test_whatever_stands_in_a_review_it_becomes_a_fact_or_a_reject(
        self, changed: dict[str, Any]
    ) -> None:
        facts, refused = read(REVIEW | changed)
        assert len(facts) + len(refused) == 1
        for fact in facts:
            assert missing_to_publish(fact) == ()

    @pytest.mark.parametrize(
        ("changed", "field"),
        [
            ({"claimReviewed": "The bridge\x07 is shut"}, "claimReviewed"),
            ({"claimReviewed": "The bridge is shut. \x07It is"}, "claimReviewed"),
            ({"itemReviewed": {"author": {"name": "Jo\x07"}, "datePublished": "2025"}}, "claimant"),
            ({"author": {"name": "Quay\x07"}}, "publisher"),
            ({"name": "No\x07"}, "title"),
            ({"reviewRating": {"alternateName": "False\x07"}}, "rating"),
        ],
    )
    def test_control_characters_are_found_where_they_are(
        self, changed: dict[str, Any], field: str
    ) -> None:
        _, (refused,) = read(REVIEW | changed)
        assert refused.reason == f"{field}: holds control characters"


class TestRatings:
    @pytest.mark.parametrize(
        ("words", "verdict"),
        [
            ("False", Verdict.FALSE),
            ("FALSE: old photo", Verdict.FALSE),
            ("Pants on Fire!", Verdict.FALSE),
            ("Not true", Verdict.FALSE),
            ("Фейк", Verdict.FALSE),
            ("खबर गलत है", Verdict.FALSE),
            ("Mostly False", Verdict.MISLEADING),
            ("Missing Context", Verdict.MISLEADING),
            ("Engañoso", Verdict.MISLEADING),
            ("Half-True", Verdict.PARTLY_TRUE),
            ("True, but it needs a note", Verdict.PARTLY_TRUE),
            ("Partly false", Verdict.PARTLY_TRUE),
            ("True", Verdict.TRUE),
            ("Correct. It did happen", Verdict.TRUE),
            ("True or false?", Verdict.CONTEXT),
            ("Truth is complicated", Verdict.CONTEXT),
            ("Correctional facilities", Verdict.CONTEXT),
            ("Falsetto", Verdict.CONTEXT),
            ("No evidence", Verdict.UNPROVEN),
            ("Satire", Verdict.CONTEXT),
            ("Officially denied", Verdict.CONTEXT),
        ],
    )
    def test_words(self, words: str, verdict: Verdict) -> None:
        assert verdict_of(words) is verdict

    def test_words_win_over_numbers(self) -> None:
        assert verdict_of("True", "1", "5", "1") is Verdict.TRUE
        assert verdict_of("Nobody knows this word", "1", "5", "1") is Verdict.CONTEXT

    @pytest.mark.parametrize(
        ("number", "verdict"),
        [
            (("1", "5", "1"), Verdict.FALSE),
            (("2", "5", "1"), Verdict.MISLEADING),
            (("3", "5", "1"), Verdict.PARTLY_TRUE),
            (("4", "5", "1"), Verdict.PARTLY_TRUE),
            (("5", "5", "1"), Verdict.TRUE),
            (("0", "10", "0"), Verdict.FALSE),
            (("7", "5", "1"), Verdict.CONTEXT),
            (("-1", "-1", "-1"), Verdict.CONTEXT),
            (("nan", "5", "1"), Verdict.CONTEXT),
            (("high", "5", "1"), Verdict.CONTEXT),
        ],
    )
    def test_numbers_without_words(self, number: tuple[str, str, str], verdict: Verdict) -> None:
        assert verdict_of("", *number) is verdict

    @given(st.text(), st.text())
    def test_nothing_breaks_it_and_nothing_is_denied(self, words: str, number: str) -> None:
        assert verdict_of(words, number, number, number) is not Verdict.DENIED

    def test_every_verdict_of_ours_comes_back(self) -> None:
        for verdict in set(Verdict) - {Verdict.DENIED, Verdict.OVERTAKEN}:
            assert verdict_of(verdict.rating.name) is verdict
