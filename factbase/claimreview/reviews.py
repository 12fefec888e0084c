"""One review of a claim, out of any of the shapes in which they are published.

https://schema.org/ClaimReview; the Data Commons feed wraps the same objects into DataFeedItem;
the Google Fact Check Tools API (`claims:search`) names the parts its own way.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from factbase.errors import InvalidValue

Json = Mapping[str, Any]

NAMES = "urn:factbot:"
"""What the names of our own reviews begin with; the fact's id follows."""
_LONGEST_ID = 64
"""Characters of an id that are asked for; ours have 32."""


@dataclass(frozen=True, slots=True)
class Review:
    """What a review says, as text: nothing in it is checked yet. `value`, `best` and `worst`
    are the numbers of its rating, as they were given. `ours` is the id of the fact that some
    factbot wrote it from, as far as it says so.
    """

    claim: str
    publisher: str
    url: str
    reviewed: str
    title: str = ""
    rating: str = ""
    value: str = ""
    best: str = ""
    worst: str = ""
    language: str = ""
    claimant: str = ""
    claimed: str = ""
    appearances: tuple[str, ...] = ()
    ours: str = ""


def reviews_in(entry: Any) -> Iterator[Review]:
    """The reviews in one entry of a file.

    Raises:
        InvalidValue: it holds none.
    """
    if not isinstance(entry, Mapping):
        raise InvalidValue("entry", "is no object")
    if "claimReview" in entry:
        yield from _of_search(entry)
    elif "ClaimReview" in _types(entry):
        yield _of_schema(entry)
    elif "item" in entry:
        for item in _many(entry["item"]):
            yield from reviews_in(item)
    else:
        raise InvalidValue("entry", "is no ClaimReview")


def _of_schema(entry: Json) -> Review:
    rating = _first(entry.get("reviewRating"))
    item = _first(entry.get("itemReviewed"))
    publisher = _first(entry.get("author")) or _first(entry.get("publisher"))
    shown = [*_many(item.get("appearance")), *_many(item.get("firstAppearance")), item]
    return Review(
        claim=_text(entry.get("claimReviewed")) or _text(item.get("name")),
        publisher=_text(publisher.get("name")) or _text(publisher.get("url")),
        url=_text(entry.get("url")),
        reviewed=_text(entry.get("datePublished")),
        title=_text(entry.get("headline")) or _text(entry.get("name")),
        rating=_text(rating.get("alternateName")) or _text(rating.get("name")),
        value=_text(rating.get("ratingValue")),
        best=_text(rating.get("bestRating")),
        worst=_text(rating.get("worstRating")),
        language=_text(entry.get("inLanguage")),
        claimant=_text(_first(item.get("author")).get("name")),
        claimed=_text(item.get("datePublished")),
        appearances=_addresses(shown),
        ours=_ours(_text(entry.get("@id"))) or _ours(_text(entry.get("url"))),
    )


def _ours(name: str) -> str:
    fact = name.removeprefix(NAMES)
    return fact if fact != name and len(fact) <= _LONGEST_ID else ""


def _of_search(entry: Json) -> Iterator[Review]:
    for found in _many(entry["claimReview"]):
        if not isinstance(found, Mapping):
            raise InvalidValue("claimReview", "is no object")
        publisher = _first(found.get("publisher"))
        yield Review(
            claim=_text(entry.get("text")),
            publisher=_text(publisher.get("name")) or _text(publisher.get("site")),
            url=_text(found.get("url")),
            reviewed=_text(found.get("reviewDate")),
            title=_text(found.get("title")),
            rating=_text(found.get("textualRating")),
            language=_text(found.get("languageCode")),
            claimant=_text(entry.get("claimant")),
            claimed=_text(entry.get("claimDate")),
        )


def _types(entry: Json) -> set[str]:
    return {_text(name).rsplit("/", 1)[-1] for name in _many(entry.get("@type"))}


def _many(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list) else [value]


def _first(value: Any) -> Json:
    """The first object of a value; a name alone counts as an object with that name."""
    for item in _many(value):
        if isinstance(item, Mapping):
            return item
        if isinstance(item, str) and item.strip():
            return {"name": item}
    return {}


def _text(value: Any) -> str:
    """Text, a number, or JSON-LD's `{"@value": ...}` as text; anything else is nothing."""
    value = _many(value)[0] if _many(value) else ""
    if isinstance(value, Mapping):
        value = value.get("@value", "")
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return str(value).strip()


def _addresses(shown: list[Any]) -> tuple[str, ...]:
    found = [item if isinstance(item, str) else _text(_first(item).get("url")) for item in shown]
    return tuple(dict.fromkeys(url.strip() for url in found if url and url.strip()))
