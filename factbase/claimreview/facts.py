"""A review as a fact of ours: its claim, our verdict, its words, and where it can be read."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from factbase.claimreview.ratings import verdict_of
from factbase.claimreview.reviews import Review
from factbase.errors import InvalidValue
from factbase.model import (
    GLOBAL,
    Change,
    Fact,
    LocalText,
    Origin,
    PartialDate,
    Source,
    Speaker,
    Stance,
    Statement,
    Wording,
)
from factbase.model.statement import web_address
from factbase.model.text import language_tag

_DAY = re.compile(r"^\s*(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
# Where a sentence could end; a claim and a rating are one sentence each here.
_STOP = re.compile(r"(?<=[\w)\"'”»])[.!?…]+[\"'»”)]*\s+(?=\S)")
_SLUG_WORDS = 6


@dataclass(frozen=True, slots=True)
class Reviewing:
    """How reviews are taken: who and when, whose they become, and the language of those that
    name none.
    """

    change: Change
    scope: str = GLOBAL
    language: str = "en"


def fact_of(review: Review, how: Reviewing) -> Fact:
    """The fact for a review; the same (scope, publisher, address, claim) gives the same id.

    Raises:
        InvalidValue: what a fact needs is missing or wrong.
    """
    origin = Origin(
        _needed("publisher", review.publisher),
        web_address("url", _needed("url", review.url)),
        _rating(review),
    )
    language = _language(review.language, how.language)
    claim = " ".join(_needed("claimReviewed", review.claim).split())
    key = _key(how.scope, origin.publisher, origin.url, claim)
    reviewed = _day("datePublished", _needed("datePublished", review.reviewed))
    change = how.change
    one_sentence = _STOP.sub("; ", claim)
    return Fact(
        id=key[:32],
        slug=_slug(claim, key),
        claim=LocalText.of(one_sentence, language, "claimReviewed"),
        verdict=verdict_of(review.rating, review.value, review.best, review.worst),
        summary=LocalText.of(_summary(origin, reviewed)),
        wordings=() if one_sentence == claim else (Wording(claim, language),),
        statements=tuple(_statements(review, origin, reviewed, claim, language)),
        appearances=_appearances(review),
        scope=how.scope,
        origin=origin,
        created=change.at,
        created_by=change.by,
        updated=change.at,
        updated_by=change.by,
    )


def _needed(field: str, text: str) -> str:
    if not text.strip():
        raise InvalidValue(field, "is missing")
    return text.strip()


def _rating(review: Review) -> str:
    """The reviewer's words, or the number when there are none."""
    if review.rating:
        return review.rating[:300]
    return f"{review.value}/{review.best}" if review.value and review.best else review.value


def _key(*parts: str) -> str:
    # Half a surrogate pair, which JSON may hold, is refused with the fact's texts, not here.
    return hashlib.sha256("\n".join(parts).encode("utf-8", "surrogatepass")).hexdigest()


def _slug(claim: str, key: str) -> str:
    words = "".join(char if char.isascii() and char.isalnum() else " " for char in claim.lower())
    start = "-".join(words.split()[:_SLUG_WORDS])[:50].strip("-") or "review"
    return f"{start}-{key[:10]}"


def _language(given: str, default: str) -> str:
    """The review's language, when it is one that is written as we write them."""
    try:
        return language_tag(given.replace("_", "-"))
    except InvalidValue:
        return default


def _summary(origin: Origin, reviewed: PartialDate) -> str:
    rating = f"rated this “{_STOP.sub('; ', origin.rating)}”" if origin.rating else "reviewed this"
    return f"{origin.publisher} {rating} ({reviewed})."[:600]


def _day(field: str, text: str) -> PartialDate:
    found = _DAY.match(text)
    if found is None:
        raise InvalidValue(field, "must begin with a date, written YYYY-MM-DD")
    year, month, day = (int(part) if part else None for part in found.groups())
    return PartialDate(year or 0, month, day)


def _statements(
    review: Review, origin: Origin, reviewed: PartialDate, claim: str, language: str
) -> list[Statement]:
    """What was claimed, as far as claimant and date are known, and what the reviewer found."""
    source = Source(origin.publisher, review.title[:300], origin.url, reviewed)
    found = []
    if review.claimant and review.claimed:
        found.append(
            Statement(
                Speaker(LocalText.of(review.claimant, language, "claimant")),
                Stance.CLAIMS,
                LocalText.of(claim, language),
                _day("claim date", review.claimed),
                source,
            )
        )
    text = review.title or f"Reviewed the claim and rated it “{origin.rating}”."
    finder = Speaker(organisation=LocalText.of(origin.publisher, language))
    found.append(
        Statement(finder, Stance.CONTEXT, LocalText.of(text[:1000], language), reviewed, source)
    )
    return found


def _appearances(review: Review) -> tuple[str, ...]:
    """Addresses of the claim that are addresses; a broken one is no reason to lose the rest."""
    kept = []
    for url in review.appearances:
        try:
            kept.append(web_address("appearance", url))
        except InvalidValue:
            continue
    return tuple(dict.fromkeys(kept))
