"""Replies in a SQL database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, bindparam, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from bot.delivering.posted import TWICE, Step
from bot.messages import Place
from bot.ports import PostedReply, ReplyState
from bot.storage.inserting import insert_new
from bot.storage.mapping import reply_from, reply_values
from bot.storage.tables import ReplyRow
from factbase.errors import Conflict
from factbase.storage.failures import in_plain_words

_LIVE = [ReplyState.CLAIMED.value, ReplyState.SENDING.value, ReplyState.SENT.value]
_GIVEN = [ReplyState.SENT.value, ReplyState.REMOVED.value]


def _ordered(*conditions: ColumnElement[bool]) -> Select[ReplyRow]:
    wanted = select(ReplyRow).where(*conditions).order_by(ReplyRow.at, ReplyRow.id)
    return wanted.execution_options(populate_existing=True)


_HERE = (
    ReplyRow.platform == bindparam("platform"),
    ReplyRow.place_id == bindparam("place_id"),
    ReplyRow.state.in_(_LIVE),
)
# Asked for every answer, so made once: making a statement takes longer than running it.
_ANSWERING = _ordered(*_HERE, ReplyRow.message_id == bindparam("message_id"))
_LATEST = _ordered(
    *_HERE,
    ReplyRow.fact_id == bindparam("fact_id"),
    ReplyRow.thread == bindparam("thread"),
    ReplyRow.at >= bindparam("since"),
)


def _in(place: Place) -> dict[str, Any]:
    return {"platform": place.platform, "place_id": place.id}


class SqlReplyLog:
    """Replies within one unit of work."""

    def __init__(self, session: AsyncSession) -> None:
        self._session = session

    async def claim(self, reply: PostedReply) -> PostedReply | None:
        """Record a reply before it is sent, or return the one that is there."""
        with in_plain_words():
            if await insert_new(self._session, ReplyRow, reply_values(reply)):
                return None
        place = reply.place
        present = await self._first(
            ReplyRow.platform == place.platform,
            ReplyRow.place_id == place.id,
            ReplyRow.message_id == reply.message_id,
            ReplyRow.fact_id == reply.fact_id,
        )
        return present or reply

    async def update(self, reply: PostedReply) -> None:
        """Store a reply's new state, or what it shows from now on."""
        values = reply_values(reply)
        try:
            with in_plain_words():
                await self._session.execute(
                    update(ReplyRow).where(ReplyRow.id == reply.id).values(values)
                )
        except IntegrityError as problem:
            raise Conflict(TWICE) from problem

    async def settle(self, reply_id: str, step: Step) -> None:
        """Record one step of a reply."""
        values = {**step.changes, "state": step.state.value}
        with in_plain_words():
            await self._session.execute(
                update(ReplyRow).where(ReplyRow.id == reply_id).values(**values)
            )

    async def by_id(self, reply_id: str) -> PostedReply | None:
        """The reply of that id."""
        return await self._first(ReplyRow.id == reply_id)

    async def answering(self, place: Place, message_id: str) -> tuple[PostedReply, ...]:
        """Live replies to a message."""
        return await self._read(_ANSWERING, _in(place) | {"message_id": message_id})

    async def sent_as(self, place: Place, sent_id: str) -> PostedReply | None:
        """The live reply that the platform calls so in this place."""
        return await self._first(
            ReplyRow.platform == place.platform,
            ReplyRow.sent_id == sent_id,
            ReplyRow.place_id == place.id,
            ReplyRow.state.in_(_LIVE),
        )

    async def unfinished(self, platform: str) -> tuple[PostedReply, ...]:
        """Replies that were claimed or being sent, oldest first."""
        return await self._all(
            ReplyRow.platform == platform,
            ReplyRow.state.in_([ReplyState.CLAIMED.value, ReplyState.SENDING.value]),
        )

    async def latest(self, place: Place, fact_id: str, since: datetime) -> PostedReply | None:
        """The newest live reply with this fact in this place since then."""
        here = _in(place) | {"thread": place.thread, "fact_id": fact_id, "since": since}
        found = await self._read(_LATEST, here)
        return found[-1] if found else None

    async def cards(self, fact_id: str) -> tuple[PostedReply, ...]:
        """Live replies with this fact, however old, oldest first."""
        return await self._all(ReplyRow.fact_id == fact_id, ReplyRow.state.in_(_LIVE))

    async def since(self, since: datetime, limit: int) -> tuple[PostedReply, ...]:
        """Replies that were sent since then, and taken away or not, the newest `limit`."""
        wanted = (
            select(ReplyRow)
            .where(ReplyRow.at >= since, ReplyRow.state.in_(_GIVEN))
            .order_by(ReplyRow.at.desc(), ReplyRow.id)
            .limit(limit)
        )
        with in_plain_words():
            rows = await self._session.scalars(wanted.execution_options(populate_existing=True))
            return tuple(reply_from(row) for row in rows)

    async def shown(self) -> dict[str, int]:
        """Every fact with a live reply, and the lowest version shown."""
        wanted = (
            select(ReplyRow.fact_id, func.min(ReplyRow.fact_version))
            .where(ReplyRow.fact_id != "", ReplyRow.state.in_(_LIVE))
            .group_by(ReplyRow.fact_id)
        )
        with in_plain_words():
            return {row[0]: row[1] for row in await self._session.execute(wanted)}

    async def _all(self, *conditions: ColumnElement[bool]) -> tuple[PostedReply, ...]:
        return await self._read(_ordered(*conditions))

    async def _read(
        self, wanted: Select[ReplyRow], values: Mapping[str, Any] | None = None
    ) -> tuple[PostedReply, ...]:
        with in_plain_words():
            rows = await self._session.scalars(wanted, values)
            return tuple(reply_from(row) for row in rows)

    async def _first(self, *conditions: ColumnElement[bool]) -> PostedReply | None:
        found = await self._all(*conditions)
        return found[0] if found else None
