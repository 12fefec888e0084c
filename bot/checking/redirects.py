"""Facts by name, also by the name of one that was merged into another."""

from __future__ import annotations

from factbase.errors import FactNotFound
from factbase.model import Audience, Fact
from factbase.ports import UnitOfWork

_STEPS = 10
"""Merges that are followed: more would be a chain that nobody made by hand."""


async def fact_called(unit: UnitOfWork, slug: str, audience: Audience) -> Fact:
    """The fact of that slug, or the one that it was merged into.

    Raises:
        FactNotFound: none is visible to this audience.
    """
    return await followed(unit, await unit.facts.get(slug, audience), audience)


async def followed(unit: UnitOfWork, fact: Fact, audience: Audience) -> Fact:
    """The fact itself, or the one that took its place as far as the audience may see it."""
    for _ in range(_STEPS):
        if not fact.merged_into:
            return fact
        fact = await unit.facts.by_id(fact.merged_into)
        if not audience.sees(fact.scope):
            raise FactNotFound(fact.slug)
    return fact
