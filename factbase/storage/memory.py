"""The fact base in memory: for trying things out, for tests, and for a base that is down."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import islice

from factbase.errors import CommunityNotFound, FactNotFound
from factbase.model import Audience, Change, Community, Fact, FactVersion, Status
from factbase.ports import Changes
from factbase.storage.following import Bell, follow
from factbase.storage.shelf import Shelf

Step = Callable[[Shelf], object]


class Room:
    """What several memory bases share: the shelf in force, and who is told of a new one."""

    def __init__(self) -> None:
        self.shelf = Shelf()
        self.bells: set[Bell] = set()

    def put(self, shelf: Shelf) -> None:
        """Put another shelf in force."""
        grown = shelf.revision != self.shelf.revision
        self.shelf = shelf
        for bell in self.bells if grown else ():
            bell.ring()


class _Draft:
    """A unit's view of the shelf, and the steps it took since the shelf was in force."""

    def __init__(self, room: Room) -> None:
        self._room = room
        self._start = self.shelf = room.shelf
        self._steps: list[Step] = []

    def take(self, step: Step) -> None:
        if not self._steps:
            self.shelf = self._start.copy()
        step(self.shelf)
        self._steps.append(step)

    def commit(self) -> None:
        shelf = self.shelf
        if self._steps and self._room.shelf is not self._start:
            # Others committed first: the same steps must be possible after theirs.
            shelf = self._room.shelf.copy()
            for step in self._steps:
                step(shelf)
        if self._steps:
            self._room.put(shelf)
        self._start = self.shelf = self._room.shelf
        self._steps = []


class MemoryFactStore:
    """Facts within one unit of work."""

    def __init__(self, draft: _Draft) -> None:
        self._draft = draft

    async def add(self, fact: Fact, change: Change) -> None:
        """Store a new fact. Raises `SlugTaken`, `CommunityNotFound`."""
        self._draft.take(lambda shelf: shelf.add(fact, change))

    async def add_all(self, facts: Sequence[Fact], change: Change) -> None:
        """Store new facts, all or none of them. Raises `Conflict`."""
        self._draft.take(lambda shelf: shelf.add_all(tuple(facts), change))

    async def save(self, fact: Fact, change: Change) -> Fact:
        """Store the next version of a fact unless it says the same. Gives what is stored then.
        Raises `FactNotFound`, `SlugTaken`, `StaleFact`.
        """
        self._draft.take(lambda shelf: shelf.save(fact, change))
        return self._draft.shelf.fact(fact.id)

    async def get(self, slug: str, audience: Audience) -> Fact:
        """The fact of that slug in the closest visible scope. Raises `FactNotFound`."""
        shelf = self._draft.shelf
        for scope in audience.scopes:
            if (slug, scope) in shelf.ids:
                return shelf.facts[shelf.ids[slug, scope]]
        raise FactNotFound(slug)

    async def standing(self, fact_id: str) -> tuple[int, Status] | None:
        """Version and status of the fact of that id; none when there is no such fact."""
        fact = self._draft.shelf.facts.get(fact_id)
        return None if fact is None else (fact.version, fact.status)

    async def by_id(self, fact_id: str) -> Fact:
        """The fact of that id, whatever its scope. Raises `FactNotFound`."""
        return self._draft.shelf.fact(fact_id)

    async def hold(self, fact_id: str) -> None:
        """A unit sees one state of the base, whatever others do meanwhile."""

    async def known(self, fact_ids: Sequence[str]) -> Mapping[str, Fact]:
        """Those of these facts that are stored, by id, whatever their scope."""
        facts = self._draft.shelf.facts
        return {fact_id: facts[fact_id] for fact_id in fact_ids if fact_id in facts}

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
        shelf = self._draft.shelf
        places = sorted(
            place
            for place in shelf.ids
            if audience.sees(place[1]) and (after is None or place > after)
        )
        facts = (shelf.facts[shelf.ids[place]] for place in places)
        wanted = (
            fact
            for fact in facts
            if fact.status in statuses and (topic is None or topic in fact.topics)
        )
        return tuple(islice(wanted, limit))

    async def history(self, fact_id: str) -> tuple[FactVersion, ...]:
        """Every saved state, oldest first. Raises `FactNotFound`."""
        self._draft.shelf.fact(fact_id)
        return self._draft.shelf.history[fact_id]

    async def revision(self) -> int:
        """The base's revision: grows with every committed change, 0 when empty."""
        return self._draft.shelf.revision

    async def mark(self, revision: int) -> str:
        """What was saved as this revision; empty when nothing was."""
        return self._draft.shelf.saved.get(revision, "")

    async def changes(self, since: int, limit: int = 1_000) -> Changes:
        """Facts of every scope and status saved after `since`, oldest change first."""
        shelf = self._draft.shelf
        newer = (item for item in shelf.revisions.items() if item[1] > since)
        found = tuple(islice(newer, limit))
        reached = found[-1][1] if found else shelf.revision
        return Changes(reached, tuple(shelf.facts[fact_id] for fact_id, _ in found))


class MemoryCommunityStore:
    """Communities within one unit of work."""

    def __init__(self, draft: _Draft) -> None:
        self._draft = draft

    async def put(self, community: Community) -> None:
        """Store or rename a community."""
        self._draft.take(lambda shelf: shelf.put_community(community))

    async def get(self, community_id: str) -> Community:
        """Raises `CommunityNotFound`."""
        if community_id not in self._draft.shelf.communities:
            raise CommunityNotFound(community_id)
        return self._draft.shelf.communities[community_id]

    async def list(self) -> tuple[Community, ...]:
        """All communities, by id."""
        return tuple(sorted(self._draft.shelf.communities.values(), key=lambda item: item.id))


class MemoryUnitOfWork:
    """One consistent view of the base; leaving it without `commit` changes nothing."""

    def __init__(self, room: Room) -> None:
        self._draft = _Draft(room)
        self.facts = MemoryFactStore(self._draft)
        self.communities = MemoryCommunityStore(self._draft)

    async def commit(self) -> None:
        """Make everything done lasting. Raises `StaleFact` or `SlugTaken` when another
        unit committed first what makes these changes impossible.
        """
        self._draft.commit()


class MemoryFactBase:
    """A fact base that lasts as long as the process. Those of one room share their facts."""

    def __init__(self, room: Room | None = None) -> None:
        self._room = room or Room()
        self._bell = Bell()
        self._room.bells.add(self._bell)

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[MemoryUnitOfWork]:
        """Open a unit of work."""
        yield MemoryUnitOfWork(self._room)

    async def follow(self) -> AsyncIterator[int]:
        """Revisions as they are committed; may skip some."""
        async for revision in follow(self._bell, self._revision, None):
            yield revision

    async def _revision(self) -> int:
        return self._room.shelf.revision

    async def close(self) -> None:
        """End those who follow."""
        self._room.bells.discard(self._bell)
        self._bell.close()
