"""Facts by slot: their fields as term numbers, the wordings as text, ids and scopes.

A field is one wording, the explanation (`BODY`), or a message that must not match (`MISS`). Slots are never reused before the
index is rebuilt; a removed fact is only marked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.growing import Growing, Texts
from factbase.matching.hashes import HashIndex

WORDING = 0
BODY = 1
MISS = 2
"""A message that must not match: compared with, never searched."""


@dataclass(frozen=True, slots=True)
class Field:
    """One wording or explanation, cut into term numbers; grammar words are left out.

    `grams` are the distinct character n-grams of a wording that isn't English.
    """

    terms: tuple[int, ...]
    kind: int
    text: str
    grams: tuple[int, ...] = ()


class Shelf:
    """Everything the engine keeps about facts besides the postings."""

    __slots__ = (
        "alive",
        "bounds",
        "by_id",
        "first_field",
        "gram_bounds",
        "grams",
        "ids",
        "kinds",
        "removed",
        "scopes",
        "texts",
        "tokens",
    )

    def __init__(self) -> None:
        self.ids = Texts()
        self.by_id = HashIndex()
        self.scopes: dict[int, str] = {}
        self.alive: Growing[np.bool_] = Growing(np.zeros(0, np.bool_))
        self.first_field: Growing[np.uint32] = Growing(np.zeros(1, np.uint32))
        self.bounds: Growing[np.uint32] = Growing(np.zeros(1, np.uint32))
        self.grams: Growing[np.int32] = Growing(np.zeros(0, np.int32))
        self.gram_bounds: Growing[np.uint32] = Growing(np.zeros(1, np.uint32))
        self.kinds: Growing[np.uint8] = Growing(np.zeros(0, np.uint8))
        self.tokens: Growing[np.int32] = Growing(np.zeros(0, np.int32))
        self.texts = Texts()
        self.removed = 0

    def put(self, entry_id: str, scope: str, fields: list[Field]) -> int:
        """Store a fact in a new slot."""
        slot = len(self.ids)
        self.ids.add(entry_id)
        self.by_id.add(entry_id, slot)
        if scope:
            self.scopes[slot] = scope
        self.alive.extend([True])
        for field in fields:
            self.tokens.extend(field.terms)
            self.bounds.extend([self.tokens.size])
            self.grams.extend(field.grams)
            self.gram_bounds.extend([self.grams.size])
            self.kinds.extend([field.kind])
            self.texts.add(field.text)
        self.first_field.extend([self.kinds.size])
        return slot

    def drop(self, entry_id: str) -> int | None:
        """Mark a fact as gone; its old slot, or None when there was none."""
        slot = self.slot(entry_id)
        if slot is not None:
            self.alive.view[slot] = False
            self.scopes.pop(slot, None)
            self.removed += 1
        return slot

    def slot(self, entry_id: str) -> int | None:
        """The slot of a fact that is there, or None."""
        alive = self.alive.view
        return next((slot for slot in self.by_id.find(entry_id) if alive[slot]), None)

    def __len__(self) -> int:
        return len(self.ids) - self.removed

    def fields(self, slot: int) -> range:
        """Field numbers of a slot."""
        bounds = self.first_field.view
        return range(int(bounds[slot]), int(bounds[slot + 1]))

    def terms(self, field: int) -> NDArray[np.int32]:
        """Term numbers of a field in order."""
        bounds = self.bounds.view
        return self.tokens.view[int(bounds[field]) : int(bounds[field + 1])]

    def text(self, field: int) -> str:
        """The raw text of a field; empty for explanations."""
        return self.texts[field]
