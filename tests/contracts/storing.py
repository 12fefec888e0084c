"""Short ways to put things in a base, for the contract of stores."""

from __future__ import annotations

from dataclasses import replace

from factbase.model import Audience, Change, Community, Fact, Status
from factbase.ports import FactBase, UnitOfWork
from tests.builders import a_change

PUBLIC = Audience()
HARBOUR = Audience("harbour")
EVERY_STATUS = tuple(Status)


async def stored(base: FactBase, *given: Fact | Community) -> None:
    """Put these in the base and commit."""
    async with base.begin() as unit:
        for value in given:
            if isinstance(value, Community):
                await unit.communities.put(value)
            else:
                await unit.facts.add(value, a_change())
        await unit.commit()


async def saved(base: FactBase, fact: Fact, change: Change | None = None) -> None:
    async with base.begin() as unit:
        await unit.facts.save(fact, change or a_change())
        await unit.commit()


def next_version(fact: Fact, **changed: object) -> Fact:
    """The next version with what is changed; with another topic when nothing is named."""
    version = fact.version + 1
    changed = changed or {"topics": (f"version-{version}",)}
    return replace(fact, version=version, **changed)  # type: ignore[arg-type] # any field


def same_again(fact: Fact) -> Fact:
    """The next version with nothing changed."""
    return replace(fact, version=fact.version + 1)


async def save_and_commit(unit: UnitOfWork, fact: Fact) -> None:
    # A store may see a conflict when the change is made, or not before the commit.
    await unit.facts.save(fact, a_change())
    await unit.commit()


async def add_and_commit(unit: UnitOfWork, fact: Fact) -> None:
    await unit.facts.add(fact, a_change())
    await unit.commit()
