"""Looks at sources in memory."""

from __future__ import annotations

from bot.reviewing.source_checks import SourceCheck
from bot.storage.notebook import Pages


class MemorySourceStore:
    """Looks at addresses within one unit of work."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def last(self, url: str) -> SourceCheck | None:
        """The last look at an address."""
        return self._pages.notebook.sources.get(url)

    async def put(self, check: SourceCheck) -> None:
        """Store a look instead of the one before."""
        self._pages.take(lambda book: book.sources.update({check.url: check}))
