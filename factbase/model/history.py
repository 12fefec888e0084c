"""How a fact came to be what it is: every saved state, with who, when and why."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import datetime

from factbase.model.fact import Fact
from factbase.model.text import clean

LONGEST_REASON = 500
"""Characters of a reason at the most."""
_BOOKKEEPING = {"id", "version", "created", "created_by", "updated", "updated_by"}


@dataclass(frozen=True, slots=True)
class Change:
    """Who changes a fact, when (aware, UTC) and why."""

    by: str
    at: datetime
    why: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "by", clean("author", self.by, 200))
        object.__setattr__(self, "why", clean("reason", self.why, LONGEST_REASON))


@dataclass(frozen=True, slots=True)
class FactVersion:
    """One saved state of a fact and the change that led to it."""

    fact: Fact
    change: Change
    changed: tuple[str, ...]


def changed_fields(before: Fact | None, after: Fact) -> tuple[str, ...]:
    """Names of the fields that differ, bookkeeping left out; all that are set for a new fact."""
    names = [field.name for field in fields(Fact) if field.name not in _BOOKKEEPING]
    if before is None:
        return tuple(name for name in names if getattr(after, name))
    return tuple(name for name in names if getattr(before, name) != getattr(after, name))
