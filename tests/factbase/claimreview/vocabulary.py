"""What schema.org defines of the types we write: each property with the types it may have.

Written down from the pages of the types at https://schema.org (ClaimReview, Claim, Rating,
DataFeed, DataFeedItem, Organization, Person, CreativeWork), inherited properties included as
far as we use them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit


def is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def is_url(value: Any) -> bool:
    return is_text(value) and urlsplit(value).scheme in {"http", "https", "urn"}


def is_date(value: Any) -> bool:
    """https://schema.org/Date: ISO 8601, reduced precision allowed."""
    found = re.fullmatch(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", value if is_text(value) else "")
    if found is None:
        return False
    year, month, day = (int(part or 1) for part in found.groups())
    return bool(date(year, month, day))


def is_moment(value: Any) -> bool:
    try:
        return is_text(value) and datetime.fromisoformat(value).tzinfo is not None
    except ValueError:
        return False


def is_language(value: Any) -> bool:
    return is_text(value) and bool(re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]+)*", value))


def is_a(*types: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, dict) and value.get("@type") in types


def either(*checks: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: any(check(value) for check in checks)


_CREATIVE_WORK = {
    "author": is_a("Organization", "Person"),
    "dateModified": either(is_date, is_moment),
    "datePublished": either(is_date, is_moment),
    "inLanguage": is_language,
    "name": is_text,
    "url": is_url,
}
PROPERTIES: dict[str, dict[str, Callable[[Any], bool]]] = {
    "DataFeed": {"dataFeedElement": is_a("DataFeedItem"), "name": is_text},
    "DataFeedItem": {"dateModified": either(is_date, is_moment), "item": is_a("ClaimReview")},
    "ClaimReview": {
        **_CREATIVE_WORK,
        "claimReviewed": is_text,
        "itemReviewed": is_a("Claim", "CreativeWork"),
        "reviewBody": is_text,
        "reviewRating": is_a("Rating"),
    },
    "Claim": {
        **_CREATIVE_WORK,
        "appearance": is_a("CreativeWork", "Claim"),
        "firstAppearance": is_a("CreativeWork"),
    },
    "CreativeWork": _CREATIVE_WORK,
    "Rating": {
        "alternateName": is_text,
        "bestRating": either(is_number, is_text),
        "ratingValue": either(is_number, is_text),
        "worstRating": either(is_number, is_text),
    },
    "Organization": {"name": is_text, "url": is_url},
    "Person": {"name": is_text, "jobTitle": is_text, "url": is_url},
}
REQUIRED = {
    "ClaimReview": {"claimReviewed", "reviewRating", "url", "author", "itemReviewed"},
    "Rating": {"alternateName"},
    "Organization": {"name"},
    "Person": {"name"},
}
"""What Google's documentation of ClaimReview requires, so that a feed is of use to anybody."""


def problems(value: dict[str, Any], path: str = "$") -> list[str]:
    """What is not as schema.org defines it, at any depth."""
    kind = value.get("@type", "")
    known = PROPERTIES.get(kind)
    if known is None:
        return [f"{path}: no type {kind!r}"]
    found = [f"{path}: lacks {name}" for name in REQUIRED.get(kind, set()) - set(value)]
    for name, given in value.items():
        if name.startswith("@"):
            continue
        for item in given if isinstance(given, list) else [given]:
            if name not in known:
                found.append(f"{path}.{name}: no property of {kind}")
            elif not known[name](item):
                found.append(f"{path}.{name}: not of an expected type: {item!r}")
            elif isinstance(item, dict):
                found += problems(item, f"{path}.{name}")
    return found
