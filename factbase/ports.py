"""What the fact base needs from a store. Implemented in memory and over SQLAlchemy."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from factbase.model import Audience, Change, Community, Fact, FactVersion, Status


class Clock(Protocol):
    """Tells the time; tests hand in one that stands still."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


@dataclass(frozen=True, slots=True)
class Changes:
    """Facts saved after some revision, and the revision this brings the reader to."""

    revision: int
    facts: tuple[Fact, ...]


class FactStore(Protocol):
    """Facts within one unit of work. Nothing is lasting before the unit commits."""

    async def add(self, fact: Fact, change: Change) -> None:
        """Store a new fact. Raises `SlugTaken`, `CommunityNotFound`."""
        ...

    async def add_all(self, facts: Sequence[Fact], change: Change) -> None:
        """Store new facts, all or none of them, faster than one by one. Raises `Conflict`
        when any of them can't be stored, without saying which.
        """
        ...

    async def save(self, fact: Fact, change: Change) -> Fact:
        """Store the next version of a fact, and give the fact as it is stored then: contents
        that are stored already make no version. Raises `FactNotFound`, `SlugTaken`, and
        `StaleFact` unless the stored version is the one just before `fact.version`.
        """
        ...

    async def get(self, slug: str, audience: Audience) -> Fact:
        """The fact of that slug in the closest visible scope. Raises `FactNotFound`."""
        ...

    async def standing(self, fact_id: str) -> tuple[int, Status] | None:
        """Version and status of the fact of that id; none when there is no such fact. For
        who holds a copy and asks whether it is still the newest.
        """
        ...

    async def by_id(self, fact_id: str) -> Fact:
        """The fact of that id, whatever its scope. Raises `FactNotFound`."""
        ...

    async def hold(self, fact_id: str) -> None:
        """Let nobody change this fact until the unit ends; to be read after that. Unknown ids
        are no error.
        """
        ...

    async def known(self, fact_ids: Sequence[str]) -> Mapping[str, Fact]:
        """Those of these facts that are stored, by id, whatever their scope."""
        ...

    async def list(
        self,
        audience: Audience,
        *,
        statuses: tuple[Status, ...] = (Status.PUBLISHED,),
        topic: str | None = None,
        after: tuple[str, str] | None = None,
        limit: int = 100,
    ) -> tuple[Fact, ...]:
        """Visible facts ordered by slug, then scope; `after` is the last (slug, scope) seen."""
        ...

    async def history(self, fact_id: str) -> tuple[FactVersion, ...]:
        """Every saved state, oldest first. Raises `FactNotFound`."""
        ...

    async def revision(self) -> int:
        """The base's revision: grows with every committed change, 0 when empty."""
        ...

    async def mark(self, revision: int) -> str:
        """What was saved as this revision, told from anything that another base may have saved
        as the same one; empty when nothing was.
        """
        ...

    async def changes(self, since: int, limit: int = 1_000) -> Changes:
        """Facts of every scope and status saved after `since`, oldest change first."""
        ...


class CommunityStore(Protocol):
    """Communities within one unit of work."""

    async def put(self, community: Community) -> None:
        """Store or rename a community."""
        ...

    async def get(self, community_id: str) -> Community:
        """Raises `CommunityNotFound`."""
        ...

    async def list(self) -> tuple[Community, ...]:
        """All communities, by id."""
        ...


class UnitOfWork(Protocol):
    """One consistent view of the base; leaving it without `commit` changes nothing."""

    @property
    def facts(self) -> FactStore:
        """Facts, within this unit."""
        ...

    @property
    def communities(self) -> CommunityStore:
        """Communities, within this unit."""
        ...

    async def commit(self) -> None:
        """Make everything done in this unit lasting, all of it or nothing."""
        ...


class FactBase(Protocol):
    """A store that hands out units of work."""

    def begin(self) -> AbstractAsyncContextManager[UnitOfWork]:
        """Open a unit of work. Raises `StoreUnavailable` when the store can't be reached."""
        ...

    def follow(self) -> AsyncIterator[int]:
        """Revisions as they are committed, by this process or another; may skip some."""
        ...

    async def close(self) -> None:
        """Give back every connection."""
        ...
