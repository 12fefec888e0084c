"""Follows and disputes in a SQL database."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime

from sqlalchemy import ColumnElement, bindparam, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages import Place, PlaceKind
from bot.pressing.opinions import Dispute, DisputeState, Follow
from bot.storage.inserting import insert_new
from bot.storage.tables import DisputeRow, FollowRow
from factbase.storage.failures import in_plain_words

# Asked for every answer, so made once: making a statement takes longer than running it.
_STANDING = (
    select(DisputeRow)
    .where(
        DisputeRow.fact_id == bindparam("fact_id"),
        DisputeRow.circle == bindparam("circle"),
        DisputeRow.text != "",
        DisputeRow.state != DisputeState.WRONG.value,
        (DisputeRow.at >= bindparam("since"))
        | DisputeRow.by_moderator
        | (DisputeRow.state == DisputeState.RIGHT.value),
    )
    .order_by(DisputeRow.at, DisputeRow.id)
)


class SqlOpinionStore:
    """Follows and disputes within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def toggle_follow(self, follow: Follow) -> bool:
        """Store a follow, or forget the one that is there."""
        place = follow.place
        values = {
            "id": follow.id,
            "fact_id": follow.fact_id,
            "person": follow.person,
            "platform": place.platform,
            "place_id": place.id,
            "place_kind": place.kind.value,
            "server": place.server,
            "thread": place.thread,
            "at": follow.at,
            "version": follow.version,
        }
        with in_plain_words():
            if await insert_new(self._session, FollowRow, values):
                return True
            await self._session.execute(
                delete(FollowRow).where(
                    FollowRow.fact_id == follow.fact_id,
                    FollowRow.person == follow.person,
                    FollowRow.platform == place.platform,
                    FollowRow.place_id == place.id,
                )
            )
        return False

    async def followers(self, fact_id: str) -> tuple[Follow, ...]:
        """Who follows a fact, the earliest first."""
        wanted = select(FollowRow).where(FollowRow.fact_id == fact_id)
        with in_plain_words():
            rows = await self._session.scalars(wanted.order_by(FollowRow.at, FollowRow.id))
            return tuple(_follow(row) for row in rows)

    async def told(self, fact_id: str, place: Place, version: int) -> None:
        """Note the version of a fact that its followers in a place were told of."""
        with in_plain_words():
            await self._session.execute(
                update(FollowRow).where(*_here(fact_id, place)).values(version=version)
            )

    async def unfollow(self, fact_id: str, place: Place, person: str = "") -> int:
        """Forget this person's follow of a fact in a place, or everybody's there."""
        only = [FollowRow.person == person] if person else []
        with in_plain_words():
            gone = await self._session.execute(
                delete(FollowRow).where(*_here(fact_id, place), *only)
            )
        return int(gone.rowcount)  # type: ignore[attr-defined]  # a DELETE gives a CursorResult

    async def dispute(self, dispute: Dispute) -> bool:
        """Store a dispute, once per person and reply."""
        with in_plain_words():
            return await insert_new(self._session, DisputeRow, asdict(dispute))

    async def disputes(self, fact_id: str) -> tuple[Dispute, ...]:
        """What was said against a fact's matches, the earliest first."""
        wanted = select(DisputeRow).where(DisputeRow.fact_id == fact_id)
        with in_plain_words():
            rows = await self._session.scalars(wanted.order_by(DisputeRow.at, DisputeRow.id))
            return tuple(_dispute(row) for row in rows)

    async def standing(self, fact_id: str, circle: str, since: datetime) -> tuple[Dispute, ...]:
        """Reports about a fact's matches in a circle that were not found wrong."""
        about = {"fact_id": fact_id, "circle": circle, "since": since}
        with in_plain_words():
            return tuple(_dispute(row) for row in await self._session.scalars(_STANDING, about))

    async def reports(self, since: datetime) -> tuple[Dispute, ...]:
        """Every report made since then, the earliest first."""
        wanted = select(DisputeRow).where(DisputeRow.at >= since)
        with in_plain_words():
            rows = await self._session.scalars(wanted.order_by(DisputeRow.at, DisputeRow.id))
            return tuple(_dispute(row) for row in rows)

    async def disputed_by(self, person: str, since: datetime) -> int:
        """How many reports somebody made since then."""
        theirs = (DisputeRow.person == person, DisputeRow.at >= since)
        with in_plain_words():
            return await self._session.scalar(select(func.count()).where(*theirs)) or 0

    async def reported(self, dispute_id: str) -> Dispute | None:
        """The report of that id."""
        with in_plain_words():
            row = await self._session.get(DisputeRow, dispute_id, populate_existing=True)
        return None if row is None else _dispute(row)

    async def judge(self, dispute_id: str, state: DisputeState, by: str) -> bool:
        """Note what a moderator makes of an open report."""
        with in_plain_words():
            done = await self._session.execute(
                update(DisputeRow)
                .where(DisputeRow.id == dispute_id, DisputeRow.state == DisputeState.OPEN.value)
                .values(state=state.value, decided_by=by)
            )
        return bool(done.rowcount)  # type: ignore[attr-defined]  # an UPDATE gives a CursorResult


def _here(fact_id: str, place: Place) -> tuple[ColumnElement[bool], ...]:
    return (
        FollowRow.fact_id == fact_id,
        FollowRow.platform == place.platform,
        FollowRow.place_id == place.id,
    )


def _follow(row: FollowRow) -> Follow:
    place = Place(row.platform, row.place_id, PlaceKind(row.place_kind), row.server, row.thread)
    return Follow(row.id, row.fact_id, row.person, place, row.at, row.version)


def _dispute(row: DisputeRow) -> Dispute:
    return Dispute(
        row.id,
        row.fact_id,
        row.reply_id,
        row.person,
        row.reason,
        row.text,
        row.at,
        row.circle,
        row.by_moderator,
        DisputeState(row.state),
        row.decided_by,
    )
