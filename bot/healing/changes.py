"""What readers of a card see change when its fact gets a new version."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from factbase.model import FactVersion

SEEN = ("verdict", "claim", "summary", "statements", "review_by")
"""Fields of a fact that a card shows. What else changes (wordings, examples, topics) decides
which messages get the card, and is nothing to edit one for."""


@dataclass(frozen=True, slots=True)
class CardChange:
    """When a card last changed and which of its parts did. `merged`: the fact it showed
    became part of the one that it shows now.
    """

    on: date
    fields: tuple[str, ...] = ()
    merged: bool = False


def change_since(history: Iterable[FactVersion], version: int) -> CardChange | None:
    """What changed for readers after that version of a fact; none when nothing did."""
    later = [
        saved
        for saved in history
        if saved.fact.version > version and not set(SEEN).isdisjoint(saved.changed)
    ]
    if not later:
        return None
    changed = {field for saved in later for field in saved.changed}
    fields = tuple(field for field in SEEN if field in changed)
    return CardChange(later[-1].change.at.date(), fields)
