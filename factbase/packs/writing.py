"""Facts to a pack's text; reading it back gives the same contents."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import yaml

from factbase.model import Fact, LocalText, Origin, Source, Speaker, Statement
from factbase.packs.reading import FORMAT


def write_pack(
    facts: Iterable[Fact], name: str = "export", serial: int = 0, revoked: Sequence[str] = ()
) -> str:
    """The YAML of a pack. Sources are written out with each statement. `serial` and `revoked`
    are for packs that others subscribe to.
    """
    pack: dict[str, Any] = {"format": FORMAT, "name": name}
    if serial:
        pack["serial"] = serial
    if revoked:
        pack["revoked"] = list(revoked)
    pack["facts"] = [fact_as_data(fact) for fact in facts]
    return yaml.safe_dump(pack, allow_unicode=True, sort_keys=False, width=100)


def write_fact(fact: Fact) -> str:
    """The YAML of one fact, for an editor."""
    return yaml.safe_dump(fact_as_data(fact), allow_unicode=True, sort_keys=False, width=100)


def fact_as_data(fact: Fact) -> dict[str, Any]:
    """A fact's contents without its bookkeeping, empty parts left out."""
    data: dict[str, Any] = {
        "slug": fact.slug,
        "claim": _local(fact.claim),
        "verdict": fact.verdict.value,
        "summary": _local(fact.summary),
        "topics": list(fact.topics),
        "review_by": fact.review_by.isoformat() if fact.review_by else None,
        "wordings": _wordings(fact),
        "appearances": list(fact.appearances),
        "statements": [_statement(statement) for statement in fact.statements],
        "examples": _examples(fact),
        "asked_only": fact.asked_only,
        "origin": _origin(fact.origin),
    }
    return {name: value for name, value in data.items() if value}


def _origin(origin: Origin | None) -> dict[str, str]:
    if origin is None:
        return {}
    data = {"publisher": origin.publisher, "url": origin.url, "rating": origin.rating}
    return {name: value for name, value in data.items() if value}


def _local(text: LocalText) -> dict[str, str]:
    return {wording.language: wording.text for wording in text}


def _wordings(fact: Fact) -> dict[str, list[str]]:
    by_language: dict[str, list[str]] = {}
    for wording in fact.wordings:
        by_language.setdefault(wording.language, []).append(wording.text)
    return by_language


def _examples(fact: Fact) -> dict[str, list[str]]:
    match = [example.text for example in fact.examples if example.matches]
    silent = [example.text for example in fact.examples if not example.matches]
    return {name: texts for name, texts in (("match", match), ("silent", silent)) if texts}


def _statement(statement: Statement) -> dict[str, Any]:
    data: dict[str, Any] = {
        "stance": statement.stance.value,
        "speaker": _speaker(statement.speaker),
        "said": str(statement.said),
        "text": _local(statement.text),
        "source": _source(statement.source),
    }
    return data | ({"quoted": True} if statement.quoted else {})


def _speaker(speaker: Speaker) -> dict[str, dict[str, str]]:
    parts = {"name": speaker.name, "office": speaker.office, "organisation": speaker.organisation}
    return {name: _local(text) for name, text in parts.items() if text is not None}


def _source(source: Source) -> dict[str, str]:
    data = {
        "publisher": source.publisher,
        "title": source.title,
        "url": source.url,
        "published": str(source.published or ""),
        "accessed": str(source.accessed or ""),
    }
    return {name: value for name, value in data.items() if value}
