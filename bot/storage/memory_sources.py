"""Looks at sources in memory."""

from __future__ import annotations

from collections.abc import Collection

from bot.reviewing.source_checks import SourceCheck
from bot.storage.notebook import Pages


class MemorySourceStore:
    """Looks at addresses within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def last(self, urls: Collection[str]) -> dict[str, SourceCheck]:
        """The last look at each of these addresses that was looked at."""
        sources = self._pages.notebook.sources
        return {url: sources[url] for url in urls if url in sources}

    async def put(self, check: SourceCheck) -> None:
        """Store a look instead of the one before."""
        self._pages.take(lambda book: book.sources.update({check.url: check}))
