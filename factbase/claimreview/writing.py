"""Facts as schema.org ClaimReview, one feed for all of them.

Types and properties are those of https://schema.org/ClaimReview, /Claim, /Rating, /DataFeed
and /DataFeedItem; the scale of ratings is that of Google's documentation of ClaimReview.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from factbase.claimreview.reviews import NAMES
from factbase.freshness import may_be_overtaken
from factbase.model import Fact, PartialDate, Stance, Statement


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who publishes the reviews. With a `site`, each has the address `SITE/SLUG`."""

    name: str
    site: str = ""

    def address(self, fact: Fact) -> str:
        """Where the review can be read; a name that nobody can follow without a site."""
        return f"{self.site.rstrip('/')}/{fact.slug}" if self.site else f"{NAMES}{fact.id}"


def write_reviews(facts: Iterable[Fact], publisher: Publisher) -> Iterator[str]:
    """The feed in pieces, to be written one after the other."""
    yield '{"@context": "https://schema.org", "@type": "DataFeed", "dataFeedElement": ['
    comma = "\n"
    for fact in facts:
        element = {
            "@type": "DataFeedItem",
            "dateModified": fact.updated.isoformat(),
            "item": review_data(fact, publisher),
        }
        yield comma + json.dumps(element, ensure_ascii=False)
        comma = ",\n"
    yield "\n]}\n"


def review_data(fact: Fact, publisher: Publisher) -> dict[str, Any]:
    """One ClaimReview. A review that was imported keeps its author and address."""
    origin = fact.origin
    author: dict[str, Any] = {"@type": "Organization", "name": publisher.name}
    if origin is not None:
        author["name"] = origin.publisher
    elif publisher.site:
        author["url"] = publisher.site
    return {
        "@type": "ClaimReview",
        "@id": f"{NAMES}{fact.id}",
        "url": origin.url if origin else publisher.address(fact),
        "claimReviewed": fact.claim.original.text,
        "inLanguage": fact.claim.original.language,
        "datePublished": _published(fact),
        "dateModified": fact.updated.date().isoformat(),
        "author": author,
        "reviewBody": fact.summary.original.text,
        "reviewRating": _rating(fact),
        "itemReviewed": _claim(fact),
    }


def _published(fact: Fact) -> str:
    """An imported review has its own date; ours are published when they are first stored."""
    dates = [item.said for item in fact.of(Stance.CONTEXT)] if fact.origin else []
    return _day(dates[0]) if dates else fact.created.date().isoformat()


def _rating(fact: Fact) -> dict[str, Any]:
    verdict = fact.verdict
    rating = verdict.rating_at_the_time if may_be_overtaken(fact) else verdict.rating
    data: dict[str, Any] = {"@type": "Rating", "alternateName": rating.name}
    if fact.origin is not None and fact.origin.rating:
        data["alternateName"] = fact.origin.rating
    if rating.value is not None:
        data |= {"ratingValue": rating.value, "bestRating": rating.best}
        data["worstRating"] = rating.worst
    return data


def _claim(fact: Fact) -> dict[str, Any]:
    claim: dict[str, Any] = {"@type": "Claim", "name": fact.claim.original.text}
    claimed = fact.of(Stance.CLAIMS)
    if claimed:
        claim["author"] = _author(claimed[0])
        claim["datePublished"] = _day(claimed[0].said)
    shown = [{"@type": "CreativeWork", "url": url} for url in fact.appearances]
    if shown:
        claim["appearance"] = shown
    return claim


def _author(statement: Statement) -> dict[str, Any]:
    speaker = statement.speaker
    if speaker.name is None:
        return {"@type": "Organization", "name": str(speaker.organisation)}
    author: dict[str, Any] = {"@type": "Person", "name": str(speaker.name)}
    if speaker.office is not None:
        author["jobTitle"] = str(speaker.office)
    return author


def _day(date: PartialDate) -> str:
    """Without our mark for inexact dates, which ISO 8601 doesn't know."""
    return str(date).removeprefix("~")
