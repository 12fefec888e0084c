"""Looks at sources in a SQL database."""

from __future__ import annotations

from sqlalchemy.ext.asyncio import AsyncSession

from bot.reviewing.source_checks import SourceCheck
from bot.storage.asking_tables import SourceCheckRow
from factbase.storage.failures import in_plain_words


class SqlSourceStore:
    """Looks at addresses within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last(self, url: str) -> SourceCheck | None:
        """The last look at an address."""
        with in_plain_words():
            row = await self._session.get(SourceCheckRow, url)
        return None if row is None else SourceCheck(row.url, row.at, row.failures, row.status)

    async def put(self, check: SourceCheck) -> None:
        """Store a look instead of the one before."""
        row = SourceCheckRow(
            url=check.url, at=check.at, failures=check.failures, status=check.status
        )
        with in_plain_words():
            await self._session.merge(row)
            await self._session.flush()
