"""Facts by slot: their fields as term numbers, the wordings as text, ids and scopes.

A field is one wording, or the explanation (last, `BODY`). Slots are never reused before the
index is rebuilt; a removed fact is only marked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.growing import Growing

WORDING = 0
BODY = 1


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
        "alive", "bounds", "first_field", "gram_bounds", "grams", "ids", "kinds", "removed", "scopes", "slots",
        "text_ends", "texts", "tokens",
    )  # fmt: skip

    def __init__(self) -> None:
        self.ids: list[str] = []
        self.slots: dict[str, int] = {}
        self.scopes: dict[int, str] = {}
        self.alive: Growing[np.bool_] = Growing(np.zeros(0, np.bool_))
        self.first_field: Growing[np.uint32] = Growing(np.zeros(1, np.uint32))
        self.bounds: Growing[np.uint32] = Growing(np.zeros(1, np.uint32))
        self.grams: Growing[np.int32] = Growing(np.zeros(0, np.int32))
        self.gram_bounds: Growing[np.uint32] = Growing(np.zeros(1, np.uint32))
        self.kinds: Growing[np.uint8] = Growing(np.zeros(0, np.uint8))
        self.tokens: Growing[np.int32] = Growing(np.zeros(0, np.int32))
        self.texts = bytearray()
        self.text_ends: Growing[np.uint32] = Growing(np.zeros(1, np.uint32))
        self.removed = 0

    def put(self, entry_id: str, scope: str, fields: list[Field]) -> int:
        """Store a fact in a new slot."""
        slot = len(self.ids)
        self.ids.append(entry_id)
        self.slots[entry_id] = slot
        if scope:
            self.scopes[slot] = scope
        self.alive.extend([True])
        for field in fields:
            self.tokens.extend(field.terms)
            self.bounds.extend([self.tokens.size])
            self.grams.extend(field.grams)
            self.gram_bounds.extend([self.grams.size])
            self.kinds.extend([field.kind])
            self.texts += field.text.encode("utf-8", "replace")
            self.text_ends.extend([len(self.texts)])
        self.first_field.extend([self.kinds.size])
        return slot

    def drop(self, entry_id: str) -> int | None:
        """Mark a fact as gone; its old slot, or None when there was none."""
        slot = self.slots.pop(entry_id, None)
        if slot is not None:
            self.alive.view[slot] = False
            self.scopes.pop(slot, None)
            self.removed += 1
        return slot

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
        ends = self.text_ends.view
        return self.texts[int(ends[field]) : int(ends[field + 1])].decode("utf-8")
