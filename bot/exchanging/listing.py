"""All facts of one scope, page by page."""

from __future__ import annotations

from factbase.model import Audience, Fact, Status
from factbase.ports import FactBase


async def all_facts(base: FactBase, scope: str, statuses: tuple[Status, ...]) -> list[Fact]:
    """Every fact that belongs to exactly this scope, by slug."""
    facts: list[Fact] = []
    after: tuple[str, str] | None = None
    while True:
        async with base.begin() as unit:
            page = await unit.facts.list(Audience(scope), statuses=statuses, after=after)
        facts += [fact for fact in page if fact.scope == scope]
        if not page:
            return facts
        after = (page[-1].slug, page[-1].scope)
