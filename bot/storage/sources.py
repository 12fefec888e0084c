"""Looks at sources in a SQL database."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.reviewing.source_checks import SourceCheck
from bot.storage.asking_tables import SourceCheckRow
from factbase.storage.failures import in_plain_words


class SqlSourceStore:
    """Looks at addresses within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def last(self, urls: Collection[str]) -> dict[str, SourceCheck]:
        """The last look at each of these addresses that was looked at."""
        found = select(SourceCheckRow).where(SourceCheckRow.url.in_(urls))
        with in_plain_words():
            rows = (await self._session.scalars(found)).all()
        return {row.url: SourceCheck(row.url, row.at, row.failures, row.status) for row in rows}

    async def put(self, check: SourceCheck) -> None:
        """Store a look instead of the one before."""
        row = SourceCheckRow(
            url=check.url, at=check.at, failures=check.failures, status=check.status
        )
        with in_plain_words():
            await self._session.merge(row)
            await self._session.flush()
