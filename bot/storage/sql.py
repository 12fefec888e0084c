"""Conversations in a SQL database, in one transaction with the facts they are about."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from secrets import token_urlsafe

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from bot.messages import Place
from bot.ports import PostedReply, ReplyState
from bot.storage.asking import SqlQuestionStore
from bot.storage.governing import SqlAuditLog, SqlRoleStore
from bot.storage.inserting import insert_new
from bot.storage.keeping import SqlDraftStore, SqlInbox, SqlNoteStore
from bot.storage.mapping import reply_from, reply_values
from bot.storage.opinions import SqlOpinionStore
from bot.storage.outbox import SqlOutboxStore
from bot.storage.personal import SqlPersonalStore
from bot.storage.reviewing import SqlReviewStore
from bot.storage.settings import SqlPlaceStore
from bot.storage.sources import SqlSourceStore
from bot.storage.tables import KeyRow, ReplyRow
from bot.storage.turns import isolation_of_turns, take_turn
from factbase.storage.failures import in_plain_words
from factbase.storage.sql import SqlFactBase, SqlUnitOfWork

_LIVE = [ReplyState.CLAIMED.value, ReplyState.SENDING.value, ReplyState.SENT.value]
_GIVEN = [ReplyState.SENT.value, ReplyState.REMOVED.value]


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
        """Store a reply's new state."""
        with in_plain_words():
            await self._session.execute(
                update(ReplyRow).where(ReplyRow.id == reply.id).values(reply_values(reply))
            )

    async def by_id(self, reply_id: str) -> PostedReply | None:
        """The reply of that id."""
        return await self._first(ReplyRow.id == reply_id)

    async def answering(self, place: Place, message_id: str) -> tuple[PostedReply, ...]:
        """Live replies to a message."""
        return await self._all(
            ReplyRow.platform == place.platform,
            ReplyRow.place_id == place.id,
            ReplyRow.message_id == message_id,
            ReplyRow.state.in_(_LIVE),
        )

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
        found = await self._all(
            ReplyRow.fact_id == fact_id,
            ReplyRow.platform == place.platform,
            ReplyRow.place_id == place.id,
            ReplyRow.thread == place.thread,
            ReplyRow.at >= since,
            ReplyRow.state.in_(_LIVE),
        )
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
        wanted = select(ReplyRow).where(*conditions).order_by(ReplyRow.at, ReplyRow.id)
        with in_plain_words():
            rows = await self._session.scalars(wanted.execution_options(populate_existing=True))
            return tuple(reply_from(row) for row in rows)

    async def _first(self, *conditions: ColumnElement[bool]) -> PostedReply | None:
        found = await self._all(*conditions)
        return found[0] if found else None


class SqlConversationUnit(SqlUnitOfWork):
    """Facts and conversation in one transaction."""

    @property
    def replies(self) -> SqlReplyLog:
        """Replies, within this unit."""
        return SqlReplyLog(self.session)

    @property
    def places(self) -> SqlPlaceStore:
        """Places, within this unit."""
        return SqlPlaceStore(self.session)

    @property
    def opinions(self) -> SqlOpinionStore:
        """Follows and disputes, within this unit."""
        return SqlOpinionStore(self.session)

    @property
    def drafts(self) -> SqlDraftStore:
        """What people are in the middle of telling us, within this unit."""
        return SqlDraftStore(self.session)

    @property
    def notes(self) -> SqlNoteStore:
        """What platforms keep for themselves, within this unit."""
        return SqlNoteStore(self.session)

    @property
    def inbox(self) -> SqlInbox:
        """Events that are not dealt with yet, within this unit."""
        return SqlInbox(self.session)

    @property
    def outbox(self) -> SqlOutboxStore:
        """What has to be said or changed later, within this unit."""
        return SqlOutboxStore(self.session)

    @property
    def roles(self) -> SqlRoleStore:
        """Who is appointed, within this unit."""
        return SqlRoleStore(self.session)

    @property
    def audit(self) -> SqlAuditLog:
        """What was done, within this unit."""
        return SqlAuditLog(self.session)

    @property
    def questions(self) -> SqlQuestionStore:
        """What nobody has answered yet, within this unit."""
        return SqlQuestionStore(self.session)

    @property
    def reviews(self) -> SqlReviewStore:
        """What moderators have to decide, within this unit."""
        return SqlReviewStore(self.session)

    @property
    def personal(self) -> SqlPersonalStore:
        """What is kept about a person, within this unit."""
        return SqlPersonalStore(self.session)

    @property
    def sources(self) -> SqlSourceStore:
        """How sources answered, within this unit."""
        return SqlSourceStore(self.session)


class SqlConversationBase(SqlFactBase):
    """A fact base on an engine that also remembers conversations."""

    @asynccontextmanager
    async def begin(self, isolation: str | None = None) -> AsyncIterator[SqlConversationUnit]:
        """Open a unit of work. Raises `StoreUnavailable` when the store can't be reached."""
        async with super().begin(isolation) as unit:
            yield SqlConversationUnit(unit.session, self._bell)

    @asynccontextmanager
    async def turn(self, over: Place | str) -> AsyncIterator[SqlConversationUnit]:
        """A unit in which this place, or this name, is nobody else's, in no process."""
        async with self.begin(isolation_of_turns(self.engine)) as unit:
            with in_plain_words():
                await take_turn(unit.session, over)
            yield unit

    async def secret(self, name: str) -> str:
        """A random key that stays the same for this base, made at first use."""
        async with self.turn(f"secret {name}") as unit:  # many processes may start at once
            with in_plain_words():
                await insert_new(unit.session, KeyRow, {"name": name, "value": token_urlsafe(32)})
                found = await unit.session.scalar(select(KeyRow.value).where(KeyRow.name == name))
            await unit.commit()
        return str(found)
