"""Entries for tests: the first pack as shipped, and small bases of invented claims."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import yaml

from factbase import packs
from factbase.matching.decision import Entry


def first_pack(*, examples: bool = True) -> list[Entry]:
    """The shipped pack as the matcher sees it."""
    text = (files(packs) / "russia-taliban.yaml").read_text(encoding="utf-8")
    return [_entry(fact, examples=examples) for fact in yaml.safe_load(text)["facts"]]


def _entry(fact: dict[str, Any], *, examples: bool) -> Entry:
    given = fact.get("examples", {}) if examples else {}
    return Entry(
        id=fact["slug"],
        wordings=tuple(dict.fromkeys(_texts(fact["claim"]) + _texts(fact.get("wordings", {})))),
        explanation=" ".join(_texts(fact["summary"])),
        hits=tuple(given.get("match", ())),
        misses=tuple(given.get("silent", ())),
    )


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [t for held in value.values() for t in (held if isinstance(held, list) else [held])]


_SUBJECTS = ("mayor", "bakery", "river", "library", "tram", "museum", "bridge", "harbour", "choir")
_DEEDS = ("bans", "paints", "sells", "floods", "closes", "insures", "freezes", "auctions")
_OBJECTS = (
    "bicycles", "umbrellas", "violins", "pigeons", "chestnuts", "lanterns", "postcards", "windows",
)  # fmt: skip


def invented(count: int) -> list[Entry]:
    """Up to 576 claims that share their words in every combination: a hard base."""
    claims = [
        f"The {subject} {deed} {thing} in spring"
        for subject in _SUBJECTS
        for deed in _DEEDS
        for thing in _OBJECTS
    ]
    return [Entry(f"claim-{number}", (claim,)) for number, claim in enumerate(claims[:count])]
