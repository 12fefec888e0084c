"""Sources that stopped answering: looked at now and then, where an operator asks for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from io import BytesIO

from bot.checking.live_index import LiveIndex
from bot.exchanging.fetching import Bounds, Fetcher, FetchFailed
from bot.ports import ConversationBase
from bot.reviewing.items import source_item
from bot.reviewing.source_checks import SourceCheck
from factbase.model import Fact
from factbase.ports import Clock

EVERY = timedelta(days=7)
"""How often an address is looked at."""
A_LOOK = 20
"""Addresses looked at in one sweep, so that no publisher gets a burst."""
_AT_ONCE = 500
"""Addresses asked for in one query."""
GONE = 3
"""Looks in a row without an answer after which moderators are told: sites have bad days."""

Fetch = Callable[[str], Awaitable[str]]
"""Looks at an address: empty when it answers, else what went wrong in a word or two."""


async def look(url: str) -> str:
    """Look at an address on the public internet; plain http is not looked at."""
    if not url.startswith("https://"):
        return ""
    try:
        await asyncio.to_thread(_PATIENT.fetch, url, BytesIO())
    except FetchFailed as problem:
        return str(problem)[:200]
    return ""


_PATIENT = Fetcher(Bounds(size=32 << 20, seconds=20.0))
"""Large enough for any page and most reports."""


@dataclass(frozen=True, slots=True)
class SourceChecks:
    """Looks at the addresses of published facts through `fetch`; without one it does nothing."""

    base: ConversationBase
    index: LiveIndex
    clock: Clock
    fetch: Fetch | None = None

    async def sweep(self) -> int:
        """Look at the addresses whose turn it is; says how many no longer answer."""
        if self.fetch is None:
            return 0
        gone = 0
        for fact, url, check in (await self._due())[:A_LOOK]:
            status = await self.fetch(url)
            failures = check.failures + 1 if status else 0
            now = self.clock.now()
            looked = replace(check, at=now, failures=failures, status=status)
            async with self.base.begin() as unit:
                await unit.writing()
                await unit.sources.put(looked)
                if failures >= GONE:
                    gone += await unit.reviews.put([source_item(fact, url, status, now)])
                await unit.commit()
        return gone

    async def _due(self) -> list[tuple[Fact, str, SourceCheck]]:
        """Addresses that were not looked at for long, those never looked at first."""
        never = datetime.min.replace(tzinfo=self.clock.now().tzinfo)
        # All at once: facts come and go while the base is asked.
        cited: dict[str, Fact] = {}
        for fact in self.index.published.values():
            for source in fact.sources:
                if source.url:
                    cited.setdefault(source.url, fact)
        looked: dict[str, SourceCheck] = {}
        urls = list(cited)
        for begin in range(0, len(urls), _AT_ONCE):
            async with self.base.begin() as unit:
                looked |= await unit.sources.last(urls[begin : begin + _AT_ONCE])
        due = self.clock.now() - EVERY
        found = (
            (fact, url, looked.get(url) or SourceCheck(url, never)) for url, fact in cited.items()
        )
        waiting = [item for item in found if item[2].at < due]
        return sorted(waiting, key=lambda item: (item[2].at, item[1]))
