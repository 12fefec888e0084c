"""Communities in a database."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from factbase.errors import CommunityNotFound
from factbase.model import Community
from factbase.storage.engine import take_writers_place
from factbase.storage.failures import in_plain_words
from factbase.storage.tables import CommunityRow


class SqlCommunityStore:
    """Communities within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def put(self, community: Community) -> None:
        """Store or rename a community."""
        with in_plain_words():
            await take_writers_place(self._session)
            await self._session.merge(CommunityRow(id=community.id, name=community.name))
            await self._session.flush()

    async def get(self, community_id: str) -> Community:
        """Raises `CommunityNotFound`."""
        with in_plain_words():
            row = await self._session.get(CommunityRow, community_id)
        if row is None:
            raise CommunityNotFound(community_id)
        return Community(row.id, row.name)

    async def list(self) -> tuple[Community, ...]:
        """All communities, by id."""
        with in_plain_words():
            rows = await self._session.scalars(select(CommunityRow).order_by(CommunityRow.id))
        return tuple(Community(row.id, row.name) for row in rows)
