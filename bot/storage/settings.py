"""Settings of places and opt-outs in a SQL database."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages import Place
from bot.places.behaviour import PlaceSettings
from bot.storage.governing import SqlRoleStore
from bot.storage.inserting import insert_new
from bot.storage.mapping import (
    log_places,
    settings_data,
    settings_from,
    with_appointed,
)
from bot.storage.moving import move_place
from bot.storage.tables import OptOutRow, PlaceRow
from factbase.storage.failures import in_plain_words


class SqlPlaceStore:
    """Settings of places within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def settings(self, place: Place) -> PlaceSettings:
        """Settings of this place, else of its server, else the defaults."""
        wanted = (place.thread, place.id, place.server)
        with in_plain_words():
            rows = await self._session.scalars(
                select(PlaceRow).where(
                    PlaceRow.platform == place.platform,
                    PlaceRow.place_id.in_([part for part in wanted if part]),
                )
            )
            found = {row.place_id: row.settings for row in rows}
        closest = next((found[part] for part in wanted if part in found), None)
        if closest is None:
            return PlaceSettings()
        settings = settings_from(closest)
        if not settings.community:
            return settings
        there = await SqlRoleStore(self._session).appointed(settings.community)
        return with_appointed(settings, there)

    async def put(self, platform: str, place_id: str, settings: PlaceSettings) -> None:
        """Store the settings of a place or server."""
        row = PlaceRow(platform=platform, place_id=place_id, settings=settings_data(settings))
        with in_plain_words():
            await self._session.merge(row)
            await self._session.flush()

    async def log_places(self, circle: str) -> tuple[tuple[str, str], ...]:
        """Platform and id of every place where the moderators of a circle are told things."""
        with in_plain_words():
            rows = await self._session.scalars(select(PlaceRow))
            return log_places(
                circle,
                ((row.platform, row.place_id, settings_from(row.settings)) for row in rows),
            )

    async def logging_to(self, platform: str, place_id: str) -> tuple[str, ...]:
        """Ids of the places whose moderators are told things in this one."""
        told = PlaceRow.settings["log_place"].as_string() == place_id
        found = select(PlaceRow.place_id).where(PlaceRow.platform == platform, told)
        with in_plain_words():
            return tuple(await self._session.scalars(found.order_by(PlaceRow.place_id)))

    async def migrate(self, platform: str, old_id: str, new_id: str) -> None:
        """Move everything recorded for a place to its new id."""
        with in_plain_words():
            await move_place(self._session, platform, old_id, new_id)

    async def ignores(self, person: str) -> bool:
        """Whether this person is never to be answered unprompted."""
        with in_plain_words():
            return await self._session.get(OptOutRow, person) is not None

    async def ignore(self, person: str, *, ignored: bool) -> None:
        """Remember or forget that wish."""
        with in_plain_words():
            if ignored:
                values = {"person": person, "at": datetime.now(UTC)}
                await insert_new(self._session, OptOutRow, values)
            else:
                await self._session.execute(delete(OptOutRow).where(OptOutRow.person == person))
