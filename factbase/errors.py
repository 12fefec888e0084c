"""What can go wrong in the fact base.

FactbaseError
├── InvalidValue          a value that cannot exist was asked for
├── IllegalTransition     a step in a fact's life that its rules forbid; says what is missing
├── NotFound (LookupError)
│   ├── FactNotFound
│   └── CommunityNotFound
├── Conflict
│   ├── SlugTaken         another fact of the same scope has this slug
│   └── StaleFact         somebody else changed the fact first
└── StoreUnavailable      the store can't be reached, is locked, full or read-only
    ├── SchemaOutdated    its tables are older than this program
    └── SchemaAhead       its tables are newer than this program

Every message may be shown to the person who caused it: it says what to do and quotes
no text that somebody else typed.
"""

from __future__ import annotations


class FactbaseError(Exception):
    """Root of every error that the fact base raises on purpose."""


class InvalidValue(FactbaseError, ValueError):
    """A value refused at birth. `field` says where, the message says why."""

    def __init__(self, field: str, problem: str) -> None:
        super().__init__(f"{field}: {problem}")
        self.field = field
        self.problem = problem


class IllegalTransition(FactbaseError):
    """A fact may not take this step yet. `missing` lists what it lacks, in words; `reason` is
    the message without the slug, for who names that already.
    """

    def __init__(self, slug: str, step: str, missing: tuple[str, ...]) -> None:
        self.reason = f"can't be {step}: " + "; ".join(missing)
        super().__init__(f"{slug} {self.reason}")
        self.slug = slug
        self.step = step
        self.missing = missing


class NotFound(FactbaseError, LookupError):
    """Nothing of that name is visible to the one who asked."""


class FactNotFound(NotFound):
    """No fact with this slug can be seen from here."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"no fact is called {slug!r} here")
        self.slug = slug


class CommunityNotFound(NotFound):
    """No community with this id."""

    def __init__(self, community_id: str) -> None:
        super().__init__(f"no community has the id {community_id!r}")
        self.community_id = community_id


class Conflict(FactbaseError):
    """The base changed in a way that makes this change impossible as it stands."""


class SlugTaken(Conflict):
    """Another fact of the same scope already has this slug."""

    def __init__(self, slug: str) -> None:
        super().__init__(f"the slug {slug!r} is taken: choose another or correct that fact")
        self.slug = slug


class StaleFact(Conflict):
    """The fact was changed since it was read; read it again and repeat the change."""

    def __init__(self, slug: str, expected: int) -> None:
        super().__init__(
            f"{slug} is no longer at version {expected}: look at the newest version and repeat"
        )
        self.slug = slug
        self.expected = expected


class StoreUnavailable(FactbaseError):
    """The store did not take or give data; nothing was changed."""


class SchemaOutdated(StoreUnavailable):
    """The base's tables are missing or older than this program."""

    def __init__(self) -> None:
        super().__init__(
            "the fact base was made for an older factbot, or is empty: run `factbot db upgrade`"
        )


class SchemaAhead(StoreUnavailable):
    """The base's tables are newer than this program."""

    def __init__(self) -> None:
        super().__init__("the fact base was made by a newer factbot: update this program")
