"""Facts by slot: their fields as term numbers, the wordings as text, ids and scopes.

A field is one wording, the explanation (`BODY`), or a message that must not match (`MISS`).
Slots are never reused before the index is rebuilt; a removed fact is only marked.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from factbase.matching.growing import Growing, Texts
from factbase.matching.hashes import HashIndex
from factbase.model import GLOBAL, Audience

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


_ARRAYS = (
    "alive", "first_field", "bounds", "kinds", "tokens", "grams", "gram_bounds", "scope_of",
)  # fmt: skip


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
        "scope_of",
        "scopes",
        "texts",
        "tokens",
    )

    def __init__(self) -> None:
        self.ids = Texts()
        self.by_id = HashIndex()
        self.scopes: list[str] = [GLOBAL]
        self.scope_of: Growing[np.uint16] = Growing(np.zeros(0, np.uint16))
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
        if scope not in self.scopes:
            self.scopes.append(scope)
        self.scope_of.extend([self.scopes.index(scope)])
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
            self.removed += 1
        return slot

    def slot(self, entry_id: str) -> int | None:
        """The slot of a fact that is there, or None."""
        alive = self.alive.view
        return next((slot for slot in self.by_id.find(entry_id) if alive[slot]), None)

    def __len__(self) -> int:
        return len(self.ids) - self.removed

    def scope(self, slot: int) -> str:
        """The scope of a slot."""
        return self.scopes[self.scope_of[slot]]

    @property
    def slots(self) -> int:
        """How many slots there are, those of removed facts included."""
        return self.alive.size

    def seen_by(self, audience: Audience) -> NDArray[np.bool_] | None:
        """For each slot whether it is there and this audience may see it; None: all of them."""
        alive = self.alive.view
        if len(self.scopes) == 1:
            return alive if self.removed else None
        seen = np.asarray([audience.sees(scope) for scope in self.scopes], np.bool_)
        both: NDArray[np.bool_] = alive & seen[self.scope_of.view]
        return both

    def freeze(self) -> None:
        """Pack the ids and give spare room back."""
        self.by_id.freeze()
        for name in _ARRAYS:
            getattr(self, name).trim()

    def fields(self, slot: int) -> range:
        """Field numbers of a slot."""
        return range(self.first_field[slot], self.first_field[slot + 1])

    def terms(self, field: int) -> NDArray[np.int32]:
        """Term numbers of a field in order."""
        return self.tokens.view[self.bounds[field] : self.bounds[field + 1]]

    def pieces(self, field: int) -> NDArray[np.int32]:
        """Distinct character n-grams of a field; none for English and explanations."""
        return self.grams.view[self.gram_bounds[field] : self.gram_bounds[field + 1]]

    def text(self, field: int) -> str:
        """The raw text of a field; empty for explanations."""
        return self.texts[field]
