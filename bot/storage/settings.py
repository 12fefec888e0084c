"""Settings of places and opt-outs in a SQL database."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from operator import itemgetter

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages import Place
from bot.places.behaviour import PlaceSettings
from bot.storage.governing import SqlRoleStore
from bot.storage.inserting import insert_new
from bot.storage.mapping import (
    bound,
    closest,
    log_places,
    place_parts,
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
        return (await self.settings_of((place,)))[place]

    async def settings_of(self, places: Collection[Place]) -> dict[Place, PlaceSettings]:
        """Settings of many places at once."""
        stored: dict[tuple[str, str], PlaceSettings] = {}
        wanted = sorted({(place.platform, part) for place in places for part in place_parts(place)})
        with in_plain_words():
            for platform, keys in groupby(wanted, itemgetter(0)):
                for some in _batches([key for _, key in keys]):
                    mine = PlaceRow.platform == platform, PlaceRow.place_id.in_(some)
                    for row in await self._session.scalars(select(PlaceRow).where(*mine)):
                        stored[platform, row.place_id] = settings_from(row.settings)
        settings = {place: closest(place, stored) for place in places}
        communities = {one.community for one in settings.values()} - {""}
        roles = SqlRoleStore(self._session)
        there = {community: await roles.appointed(community) for community in communities}
        return {
            place: with_appointed(one, there.get(one.community, ()))
            for place, one in settings.items()
        }

    async def put(
        self, platform: str, place_id: str, settings: PlaceSettings, server: str = ""
    ) -> None:
        """Store the settings of a place, and which server it is in, or of a server."""
        data = settings_data(settings) | {_SERVER: server}
        row = PlaceRow(platform=platform, place_id=place_id, settings=data)
        with in_plain_words():
            await self._session.merge(row)
            await self._session.flush()

    async def bind(self, platform: str, place_id: str, community: str) -> None:
        """Store the community of a place or server; all else about it stays as it is."""
        with in_plain_words():
            row = await self._session.get(PlaceRow, (platform, place_id))
            own = bound(settings_from(row.settings) if row else None, community)
            await self.put(platform, place_id, own, _place(row).server if row else "")

    async def log_places(self, circle: str) -> tuple[tuple[str, str], ...]:
        """Platform and id of every place where the moderators of a circle are told things."""
        with in_plain_words():
            rows = await self._session.scalars(select(PlaceRow))
            return log_places(
                circle,
                ((_place(row), settings_from(row.settings)) for row in rows),
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

    async def opted_out(self) -> frozenset[str]:
        """Everybody who is never to be answered unprompted."""
        with in_plain_words():
            return frozenset(await self._session.scalars(select(OptOutRow.person)))

    async def opt_out_mark(self) -> str:
        """Another one whenever `opted_out` changed: each wish has its own moment."""
        counted = select(func.count(), func.max(OptOutRow.at)).select_from(OptOutRow)
        with in_plain_words():
            times, last = (await self._session.execute(counted)).one()
        return f"{times} {last}"

    async def ignore(self, person: str, *, ignored: bool) -> None:
        """Remember or forget that wish."""
        with in_plain_words():
            if ignored:
                values = {"person": person, "at": datetime.now(UTC)}
                await insert_new(self._session, OptOutRow, values)
            else:
                await self._session.execute(delete(OptOutRow).where(OptOutRow.person == person))


_AT_ONCE = 500
"""Places in one query: SQLite takes 32,766 parameters, and old ones 999."""


_SERVER = "server"
"""Name among a place's settings of the server that it is in; no setting itself."""


def _place(row: PlaceRow) -> Place:
    return Place(row.platform, row.place_id, server=row.settings.get(_SERVER, ""))


def _batches(keys: Sequence[str]) -> Iterator[Sequence[str]]:
    return (keys[begin : begin + _AT_ONCE] for begin in range(0, len(keys), _AT_ONCE))
