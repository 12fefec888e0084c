"""What a base in memory holds, and the rules by which it changes. Plain and synchronous."""

from __future__ import annotations

from dataclasses import dataclass, field

from factbase.errors import CommunityNotFound, Conflict, FactNotFound, SlugTaken, StaleFact
from factbase.model import GLOBAL, Change, Community, Fact, FactVersion
from factbase.model.history import changed_fields


@dataclass(slots=True)
class Shelf:
    """One state of a whole base. A unit of work changes a copy; a commit puts it in place."""

    facts: dict[str, Fact] = field(default_factory=dict)
    ids: dict[tuple[str, str], str] = field(default_factory=dict)
    """Fact ids by (slug, scope)."""
    history: dict[str, tuple[FactVersion, ...]] = field(default_factory=dict)
    revisions: dict[str, int] = field(default_factory=dict)
    """Revision of each fact's newest version, in rising order."""
    communities: dict[str, Community] = field(default_factory=dict)
    saved: dict[int, str] = field(default_factory=dict)
    """What was saved as each revision: fact, version and moment."""
    revision: int = 0

    def copy(self) -> Shelf:
        """A shelf of its own with the same contents."""
        return Shelf(
            dict(self.facts),
            dict(self.ids),
            dict(self.history),
            dict(self.revisions),
            dict(self.communities),
            dict(self.saved),
            self.revision,
        )

    def fact(self, fact_id: str) -> Fact:
        """Raises `FactNotFound`."""
        if fact_id not in self.facts:
            raise FactNotFound(fact_id)
        return self.facts[fact_id]

    def add(self, fact: Fact, change: Change) -> None:
        """Put a new fact. Raises `SlugTaken`, `CommunityNotFound`, `Conflict`."""
        if fact.id in self.facts:
            raise Conflict("a fact with this id is stored already: save it instead")
        self._put(None, fact, change)

    def add_all(self, facts: tuple[Fact, ...], change: Change) -> None:
        """Put new facts, all or none of them. Raises `Conflict`."""
        trial = self.copy()
        for fact in facts:
            try:
                trial.add(fact, change)
            except CommunityNotFound:
                raise Conflict(
                    "one of these facts belongs to a community that isn't there"
                ) from None
        for fact in facts:
            self.add(fact, change)

    def save(self, fact: Fact, change: Change) -> Fact:
        """Put a fact's next version unless it says the same. Gives what is there then. Raises
        `FactNotFound`, `StaleFact`, `SlugTaken`.
        """
        before = self.fact(fact.id)
        if before.version != fact.version - 1:
            raise StaleFact(fact.slug, fact.version - 1)
        if not changed_fields(before, fact):
            return before
        self._put(before, fact, change)
        return fact

    def _put(self, before: Fact | None, fact: Fact, change: Change) -> None:
        place = (fact.slug, fact.scope)
        if self.ids.get(place, fact.id) != fact.id:
            raise SlugTaken(fact.slug)
        if fact.scope != GLOBAL and fact.scope not in self.communities:
            raise CommunityNotFound(fact.scope)
        if before is not None:
            del self.ids[before.slug, before.scope]
        self.ids[place] = fact.id
        self.facts[fact.id] = fact
        version = FactVersion(fact, change, changed_fields(before, fact))
        self.history[fact.id] = (*self.history.get(fact.id, ()), version)
        self.revision += 1
        self.revisions.pop(fact.id, None)
        self.revisions[fact.id] = self.revision
        self.saved[self.revision] = f"{fact.id} {fact.version} {change.at.isoformat()}"

    def put_community(self, community: Community) -> None:
        """Store or rename a community."""
        self.communities[community.id] = community
