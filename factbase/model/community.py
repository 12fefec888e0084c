"""Communities, and the one place that decides what a community may see."""

from __future__ import annotations

from dataclasses import dataclass

from factbase.errors import InvalidValue
from factbase.model.text import clean, slug

GLOBAL = ""
"""The scope of facts that everybody sees. Every other scope is a community's id."""


@dataclass(frozen=True, slots=True)
class Community:
    """Places on any platform under one set of settings and moderators."""

    id: str
    name: str

    def __post_init__(self) -> None:
        slug(self.id, "community")
        object.__setattr__(self, "name", clean("community name", self.name, 100))


@dataclass(frozen=True, slots=True)
class Audience:
    """Who is asking: a community, or the public when `community` is empty.

    This is the only rule of visibility; stores, index and replies all ask it.
    """

    community: str = GLOBAL

    def __post_init__(self) -> None:
        scope(self.community)

    @property
    def scopes(self) -> tuple[str, ...]:
        """Scopes that may be seen, the closest first: own facts come before global ones."""
        return (self.community, GLOBAL) if self.community else (GLOBAL,)

    def sees(self, scope: str) -> bool:
        """Whether facts of this scope exist at all for this audience."""
        return scope in self.scopes


def scope(text: str) -> str:
    """Return a valid scope: `GLOBAL` or a community's id.

    Raises:
        InvalidValue: neither.
    """
    if text == GLOBAL:
        return text
    try:
        return slug(text)
    except InvalidValue as problem:
        raise InvalidValue("community", problem.problem) from None
