"""One valid thing each; override what matters to the test."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from factbase.model import (
    Change,
    Community,
    Fact,
    LocalText,
    PartialDate,
    Source,
    Speaker,
    Stance,
    Statement,
    Verdict,
    Wording,
)

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def a_change(by: str = "console:mira", why: str = "checked the sources", **override: Any) -> Change:
    values: dict[str, Any] = {"by": by, "at": NOON, "why": why}
    return Change(**values | override)


def a_community(community_id: str = "harbour", name: str = "Harbour watch") -> Community:
    return Community(community_id, name)


def a_source(publisher: str = "Harbour Gazette", **override: Any) -> Source:
    values: dict[str, Any] = {
        "url": "https://gazette.example/bridge",
        "published": PartialDate(2025, 3, 2),
    }
    return Source(publisher, **values | override)


def a_statement(
    text: str = "The bridge stays open.", stance: Stance = Stance.DENIES, **override: Any
) -> Statement:
    values: dict[str, Any] = {
        "speaker": Speaker(LocalText.of("Ann Ferry"), LocalText.of("harbour master")),
        "stance": stance,
        "text": LocalText.of(text),
        "said": PartialDate(2025, 3, 1),
        "source": a_source(),
    }
    return Statement(**values | override)


def a_fact(slug: str = "bridge-closed", **override: Any) -> Fact:
    """A proposed fact. Its id follows from its scope and slug; texts may be plain strings."""
    values: dict[str, Any] = {
        "id": f"fact-{override.get('scope', '')}-{slug}",
        "slug": slug,
        "claim": "The harbour bridge is closed for good",
        "verdict": Verdict.DENIED,
        "summary": "The harbour master denies it.",
        "created": NOON,
        "created_by": "console:mira",
        "updated": NOON,
        "updated_by": "console:mira",
        "wordings": (Wording("Harbour bridge shut forever"),),
        "statements": (a_statement(),),
    }
    values |= override
    for field in ("claim", "summary"):
        if isinstance(values[field], str):
            values[field] = LocalText.of(values[field])
    return Fact(**values)
