"""A fact as plain JSON data and back, without loss: what its history is kept in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from factbase.errors import InvalidValue
from factbase.model import (
    Example,
    Fact,
    LocalText,
    Origin,
    PartialDate,
    Source,
    Speaker,
    Stance,
    Statement,
    Status,
    Verdict,
    Wording,
)

FORMAT = 1
"""Number of the document's form. A new form gets a new number; old ones stay readable.
What was only added (`asked_only`, `merged_into`, `origin`) is missing from older documents."""


def to_document(fact: Fact) -> dict[str, Any]:
    """Return the fact as data that `json.dumps` takes."""
    return {
        "format": FORMAT,
        "id": fact.id,
        "slug": fact.slug,
        "scope": fact.scope,
        "status": fact.status.value,
        "version": fact.version,
        "verdict": fact.verdict.value,
        "claim": local_text_data(fact.claim),
        "summary": local_text_data(fact.summary),
        "wordings": [_wording_data(wording) for wording in fact.wordings],
        "statements": [_statement_data(statement) for statement in fact.statements],
        "topics": list(fact.topics),
        "examples": [{"text": item.text, "matches": item.matches} for item in fact.examples],
        "appearances": list(fact.appearances),
        "review_by": fact.review_by.isoformat() if fact.review_by else None,
        "created": fact.created.isoformat(),
        "created_by": fact.created_by,
        "updated": fact.updated.isoformat(),
        "updated_by": fact.updated_by,
        "asked_only": fact.asked_only,
        "merged_into": fact.merged_into,
        "origin": origin_data(fact.origin),
    }


def from_document(document: Mapping[str, Any]) -> Fact:
    """Read what `to_document` wrote.

    Raises:
        InvalidValue: a format this program doesn't know.
    """
    if document.get("format") != FORMAT:
        raise InvalidValue("document", f"only format {FORMAT} can be read: update factbot")
    return Fact(
        id=document["id"],
        slug=document["slug"],
        scope=document["scope"],
        status=Status(document["status"]),
        version=document["version"],
        verdict=Verdict(document["verdict"]),
        claim=local_text_from(document["claim"]),
        summary=local_text_from(document["summary"]),
        wordings=tuple(_wording_from(data) for data in document["wordings"]),
        statements=tuple(_statement_from(data) for data in document["statements"]),
        topics=tuple(document["topics"]),
        examples=tuple(Example(data["text"], data["matches"]) for data in document["examples"]),
        appearances=tuple(document["appearances"]),
        review_by=date.fromisoformat(document["review_by"]) if document["review_by"] else None,
        created=datetime.fromisoformat(document["created"]),
        created_by=document["created_by"],
        updated=datetime.fromisoformat(document["updated"]),
        updated_by=document["updated_by"],
        asked_only=document.get("asked_only", False),
        merged_into=document.get("merged_into", ""),
        origin=origin_from(document.get("origin")),
    )


def origin_data(origin: Origin | None) -> dict[str, str] | None:
    """Return the review that a fact came from as JSON data."""
    if origin is None:
        return None
    return {"publisher": origin.publisher, "url": origin.url, "rating": origin.rating}


def origin_from(data: Mapping[str, str] | None) -> Origin | None:
    """Read what `origin_data` wrote."""
    return None if data is None else Origin(data["publisher"], data["url"], data["rating"])


def local_text_data(text: LocalText) -> list[dict[str, str]]:
    """Return a list and not a mapping: the original comes first and must stay there."""
    return [_wording_data(wording) for wording in text]


def local_text_from(data: list[dict[str, str]]) -> LocalText:
    """Read what `local_text_data` wrote."""
    return LocalText(tuple(_wording_from(wording) for wording in data))


def _wording_data(wording: Wording) -> dict[str, str]:
    return {"language": wording.language, "text": wording.text}


def _wording_from(data: Mapping[str, str]) -> Wording:
    return Wording(data["text"], data["language"])


def _statement_data(statement: Statement) -> dict[str, Any]:
    speaker, source = statement.speaker, statement.source
    return {
        "stance": statement.stance.value,
        "speaker": {
            "name": _optional_text(speaker.name),
            "office": _optional_text(speaker.office),
            "organisation": _optional_text(speaker.organisation),
        },
        "said": str(statement.said),
        "quoted": statement.quoted,
        "text": local_text_data(statement.text),
        "source": {
            "publisher": source.publisher,
            "title": source.title,
            "url": source.url,
            "published": _optional_date(source.published),
            "accessed": _optional_date(source.accessed),
        },
    }


def _statement_from(data: Mapping[str, Any]) -> Statement:
    speaker, source = data["speaker"], data["source"]
    return Statement(
        stance=Stance(data["stance"]),
        speaker=Speaker(**{part: text and local_text_from(text) for part, text in speaker.items()}),
        said=PartialDate.parse(data["said"]),
        quoted=data["quoted"],
        text=local_text_from(data["text"]),
        source=Source(
            publisher=source["publisher"],
            title=source["title"],
            url=source["url"],
            published=_date_from(source["published"]),
            accessed=_date_from(source["accessed"]),
        ),
    )


def _optional_text(text: LocalText | None) -> list[dict[str, str]] | None:
    return None if text is None else local_text_data(text)


def _optional_date(when: PartialDate | None) -> str | None:
    return None if when is None else str(when)


def _date_from(text: str | None) -> PartialDate | None:
    return None if text is None else PartialDate.parse(text)
